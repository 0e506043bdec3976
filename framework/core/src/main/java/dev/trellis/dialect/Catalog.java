package dev.trellis.dialect;

import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a compilation may ask about the database as it is at that point: on a connection, the database itself, table by
 * table and only when asked; without one, the schema replayed from the scripts.
 */
public interface Catalog {

    /** A table as it is at this point; empty when it is not there, or nobody can know. */
    Optional<Table> table(TableName name);

    /** A named enumeration, where the database has them. */
    Optional<Enumeration> enumeration(TableName name);

    /**
     * The tables with a foreign key to this one, itself included when it has one; nothing where the dialect never asks.
     */
    default List<Table> referring(TableName name) {
        return List.of();
    }

    /** The columns whose type is a named enumeration, by table; none where enumerations have no name. */
    default Map<TableName, List<String>> columnsOf(TableName enumeration) {
        return Map.of();
    }

    /**
     * The SQL that scripts have executed up to this point, as far as it is known: without a database it is all that can
     * be known of triggers and the like.
     */
    default List<SqlText> executed() {
        return List.of();
    }

    /**
     * Called after an operation has been compiled and, on a connection, run.
     *
     * @param quoting of the dialect that compiled it
     */
    default void applied(Operation operation, Quoting quoting) {}

    /** A catalogue without a database: it begins with a schema and follows the operations. */
    static Catalog replayed(Schema start) {
        return replayed(start, List.of());
    }

    /**
     * A catalogue without a database.
     *
     * @param before the SQL that scripts have executed up to {@code start}
     */
    static Catalog replayed(Schema start, List<SqlText> before) {
        return new Catalog() {
            private final List<SqlText> executed = new ArrayList<>(before);
            private Schema schema = start;

            @Override
            public Optional<Table> table(TableName name) {
                return schema.table(name);
            }

            @Override
            public Optional<Enumeration> enumeration(TableName name) {
                return Optional.ofNullable(schema.enums().get(name));
            }

            @Override
            public List<Table> referring(TableName name) {
                return schema.tables().values().stream()
                        .filter(table -> table.foreignKeys().stream()
                                .anyMatch(key -> key.referredTable().equals(name)))
                        .toList();
            }

            @Override
            public Map<TableName, List<String>> columnsOf(TableName enumeration) {
                return schema.columnsOf(enumeration);
            }

            @Override
            public List<SqlText> executed() {
                return List.copyOf(executed);
            }

            @Override
            public void applied(Operation operation, Quoting quoting) {
                if (operation instanceof ExecuteSql execute) {
                    executed.add(execute.sql());
                }
                schema = operation.apply(schema, quoting);
            }
        };
    }
}
