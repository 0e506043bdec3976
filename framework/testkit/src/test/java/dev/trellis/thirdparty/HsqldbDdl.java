package dev.trellis.thirdparty;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.StandardDdl;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.TableName;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The DDL of HSQLDB, where it differs from standard SQL. */
final class HsqldbDdl extends StandardDdl {
    HsqldbDdl(HsqldbDialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect, catalog, sink);
    }

    @Override
    protected String type(ColumnType type) {
        return HsqldbTypes.sql(type);
    }

    @Override
    public void visit(AlterColumn operation) {
        String column = "ALTER COLUMN " + quote(operation.column()) + " ";
        if (operation.type() != null) {
            alterTable(operation.table(), column + "SET DATA TYPE " + type(operation.type()));
        }
        if (operation.defaultValue() != null) {
            DefaultValue value = operation.defaultValue().to();
            alterTable(
                    operation.table(),
                    column
                            + (value == null
                                    ? "DROP DEFAULT"
                                    : "SET DEFAULT "
                                            + defaultSql(Column.of(operation.column(), HsqldbTypes.TEXT), value)));
        }
        if (operation.nullable() != null) {
            alterTable(operation.table(), column + (operation.nullable() ? "SET NULL" : "SET NOT NULL"));
        }
        if (operation.rename() != null) {
            alterTable(operation.table(), column + "RENAME TO " + quote(operation.rename()));
        }
    }

    @Override
    public void visit(RenameTable operation) {
        alterTable(operation.table(), "RENAME TO " + quote(operation.table().renamed(operation.to())));
    }

    @Override
    public void visit(DropConstraint operation) {
        alterTable(
                operation.table(),
                operation.type() == DropConstraint.Type.PRIMARY_KEY
                        ? "DROP PRIMARY KEY"
                        : "DROP CONSTRAINT " + quote(operation.name()));
    }

    /** Ignores the comment: HSQLDB has comments, but this dialect does not support them. */
    @Override
    protected void comment(TableName table, @Nullable String comment) {}

    @Override
    protected void comment(TableName table, Column column, @Nullable String comment) {}
}
