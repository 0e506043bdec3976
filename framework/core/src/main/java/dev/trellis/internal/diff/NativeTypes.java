package dev.trellis.internal.diff;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import java.util.List;
import java.util.Map;

/**
 * Operations as a script can say them: a type that inspection found and no portable one stands for is a database's own,
 * {@code {postgresql: citext}}. What leads back to it comes from inspection.
 */
public final class NativeTypes {
    private NativeTypes() {}

    /** @param dialect whose words the types are in */
    public static List<Operation> in(String dialect, List<Operation> operations) {
        return operations.stream().map(operation -> in(dialect, operation)).toList();
    }

    private static Operation in(String dialect, Operation operation) {
        if (operation instanceof CreateTable create) {
            return new CreateTable(create.table()
                    .withColumns(create.table().columns().stream()
                            .map(column -> in(dialect, column))
                            .toList()));
        }
        if (operation instanceof AddColumn add) {
            return new AddColumn(add.table(), in(dialect, add.column()));
        }
        if (operation instanceof AlterColumn alter && alter.type() != null) {
            return alter.withType(in(dialect, alter.type()));
        }
        return operation;
    }

    private static Column in(String dialect, Column column) {
        return column.withType(in(dialect, column.type()));
    }

    private static ColumnType in(String dialect, ColumnType type) {
        return type instanceof ColumnType.Native found ? new ColumnType.ByDialect(Map.of(dialect, found.sql())) : type;
    }
}
