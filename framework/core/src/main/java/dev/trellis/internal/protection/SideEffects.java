package dev.trellis.internal.protection;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateSchema;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateTableComment;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropSchema;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.DropTableComment;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Index;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableOptions;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an operation can change tables other than those that it names. An operation can do so if it contains SQL
 * (a default, a check, a condition), if it writes or converts rows, which may fire a trigger, or if it names an index or a
 * type directly. An operation that this class does not know counts as an operation with side effects.
 */
final class SideEffects {
    private SideEffects() {}

    /** Returns whether the operation changes nothing but the tables that it names. */
    static boolean hasNone(Operation operation) {
        if (operation instanceof CreateTable create) {
            return hasNone(create.table());
        }
        if (operation instanceof AddColumn add) {
            return hasNone(add.column());
        }
        if (operation instanceof AlterColumn alter) {
            return alter.using() == null
                    && alter.collation() == null
                    && alter.onUpdate() == null
                    && alter.type() == null
                    && (alter.defaultValue() == null
                            || hasNone(alter.defaultValue().to()));
        }
        if (operation instanceof CreateIndex create) {
            return hasNone(create.index());
        }
        if (operation instanceof Autocommit autocommit) {
            return autocommit.operations().stream().allMatch(SideEffects::hasNone);
        }
        return operation instanceof CreateForeignKey
                || operation instanceof CreatePrimaryKey
                || operation instanceof CreateUniqueConstraint
                || operation instanceof CreateSchema
                || operation instanceof DropSchema
                || operation instanceof CreateTableComment
                || operation instanceof DropTableComment
                || operation instanceof DropTable
                || operation instanceof DropColumn
                || operation instanceof DropConstraint
                || operation instanceof RenameTable;
    }

    private static boolean hasNone(Table table) {
        return table.checks().isEmpty()
                && table.columns().stream().allMatch(SideEffects::hasNone)
                && table.indexes().stream().allMatch(SideEffects::hasNone)
                && table.options().equals(TableOptions.NONE);
    }

    private static boolean hasNone(Column column) {
        return column.type() instanceof ColumnType.Portable
                && hasNone(column.defaultValue())
                && column.collation() == null
                && column.computed() == null
                && column.onUpdate() == null;
    }

    private static boolean hasNone(@Nullable DefaultValue value) {
        return !(value instanceof DefaultValue.Expression);
    }

    private static boolean hasNone(Index index) {
        return index.where() == null
                && index.using() == null
                && index.parts().stream().allMatch(part -> part.expression() == null && part.opclass() == null);
    }
}
