package dev.trellis.internal.diff;

import dev.trellis.schema.TableName;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Who owns which table, as the branch sees it for which the difference is made (DESIGN section 6).
 *
 * @param standings the tables of which something is known; any other is the target branch's where its model declares it,
 *     and unknown where only the database has it
 */
public record Scope(Map<TableName, TableRole> standings) {

    /** What a table is to the target branch. */
    public enum TableRole {
        /** The target branch's own: its differences become operations. */
        OWNED,
        /** A protected branch's: its differences are reported. */
        PROTECTED,
        /** Another unprotected branch's: its differences are reported. */
        OTHER,
        /** Nobody's: that it is there is reported. */
        UNKNOWN,
        /** Looked at by nobody: Trellis' own tables, those of a branch without a model, those that a hook left out. */
        IGNORED
    }

    public Scope {
        standings = Collections.unmodifiableMap(new HashMap<>(standings));
    }

    /** Every table that a model declares is the target branch's. */
    public static final Scope EVERYTHING = new Scope(Map.of());

    /** This scope with tables put under a standing, wherever they were before. */
    public Scope with(TableRole standing, Collection<TableName> tables) {
        Map<TableName, TableRole> next = new HashMap<>(standings);
        tables.forEach(table -> next.put(table, standing));
        return new Scope(next);
    }

    /** @param declared whether a model declares the table */
    public TableRole of(TableName table, boolean declared) {
        return standings.getOrDefault(table, declared ? TableRole.OWNED : TableRole.UNKNOWN);
    }
}
