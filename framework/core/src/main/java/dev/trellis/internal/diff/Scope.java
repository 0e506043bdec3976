package dev.trellis.internal.diff;

import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The role of each table and of each definition in the comparison for one branch, the target branch.
 *
 * @param roles the tables whose role is known. Any other table belongs to the target branch if a model declares it, and is
 *     unknown if only the database has it.
 * @param definitions the definitions whose role is known, like {@code roles}
 */
public record Scope(Map<TableName, TableRole> roles, Map<DefinitionName, TableRole> definitions) {

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
        Map<DefinitionName, TableRole> folded = new HashMap<>();
        definitions.forEach((name, role) -> {
            folded.put(withArguments(name), role);
        });
        definitions = Collections.unmodifiableMap(folded);
    }

    /** The scope in which the target branch owns every table that a model declares. */
    public static final Scope EVERYTHING = new Scope(Map.of(), Map.of());

    /** Returns this scope with another role for the given tables. */
    public Scope with(TableRole role, Collection<TableName> tables) {
        Map<TableName, TableRole> next = new HashMap<>(roles);
        tables.forEach(table -> next.put(table, role));
        return new Scope(next, definitions);
    }

    /** Returns this scope with another role for the given definitions. */
    public Scope withDefinitions(TableRole role, Collection<DefinitionName> names) {
        Map<DefinitionName, TableRole> next = new HashMap<>(definitions);
        names.forEach(name -> next.put(name, role));
        return new Scope(roles, next);
    }

    /**
     * Returns the role of a definition. Names are compared without regard to letter case, and without their arguments if a
     * branch has not stated them. A trigger or policy of an ignored table is ignored unless a model declares it.
     *
     * @param declared whether a model declares the definition
     */
    public TableRole of(DefinitionName name, boolean declared) {
        TableRole known = definitions.get(withArguments(name));
        if (known == null) {
            known = definitions.get(DefinitionPair.key(name));
        }
        if (known != null) {
            return known;
        }
        if (declared) {
            return TableRole.OWNED;
        }
        boolean isIgnored = name.table() != null && roles.get(name.table()) == TableRole.IGNORED;
        return isIgnored ? TableRole.IGNORED : TableRole.UNKNOWN;
    }

    private static DefinitionName withArguments(DefinitionName name) {
        DefinitionName key = DefinitionPair.key(name);
        String arguments = name.arguments();
        return arguments == null ? key : key.withArguments(arguments.toLowerCase(Locale.ROOT));
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
