package dev.trellis.dialect.postgresql;

import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Native;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Exclude;
import dev.trellis.schema.Index;
import dev.trellis.schema.PartitionBy;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adopts the server's spelling of expressions from a table that was read from the server. */
final class PostgresqlNormalization {
    private PostgresqlNormalization() {}

    /**
     * Returns the table with the read table's spelling of expressions that differ only in blanks, outer parentheses and
     * letter case.
     */
    static Table withSimilarSpelling(Table table, Optional<Table> read) {
        return read.filter(readTable -> !table.equalsInAnyOrder(readTable))
                .map(readTable -> merged(table, readTable, PostgresqlNormalization::isSimilar))
                .orElse(table);
    }

    /** Returns the table with the read table's spelling of everything that the read table contains. */
    static Table withSpelling(Table table, Table read) {
        Table spelled = merged(table, read, (desired, readColumn) -> true);
        return spelled.withColumns(spelled.columns().stream()
                .map(column -> read.column(column.name())
                        .map(readColumn -> withNativeType(column, readColumn))
                        .orElse(column))
                .toList());
    }

    private interface Rule {
        boolean accepts(SqlText desired, SqlText read);
    }

    private static boolean isSimilar(SqlText desired, SqlText read) {
        return PostgresqlExpressions.normalised(desired.toString())
                .equals(PostgresqlExpressions.normalised(read.toString()));
    }

    private static Table merged(Table table, Table read, Rule rule) {
        return table.withColumns(table.columns().stream()
                        .map(column -> read.column(column.name())
                                .map(counterpart -> column(column, counterpart, rule))
                                .orElse(column))
                        .toList())
                .withChecks(table.checks().stream()
                        .map(check -> read.checks().stream()
                                .filter(counterpart -> Objects.equals(counterpart.name(), check.name())
                                        && rule.accepts(check.sql(), counterpart.sql()))
                                .findFirst()
                                .orElse(check))
                        .toList())
                .withIndexes(table.indexes().stream()
                        .map(index -> read.indexes().stream()
                                .filter(counterpart -> Objects.equals(counterpart.name(), index.name()))
                                .findFirst()
                                .map(counterpart -> index(index, counterpart, rule))
                                .orElse(index))
                        .toList())
                .withOptions(options(table.options(), read.options(), rule));
    }

    private static TableOptions options(TableOptions options, TableOptions read, Rule rule) {
        PartitionBy key = options.partitionBy();
        PartitionBy readKey = read.partitionBy();
        boolean isSimilarKey = key != null
                && readKey != null
                && key.method() == readKey.method()
                && rule.accepts(
                        SqlText.of(key.parts().toString()),
                        SqlText.of(readKey.parts().toString()));
        TableOptions spelled = isSimilarKey ? options.withPartitionBy(readKey) : options;
        return spelled.excludes().isEmpty()
                ? spelled
                : spelled.withExcludes(spelled.excludes().stream()
                        .map(exclude -> read.excludes().stream()
                                .filter(counterpart -> counterpart.name().equals(exclude.name()))
                                .findFirst()
                                .map(counterpart -> exclude(exclude, counterpart, rule))
                                .orElse(exclude))
                        .toList());
    }

    private static Exclude exclude(Exclude desired, Exclude read, Rule rule) {
        if (desired.elements().size() != read.elements().size()) {
            return desired;
        }
        List<Exclude.Element> elements = new ArrayList<>();
        for (int i = 0; i < desired.elements().size(); i++) {
            elements.add(element(desired.elements().get(i), read.elements().get(i), rule));
        }
        SqlText where = desired.where();
        SqlText readWhere = read.where();
        return desired.withElements(elements)
                .withWhere(where != null && readWhere != null && rule.accepts(where, readWhere) ? readWhere : where);
    }

    private static Exclude.Element element(Exclude.Element desired, Exclude.Element read, Rule rule) {
        SqlText expression = desired.expression();
        SqlText readExpression = read.expression();
        boolean acceptsAll = rule.accepts(SqlText.of("a"), SqlText.of("b"));
        Exclude.Element spelled =
                expression != null && readExpression != null && rule.accepts(expression, readExpression)
                        ? desired.withExpression(readExpression)
                        : desired;
        return acceptsAll ? spelled.withOpclass(read.opclass()) : spelled;
    }

    private static Column column(Column desired, Column read, Rule rule) {
        Column column = desired;
        Computed computed = desired.computed();
        Computed readComputed = read.computed();
        if (computed != null && readComputed != null && rule.accepts(computed.sql(), readComputed.sql())) {
            column = column.withComputed(new Computed(readComputed.sql(), computed.stored()));
        }
        DefaultValue value = desired.defaultValue();
        DefaultValue readValue = read.defaultValue();
        if (value != null && readValue != null && rule.accepts(text(value), text(readValue))) {
            column = column.withDefault(readValue);
        }
        return column;
    }

    /** Returns a default as text; a literal is quoted, so that it never resembles an expression. */
    private static SqlText text(DefaultValue value) {
        return value instanceof DefaultValue.Expression expression
                ? expression.sql()
                : SqlText.of(PostgresqlDialect.text(value.toString()));
    }

    /**
     * Returns the column with the native type that was read, and with the properties that the type implies: {@code serial}
     * is NOT NULL and has a default.
     */
    private static Column withNativeType(Column column, Column read) {
        if (!(column.type() instanceof Native)) {
            return column;
        }
        Column result = column.withType(read.type());
        return column.defaultValue() == null && read.defaultValue() != null
                ? result.withDefault(read.defaultValue()).withNullable(column.nullable() && read.nullable())
                : result;
    }

    private static Index index(Index desired, Index read, Rule rule) {
        if (desired.parts().size() != read.parts().size()) {
            return desired;
        }
        List<Index.Part> parts = new ArrayList<>();
        for (int i = 0; i < desired.parts().size(); i++) {
            parts.add(part(desired.parts().get(i), read.parts().get(i), rule));
        }
        SqlText where = desired.where();
        SqlText readWhere = read.where();
        SqlText condition = where != null && readWhere != null && rule.accepts(where, readWhere) ? readWhere : where;
        return new Index(
                desired.name(),
                parts,
                desired.unique(),
                condition,
                desired.include(),
                desired.using(),
                desired.nullsNotDistinct());
    }

    private static Index.Part part(Index.Part desired, Index.Part read, Rule rule) {
        SqlText expression = desired.expression();
        SqlText readExpression = read.expression();
        boolean acceptsAll = rule.accepts(SqlText.of("a"), SqlText.of("b"));
        SqlText spelled = expression != null && readExpression != null && rule.accepts(expression, readExpression)
                ? readExpression
                : expression;
        return new Index.Part(
                acceptsAll && expression != null && readExpression == null ? read.column() : desired.column(),
                acceptsAll && expression != null && readExpression == null ? null : spelled,
                desired.descending(),
                desired.nullsFirst(),
                acceptsAll ? read.opclass() : desired.opclass(),
                null);
    }

    /** Returns whether the table equals the read one in everything that the server may spell differently. */
    static boolean isKnown(Table table, Optional<Table> read) {
        Table actual = read.orElse(Table.of(table.name(), List.of()));
        return table.columns().stream()
                        .allMatch(column ->
                                isKnown(column, actual.column(column.name()).orElse(null)))
                && actual.checks().containsAll(table.checks())
                && actual.options().excludes().containsAll(table.options().excludes())
                && isKnown(table.options().partitionBy(), actual.options().partitionBy())
                && table.indexes().stream()
                        .filter(PostgresqlNormalization::isSpelled)
                        .allMatch(index -> actual.indexes().contains(index));
    }

    private static boolean isKnown(@Nullable PartitionBy key, @Nullable PartitionBy actual) {
        return key == null || key.equals(actual) || key.parts().stream().allMatch(part -> part.expression() == null);
    }

    private static boolean isKnown(Column column, @Nullable Column actual) {
        DefaultValue value = column.defaultValue();
        return (!(column.type() instanceof Native)
                        || (actual != null && actual.type().equals(column.type())))
                && (value == null
                        || (value instanceof DefaultValue.Literal && isPlain(column.type()))
                        || (actual != null && value.equals(actual.defaultValue())))
                && (column.computed() == null
                        || (actual != null && column.computed().equals(actual.computed())));
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

    /**
     * Returns the table that is created on the server to read back the spelling of its types and expressions. It lacks
     * every part whose SQL is not a single expression, because such SQL could end the statement.
     */
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
        return Table.of(table.name(), columns)
                .withChecks(checks)
                .withIndexes(indexes)
                .withOptions(probeOptions(table.options()));
    }

    /** Returns the parts of the options that contain expressions. */
    private static TableOptions probeOptions(TableOptions options) {
        PartitionBy key = options.partitionBy();
        boolean isProbed = key != null
                && key.parts().stream().anyMatch(part -> part.expression() != null)
                && key.parts().stream().allMatch(part -> part.expression() == null || isOne(part.expression()));
        return TableOptions.NONE
                .withPartitionBy(isProbed ? key : null)
                .withExcludes(options.excludes().stream()
                        .filter(PostgresqlExcludes::isOne)
                        .toList());
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
