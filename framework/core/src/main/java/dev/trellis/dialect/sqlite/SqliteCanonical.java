package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.ColumnNameCase;
import dev.trellis.dialect.StandardCanonical;
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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts a desired table into the form in which {@link SqliteInspector} reads it back. */
final class SqliteCanonical {
    private static final Set<String> COLLATIONS = Set.of("binary", "nocase", "rtrim");

    private SqliteCanonical() {}

    /** Returns all tables in canonical form, with the column names of {@code actual} where only letter case differs. */
    static Schema schema(Schema desired, Schema actual) {
        return Schema.of(ColumnNameCase.adopt(desired, actual, SqliteTokens::fold).tables().values().stream()
                        .map(table -> table(table, actual.table(table.name())))
                        .toList())
                .withDefinitions(SqliteDefinitions.canonical(desired, actual));
    }

    /**
     * Returns a table in canonical form.
     *
     * @param actual the actual table; empty if there is none
     */
    static Table table(Table table, Optional<Table> actual) {
        if (SqliteTableOptions.virtual(table).isPresent()) {
            return Table.of(table.name(), List.of()).withOptions(SqliteTableOptions.canonical(table, actual));
        }
        boolean isStrict = SqliteTableOptions.isStrict(table, actual);
        List<String> names = table.columnNames();
        return new Table(
                        table.name(),
                        table.columns().stream()
                                .map(column -> column(
                                        table,
                                        isStrict
                                                ? SqliteTableOptions.strict(column)
                                                        .orElse(column)
                                                : column))
                                .toList(),
                        table.primaryKey(),
                        table.uniques(),
                        table.foreignKeys().stream()
                                .map(SqliteCanonical::foreignKey)
                                .toList(),
                        table.checks().stream()
                                .map(check -> new Check(check.name(), condition(table, check.sql())))
                                .toList(),
                        table.indexes().stream()
                                .map(index -> index(names, index))
                                .toList(),
                        null,
                        null)
                .withOptions(SqliteTableOptions.canonical(table, actual));
    }

    private static Column column(Table table, Column column) {
        boolean isIdentity = column.identity() != null && isOnlyKey(table, column.name());
        ColumnType type = isIdentity ? ColumnType.of(ColumnType.Kind.INTEGER) : SqliteTypes.canonical(column.type());
        Computed computed = column.computed();
        return new Column(
                column.name(),
                type,
                !table.isRequired(column),
                SqliteDefaults.canonical(type, column.defaultValue()),
                null,
                collation(column.collation()),
                null,
                computed == null ? null : new Computed(sql(computed.sql()), computed.stored()),
                StandardCanonical.onUpdate(column.onUpdate(), SqliteDialect.NAME),
                null);
    }

    /** Returns whether a column is the whole primary key, the only place where SQLite generates numbers. */
    static boolean isOnlyKey(Table table, String column) {
        PrimaryKey key = table.primaryKey();
        return key != null && key.columns().equals(List.of(column));
    }

    /** Returns a collation in canonical form: null for BINARY, the default, and upper case for SQLite's built-in ones. */
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

    /** Returns the condition of a CHECK without the table's own name as a qualifier of columns. */
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

    /** Returns an index part; an expression that consists of a column's name becomes that column. */
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
