package dev.trellis.dialect;

import dev.trellis.operation.Operation;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a compilation may ask about the database as it is at that point: on a connection, the database itself, table by
 * table and only when asked; without one, the schema replayed from the scripts.
 */
public interface Catalog {

    Optional<Table> table(TableName name);

    /** A named enumeration, where the database has them. */
    Optional<Enumeration> enumeration(TableName name);

    /** The columns whose type is a named enumeration, by table; none where enumerations have no name. */
    default Map<TableName, List<String>> columnsOf(TableName enumeration) {
        return Map.of();
    }

    /**
     * The tables with a foreign key to this one, itself included when it has one; nothing where the dialect never asks.
     */
    default List<Table> referring(TableName name) {
        return List.of();
    }

    /** Called after an operation has been compiled and, on a connection, run. */
    default void applied(Operation operation) {}

    /** A catalogue without a database: it begins with a schema and follows the operations. */
    static Catalog replayed(Schema start) {
        return new Catalog() {
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
            public Map<TableName, List<String>> columnsOf(TableName enumeration) {
                return schema.columnsOf(enumeration);
            }

            @Override
            public List<Table> referring(TableName name) {
                return schema.tables().values().stream()
                        .filter(table -> table.foreignKeys().stream()
                                .anyMatch(key -> key.referredTable().equals(name)))
                        .toList();
            }

            @Override
            public void applied(Operation operation) {
                schema = operation.apply(schema);
            }
        };
    }
}
