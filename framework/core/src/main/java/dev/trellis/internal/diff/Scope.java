package dev.trellis.internal.diff;

import dev.trellis.schema.TableName;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The role of each table in the comparison for one branch, the target branch.
 *
 * @param roles the tables whose role is known. Any other table belongs to the target branch if a model declares it, and is
 *     unknown if only the database has it.
 */
public record Scope(Map<TableName, TableRole> roles) {

    /** The relation of a table to the target branch. */
    public enum TableRole {
        /** The target branch owns the table: its differences become operations. */
        OWNED,
        /** A protected branch owns the table: its differences are reported. */
        PROTECTED,
        /** Another unprotected branch owns the table: its differences are reported. */
        OTHER,
        /** No branch owns the table: its existence is reported. */
        UNKNOWN,
        /**
         * The comparison skips the table: it is a table of Trellis or of a branch without a model, or a hook excludes it.
         */
        IGNORED
    }

    public Scope {
        roles = Collections.unmodifiableMap(new HashMap<>(roles));
    }

    /** The scope in which the target branch owns every table that a model declares. */
    public static final Scope EVERYTHING = new Scope(Map.of());

    /** Returns this scope with another role for the given tables. */
    public Scope with(TableRole role, Collection<TableName> tables) {
        Map<TableName, TableRole> next = new HashMap<>(roles);
        tables.forEach(table -> next.put(table, role));
        return new Scope(next);
    }

    /**
     * Returns the role of a table.
     *
     * @param declared whether a model declares the table
     */
    public TableRole of(TableName table, boolean declared) {
        return roles.getOrDefault(table, declared ? TableRole.OWNED : TableRole.UNKNOWN);
    }
}
