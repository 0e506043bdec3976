package dev.trellis.internal.diff;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Table;
import java.util.List;
import java.util.Map;

/**
 * Writes native types, which inspection returns where no portable type fits, as a script can express them: {@code citext}
 * becomes {@code {postgresql: citext}}. The downgrade of a draft contains such types.
 */
public final class NativeTypes {
    private NativeTypes() {}

    /**
     * Returns the operations with their native types written by dialect.
     *
     * @param dialect the name of the dialect whose database was inspected
     */
    public static List<Operation> in(String dialect, List<Operation> operations) {
        return operations.stream().map(operation -> in(dialect, operation)).toList();
    }

    /**
     * Returns a table with its native types written by dialect.
     *
     * @param dialect the name of the dialect whose database was inspected
     */
    public static Table in(String dialect, Table table) {
        return table.withColumns(
                table.columns().stream().map(column -> in(dialect, column)).toList());
    }

    private static Operation in(String dialect, Operation operation) {
        if (operation instanceof CreateTable create) {
            return new CreateTable(in(dialect, create.table()));
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
        return type instanceof ColumnType.Native inspected
                ? new ColumnType.ByDialect(Map.of(dialect, inspected.sql()))
                : type;
    }
}
