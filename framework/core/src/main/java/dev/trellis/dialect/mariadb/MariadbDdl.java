package dev.trellis.dialect.mariadb;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.mysqlbase.MysqlBaseAlterTable;
import dev.trellis.dialect.mysqlbase.MysqlBaseDdl;
import dev.trellis.operation.AlterColumn;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Portable;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The DDL of MariaDB: with IF EXISTS, with CHECKs in column definitions, and without indexes on expressions. */
final class MariadbDdl extends MysqlBaseDdl {
    private static final Set<Kind> NUMERIC_OR_TIME =
            Set.of(Kind.BOOLEAN, Kind.DATE, Kind.TIME, Kind.TIMESTAMP, Kind.TIMESTAMPTZ);

    MariadbDdl(MariadbDialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect, catalog, sink);
    }

    @Override
    protected String expression(SqlText sql) {
        throw indexOnExpressionUnsupported();
    }

    @Override
    protected String resetCharset() {
        return "DEFAULT CHARACTER SET = DEFAULT";
    }

    @Override
    protected void addImplicitIndex(MysqlBaseAlterTable alter, Table before, ForeignKey key) {
        String name = Identifiers.requireName(key.name(), key);
        alter.add("INDEX IF NOT EXISTS " + quote(name) + " (" + quoteAll(key.columns()) + ")");
    }

    @Override
    protected void dropImplicitIndex(MysqlBaseAlterTable alter, @Nullable Table before, String key) {
        alter.clause("DROP INDEX IF EXISTS " + quote(key));
    }

    @Override
    protected void dropCheck(MysqlBaseAlterTable alter, @Nullable Table before, String name) {
        MariadbCatalog live = live();
        if (before == null || live == null || !isColumnCheck(before, name)) {
            alter.clause("DROP CONSTRAINT " + quote(name));
            return;
        }
        Column column = column(before, name);
        alter.clause("MODIFY COLUMN " + columnDefinition(before, column)
                + live.clausesWithoutCheck(before.name(), column.name()));
    }

    @Override
    protected boolean isColumnCheck(Table table, @Nullable String name) {
        MariadbCatalog live = live();
        return name != null
                && live != null
                && table.column(name).isPresent()
                && live.columnCheck(table.name(), name) != null;
    }

    /**
     * Returns the extra clauses with the new name of a renamed column, because a CHECK among the clauses may use the old
     * name.
     */
    @Override
    protected String extraColumnClauses(Table table, AlterColumn operation) {
        String clauses = super.extraColumnClauses(table, operation);
        return operation.rename() == null
                ? clauses
                : clauses.replace(quote(operation.column()), quote(operation.newName()));
    }

    /**
     * Rejects changes between uuid and all types but text and bytes, because the server does so:
     * {@code Cannot cast 'uuid' as 'datetime'}.
     */
    @Override
    protected void requireConvertible(ColumnType from, ColumnType to) {
        if ((isUuid(from) && isNumericOrTime(to)) || (isNumericOrTime(from) && isUuid(to))) {
            throw unsupported(
                    "it cannot convert " + from + " to " + to,
                    "Drop the column and add it again, or convert it through text: change the type to string(36), then"
                            + " the values with an update, then the type to " + to + ".");
        }
    }

    private static boolean isUuid(ColumnType type) {
        return type instanceof Portable portable && portable.kind() == Kind.UUID;
    }

    private static boolean isNumericOrTime(ColumnType type) {
        return type instanceof Portable portable
                && (portable.kind().isNumber() || NUMERIC_OR_TIME.contains(portable.kind()));
    }

    private @Nullable MariadbCatalog live() {
        return catalog().underlying() instanceof MariadbCatalog live ? live : null;
    }
}
