package dev.trellis.dialect.mariadb;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.mysqlbase.MysqlBaseDdl;
import dev.trellis.operation.AlterColumn;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Portable;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How MariaDB says the operations: with IF EXISTS, without indexes on expressions, and with CHECKs inside columns. */
final class MariadbDdl extends MysqlBaseDdl {
    private static final Set<Kind> COUNTED =
            Set.of(Kind.BOOLEAN, Kind.DATE, Kind.TIME, Kind.TIMESTAMP, Kind.TIMESTAMPTZ);

    MariadbDdl(MariadbDialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect, catalog, sink);
    }

    @Override
    protected String expression(SqlText sql) {
        throw noIndexOnExpression();
    }

    @Override
    protected Optional<String> addNeededIndex(Table before, ForeignKey key) {
        return Optional.of(
                "ADD INDEX IF NOT EXISTS " + quote(String.valueOf(key.name())) + " (" + quoteAll(key.columns()) + ")");
    }

    @Override
    protected Optional<String> dropMadeIndex(@Nullable Table before, String key) {
        return Optional.of("DROP INDEX IF EXISTS " + quote(key));
    }

    @Override
    protected String dropCheck(@Nullable Table before, String name) {
        if (before == null || !isOwnCheck(before, name)) {
            return "DROP CONSTRAINT " + quote(name);
        }
        Column column = column(before, name);
        MariadbCatalog live = live();
        return "MODIFY COLUMN " + columnDefinition(before, column)
                + (live == null ? "" : live.withoutCheck(before.name(), column.name()));
    }

    @Override
    protected boolean isOwnCheck(Table table, @Nullable String name) {
        MariadbCatalog live = live();
        return name != null
                && live != null
                && table.column(name).isPresent()
                && live.ownCheck(table.name(), name) != null;
    }

    /** A CHECK in it names the column, which may get another name. */
    @Override
    protected String extraColumnClauses(Table table, AlterColumn operation) {
        String beyond = super.extraColumnClauses(table, operation);
        return operation.rename() == null
                ? beyond
                : beyond.replace(quote(operation.column()), quote(operation.newName()));
    }

    /** A uuid has a way to and from text and bytes alone: {@code Cannot cast 'uuid' as 'datetime'}. */
    @Override
    protected void requireConvertible(ColumnType from, ColumnType to) {
        if ((isUuid(from) && isCounted(to)) || (isCounted(from) && isUuid(to))) {
            throw unsupported(
                    "it has no way from " + from + " to " + to,
                    "drop the column and add it anew, or go by way of text: to string(36) first, then the values by an"
                            + " update, then to " + to);
        }
    }

    private static boolean isUuid(ColumnType type) {
        return type instanceof Portable portable && portable.kind() == Kind.UUID;
    }

    /** Numbers, days and moments. */
    private static boolean isCounted(ColumnType type) {
        return type instanceof Portable portable && (portable.kind().isNumber() || COUNTED.contains(portable.kind()));
    }

    private @Nullable MariadbCatalog live() {
        return catalog().underlying() instanceof MariadbCatalog live ? live : null;
    }
}
