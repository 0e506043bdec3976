package dev.trellis.dialect.postgresql;

import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Native;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Index;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adopts the server's spelling of expressions from a table that was read from the server. */
final class PostgresqlNormalization {
    private PostgresqlNormalization() {}

    /** Returns the table with the read table's spelling of what differs only in blanks, outer parentheses and letter case. */
    static Table withSimilarSpelling(Table table, Optional<Table> read) {
        return read.map(other -> merged(table, other, PostgresqlNormalization::isSimilar))
                .orElse(table);
    }

    /** Returns the table with the read table's spelling of everything that the read table contains. */
    static Table withSpelling(Table table, Table read) {
        Table spelled = merged(table, read, (own, other) -> true);
        return spelled.withColumns(spelled.columns().stream()
                .map(column -> read.column(column.name())
                        .map(other -> withNativeType(column, other))
                        .orElse(column))
                .toList());
    }

    private interface Rule {
        boolean accepts(SqlText own, SqlText other);
    }

    private static boolean isSimilar(SqlText own, SqlText other) {
        return PostgresqlExpressions.normalised(own.toString())
                .equals(PostgresqlExpressions.normalised(other.toString()));
    }

    private static Table merged(Table table, Table read, Rule rule) {
        return table.withColumns(table.columns().stream()
                        .map(column -> read.column(column.name())
                                .map(other -> column(column, other, rule))
                                .orElse(column))
                        .toList())
                .withChecks(table.checks().stream()
                        .map(check -> read.checks().stream()
                                .filter(other -> Objects.equals(other.name(), check.name())
                                        && rule.accepts(check.sql(), other.sql()))
                                .findFirst()
                                .orElse(check))
                        .toList())
                .withIndexes(table.indexes().stream()
                        .map(index -> read.indexes().stream()
                                .filter(other -> Objects.equals(other.name(), index.name()))
                                .findFirst()
                                .map(other -> index(index, other, rule))
                                .orElse(index))
                        .toList());
    }

    private static Column column(Column own, Column other, Rule rule) {
        Column column = own;
        Computed computed = own.computed();
        Computed otherComputed = other.computed();
        if (computed != null && otherComputed != null && rule.accepts(computed.sql(), otherComputed.sql())) {
            column = column.withComputed(new Computed(otherComputed.sql(), computed.stored()));
        }
        DefaultValue value = own.defaultValue();
        DefaultValue otherValue = other.defaultValue();
        if (value != null && otherValue != null && rule.accepts(text(value), text(otherValue))) {
            column = column.withDefault(otherValue);
        }
        return column;
    }

    /** Returns a default as text; a literal is quoted, so that it never resembles an expression. */
    private static SqlText text(DefaultValue value) {
        return value instanceof DefaultValue.Expression expression
                ? expression.sql()
                : SqlText.of(PostgresqlDialect.text(value.toString()));
    }

    /** Returns the column with the read native type and what the type implies: {@code serial} is NOT NULL and has a default. */
    private static Column withNativeType(Column column, Column read) {
        if (!(column.type() instanceof Native)) {
            return column;
        }
        Column result = column.withType(read.type());
        return column.defaultValue() == null && read.defaultValue() != null
                ? result.withDefault(read.defaultValue()).withNullable(column.nullable() && read.nullable())
                : result;
    }

    private static Index index(Index own, Index other, Rule rule) {
        if (own.parts().size() != other.parts().size()) {
            return own;
        }
        List<Index.Part> parts = new ArrayList<>();
        for (int i = 0; i < own.parts().size(); i++) {
            parts.add(part(own.parts().get(i), other.parts().get(i), rule));
        }
        SqlText where = own.where();
        SqlText otherWhere = other.where();
        SqlText condition = where != null && otherWhere != null && rule.accepts(where, otherWhere) ? otherWhere : where;
        return new Index(
                own.name(), parts, own.unique(), condition, own.include(), own.using(), own.nullsNotDistinct());
    }

    private static Index.Part part(Index.Part own, Index.Part other, Rule rule) {
        SqlText expression = own.expression();
        SqlText otherExpression = other.expression();
        boolean all = rule.accepts(SqlText.of("a"), SqlText.of("b"));
        SqlText spelled = expression != null && otherExpression != null && rule.accepts(expression, otherExpression)
                ? otherExpression
                : expression;
        return new Index.Part(
                all && expression != null && otherExpression == null ? other.column() : own.column(),
                all && expression != null && otherExpression == null ? null : spelled,
                own.descending(),
                own.nullsFirst(),
                all ? other.opclass() : own.opclass(),
                null);
    }

    /** Returns whether the table equals the read one in everything that the server may spell differently. */
    static boolean isKnown(Table table, Optional<Table> read) {
        Table other = read.orElse(Table.of(table.name(), List.of()));
        return table.columns().stream()
                        .allMatch(column ->
                                isKnown(column, other.column(column.name()).orElse(null)))
                && other.checks().containsAll(table.checks())
                && table.indexes().stream()
                        .filter(PostgresqlNormalization::isSpelled)
                        .allMatch(index -> other.indexes().contains(index));
    }

    private static boolean isKnown(Column column, @Nullable Column other) {
        DefaultValue value = column.defaultValue();
        return (!(column.type() instanceof Native)
                        || (other != null && other.type().equals(column.type())))
                && (value == null
                        || (value instanceof DefaultValue.Literal && isPlain(column.type()))
                        || (other != null && value.equals(other.defaultValue())))
                && (column.computed() == null
                        || (other != null && column.computed().equals(other.computed())));
    }

    /** Returns whether a constant of the type has only one spelling. */
    private static boolean isPlain(ColumnType type) {
        return PostgresqlTypes.isText(type)
                || PostgresqlTypes.isNumber(type)
                || PostgresqlTypes.isBoolean(type)
                || type instanceof ColumnType.Enumeration;
    }

    static boolean isSpelled(Index index) {
        return index.where() != null
                || index.parts().stream().anyMatch(part -> part.expression() != null || part.opclass() != null);
    }

    /** Returns the parts of a table that the server spells; SQL that is not a single expression is not sent to the server. */
    static Table probeTable(Table table) {
        List<Column> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            ColumnType type = PostgresqlTypes.canonical(column.type());
            if (type instanceof Native text && !PostgresqlExpressions.isOne(text.sql())) {
                continue;
            }
            Computed computed = column.computed();
            if (computed != null && !isOne(computed.sql())) {
                continue;
            }
            DefaultValue value = column.defaultValue();
            boolean harmless = column.identity() == null
                    && (!(value instanceof DefaultValue.Expression expression) || isOne(expression.sql()));
            columns.add(column.withIdentity(null)
                    .withNullable(true)
                    .withComment(null)
                    .withDefault(harmless ? value : null));
        }
        List<Check> checks =
                table.checks().stream().filter(check -> isOne(check.sql())).toList();
        List<Index> indexes = table.indexes().stream()
                .filter(index -> isSpelled(index) && isOne(index))
                .toList();
        return Table.of(table.name(), columns).withChecks(checks).withIndexes(indexes);
    }

    private static boolean isOne(Index index) {
        return (index.where() == null || isOne(index.where()))
                && index.parts().stream()
                        .allMatch(part -> (part.expression() == null || isOne(part.expression()))
                                && (part.opclass() == null || PostgresqlExpressions.isOne(part.opclass())));
    }

    private static boolean isOne(SqlText sql) {
        return PostgresqlExpressions.isOne(PostgresqlExpressions.in(sql));
    }
}
