package dev.trellis.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The effect of one SQL statement, as far as its first words show. Names are kept as written, with their schema and quotes.
 */
public sealed interface StatementSummary {

    /**
     * Returns the tables and views that the statement redefines, or whose indexes or triggers it changes. A created table
     * that replaces no other table is not included.
     */
    List<String> changedTables();

    /**
     * Returns the one object whose definition in the catalogue shows whether the statement took effect. Returns null when
     * there is no such object, when the statement names several, or when it leaves the definitions unchanged.
     */
    @Nullable
    DatabaseObject definedObject();

    /** Returns whether executing the statement twice has the same effect as executing it once. */
    boolean isRepeatable();

    /** Returns whether the statement reads or writes rows and can be rolled back with its transaction. */
    default boolean isRows() {
        return this instanceof Rows;
    }

    /** Returns whether the statement rebuilds tables without changing their definition. */
    default boolean isRebuild() {
        return this instanceof Maintenance maintenance && maintenance.rebuilds();
    }

    /** A data definition statement: one that changes the definition of catalogue objects. */
    sealed interface DataDefinition extends StatementSummary {

        /** Returns the kind of the objects. */
        ObjectKind kind();

        /** Returns the names of the objects as written; empty for temporary objects, which end with the session. */
        List<String> names();

        /** Returns the new name of a table that is renamed, or null. */
        default @Nullable String newName() {
            return null;
        }

        /** Returns whether the statement changes or removes objects that existed before. */
        default boolean changesExisting() {
            return true;
        }

        @Override
        default List<String> changedTables() {
            return switch (kind()) {
                case TABLE, VIEW -> names();
                case INDEX, TRIGGER -> {
                    DatabaseObject object = definedObject();
                    String table = object == null ? null : object.table();
                    yield table == null ? List.of() : List.of(table);
                }
                case DATABASE, DOMAIN, EVENT, FUNCTION, PACKAGE, PROCEDURE, SCHEMA, SEQUENCE, TYPE -> List.of();
            };
        }

        @Override
        default boolean isRepeatable() {
            return false;
        }
    }

    /**
     * A CREATE statement.
     *
     * @param replaces whether the object replaces an existing one of the same name
     */
    record Create(
            ObjectKind kind, List<String> names, @Nullable DatabaseObject definedObject, boolean replaces)
            implements DataDefinition {
        public Create {
            names = List.copyOf(names);
        }

        @Override
        public boolean changesExisting() {
            return replaces;
        }

        @Override
        public List<String> changedTables() {
            return kind == ObjectKind.TABLE && !replaces ? List.of() : DataDefinition.super.changedTables();
        }
    }

    /** An ALTER statement. */
    record Alter(
            ObjectKind kind,
            List<String> names,
            @Nullable DatabaseObject definedObject,
            @Nullable String newName) implements DataDefinition {
        public Alter {
            names = List.copyOf(names);
        }
    }

    /** A DROP statement. */
    record Drop(
            ObjectKind kind, List<String> names, @Nullable DatabaseObject definedObject) implements DataDefinition {
        public Drop {
            names = List.copyOf(names);
        }
    }

    /** A RENAME statement; {@link #newName} is null when it renames several objects. */
    record Rename(
            ObjectKind kind,
            List<String> names,
            @Nullable DatabaseObject definedObject,
            @Nullable String newName) implements DataDefinition {
        public Rename {
            names = List.copyOf(names);
        }
    }

    /** A COMMENT statement on a table or view, or on a column of it. */
    record Comment(String table) implements StatementSummary {
        @Override
        public List<String> changedTables() {
            return List.of(table);
        }

        @Override
        public @Nullable DatabaseObject definedObject() {
            return null;
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }
    }

    /** A statement that changes no definition. */
    sealed interface NoDefinition extends StatementSummary {
        @Override
        default List<String> changedTables() {
            return List.of();
        }

        @Override
        default @Nullable DatabaseObject definedObject() {
            return null;
        }
    }

    /**
     * A statement that reads or writes rows.
     *
     * @param select whether the statement begins with SELECT
     */
    record Rows(boolean select) implements NoDefinition {
        @Override
        public boolean isRepeatable() {
            return select;
        }
    }

    /**
     * A repeatable statement that changes neither rows nor definitions, such as ANALYZE or SET.
     *
     * @param rebuilds whether the statement rebuilds tables
     */
    record Maintenance(boolean rebuilds) implements NoDefinition {
        @Override
        public boolean isRepeatable() {
            return true;
        }
    }

    /** A compound statement outside a routine, such as {@code BEGIN NOT ATOMIC ... END}. */
    record Block() implements NoDefinition {
        @Override
        public boolean isRepeatable() {
            return false;
        }
    }

    /** Any other statement, and text that cannot be parsed. */
    record Other() implements NoDefinition {
        @Override
        public boolean isRepeatable() {
            return false;
        }
    }
}
