package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.ColumnNameCase;
import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Computed;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A desired table as {@link SqliteInspector} would read it back. */
final class SqliteCanonical {
    private static final Set<String> COLLATIONS = Set.of("binary", "nocase", "rtrim");

    private SqliteCanonical() {}

    /** All tables; their columns are spelled as in {@code actual} where only letter case differs. */
    static Schema schema(Schema desired, Schema actual) {
        return Schema.of(ColumnNameCase.adopt(desired, actual, SqliteTokens::fold).tables().values().stream()
                .map(SqliteCanonical::table)
                .toList());
    }

    static Table table(Table table) {
        List<String> names = table.columnNames();
        return new Table(
                table.name(),
                table.columns().stream().map(column -> column(table, column)).toList(),
                table.primaryKey(),
                table.uniques(),
                table.foreignKeys().stream().map(SqliteCanonical::foreignKey).toList(),
                table.checks().stream()
                        .map(check -> new Check(check.name(), condition(table, check.sql())))
                        .toList(),
                table.indexes().stream().map(index -> index(names, index)).toList(),
                null,
                null);
    }

    private static Column column(Table table, Column column) {
        boolean counted = column.identity() != null && isOnlyKey(table, column.name());
        ColumnType type = counted ? ColumnType.of(ColumnType.Kind.INTEGER) : SqliteTypes.canonical(column.type());
        Computed computed = column.computed();
        return new Column(
                column.name(),
                type,
                column.nullable() && !table.inPrimaryKey(column.name()),
                SqliteDefaults.canonical(type, column.defaultValue()),
                null,
                collation(column.collation()),
                null,
                computed == null ? null : new Computed(sql(computed.sql()), computed.stored()),
                null);
    }

    /** Whether a column alone is the primary key, which is where SQLite counts up. */
    static boolean isOnlyKey(Table table, String column) {
        PrimaryKey key = table.primaryKey();
        return key != null && key.columns().equals(List.of(column));
    }

    /** Null for the one that a column has anyway; those that SQLite brings along have no letter case. */
    static @Nullable String collation(@Nullable String name) {
        if (name == null || SqliteTokens.fold(name).equals("binary")) {
            return null;
        }
        return COLLATIONS.contains(SqliteTokens.fold(name)) ? name.toUpperCase(Locale.ROOT) : name;
    }

    private static SqlText sql(SqlText text) {
        String sql = text.in(SqliteDialect.NAME);
        return sql == null ? text : SqlText.of(SqliteNormalization.of(sql));
    }

    /** In a CHECK the table's own name may stand before a column, which means nothing more. */
    private static SqlText condition(Table table, SqlText text) {
        String sql = text.in(SqliteDialect.NAME);
        return sql == null
                ? text
                : SqlText.of(SqliteNormalization.of(
                        ParsedTable.unqualified(sql, table.name().name())));
    }

    private static ForeignKey foreignKey(ForeignKey key) {
        return new ForeignKey(
                key.name(),
                key.columns(),
                key.referredTable(),
                key.referredColumns(),
                key.onDelete(),
                key.onUpdate(),
                null,
                key.deferrable(),
                key.deferrable() && key.initiallyDeferred());
    }

    private static Index index(List<String> columns, Index index) {
        return new Index(
                index.name(),
                index.parts().stream().map(part -> part(columns, part)).toList(),
                index.unique(),
                index.where() == null ? null : sql(index.where()),
                List.of(),
                null,
                false);
    }

    /** An expression that is the name of a column and nothing more is that column. */
    private static Index.Part part(List<String> columns, Index.Part part) {
        String expression = part.expression() == null ? null : part.expression().in(SqliteDialect.NAME);
        if (expression == null) {
            return new Index.Part(part.column(), part.expression(), part.descending(), null, null, null);
        }
        List<SqlToken> tokens = SqlFragment.withoutParentheses(SqliteTokens.of(expression));
        return columns.stream()
                .filter(column -> tokens.size() == 1
                        && SqliteTokens.fold(tokens.get(0).value()).equals(SqliteTokens.fold(column)))
                .findFirst()
                .map(column -> new Index.Part(column, null, part.descending(), null, null, null))
                .orElseGet(() -> new Index.Part(
                        null, SqlText.of(SqliteNormalization.of(tokens)), part.descending(), null, null, null));
    }
}
