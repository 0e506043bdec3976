package dev.trellis.internal.protection;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateTableComment;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.DropTableComment;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Index;
import dev.trellis.schema.Table;
import org.jspecify.annotations.Nullable;

/**
 * Operations that change the tables they name and nothing else: there is no SQL of their author's in them, no row that fires
 * a trigger or is converted, no index or type that is called by its own name. Whatever is not known to be clear is not.
 */
final class SideEffects {
    private SideEffects() {}

    static boolean is(Operation operation) {
        if (operation instanceof CreateTable create) {
            return is(create.table());
        }
        if (operation instanceof AddColumn add) {
            return is(add.column());
        }
        if (operation instanceof AlterColumn alter) {
            return alter.using() == null
                    && alter.collation() == null
                    && alter.type() == null
                    && (alter.defaultValue() == null || is(alter.defaultValue().to()));
        }
        if (operation instanceof CreateIndex create) {
            return is(create.index());
        }
        if (operation instanceof Autocommit autocommit) {
            return autocommit.operations().stream().allMatch(SideEffects::is);
        }
        return operation instanceof CreateForeignKey
                || operation instanceof CreatePrimaryKey
                || operation instanceof CreateUniqueConstraint
                || operation instanceof CreateTableComment
                || operation instanceof DropTableComment
                || operation instanceof DropTable
                || operation instanceof DropColumn
                || operation instanceof DropConstraint
                || operation instanceof RenameTable;
    }

    private static boolean is(Table table) {
        return table.checks().isEmpty()
                && table.columns().stream().allMatch(SideEffects::is)
                && table.indexes().stream().allMatch(SideEffects::is);
    }

    private static boolean is(Column column) {
        return is(column.type())
                && is(column.defaultValue())
                && column.collation() == null
                && column.computed() == null;
    }

    private static boolean is(ColumnType type) {
        return type instanceof ColumnType.Portable;
    }

    private static boolean is(@Nullable DefaultValue value) {
        return !(value instanceof DefaultValue.Expression);
    }

    private static boolean is(Index index) {
        return index.where() == null
                && index.using() == null
                && index.parts().stream().allMatch(part -> part.expression() == null && part.opclass() == null);
    }
}
