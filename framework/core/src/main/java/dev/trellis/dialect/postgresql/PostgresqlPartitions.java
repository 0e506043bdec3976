package dev.trellis.dialect.postgresql;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.internal.sql.SqlToken.Kind;
import dev.trellis.schema.PartitionBy;
import dev.trellis.schema.PartitionOf;
import dev.trellis.schema.SqlText;
import dev.trellis.sql.SqlSyntax;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys and bounds of partitions: as SQL, as the catalogue prints them, and in canonical form. */
final class PostgresqlPartitions {
    /** The words that are constants. */
    private static final Set<String> WORDS = Set.of("true", "false", "null", "minvalue", "maxvalue");

    private PostgresqlPartitions() {}

    // ---- as SQL ----

    /**
     * Returns the clause {@code PARTITION BY}.
     *
     * @param quote quotes an identifier
     */
    static String clause(PartitionBy key, UnaryOperator<String> quote) {
        return "PARTITION BY " + key.method()
                + key.parts().stream()
                        .map(part -> part.column() != null
                                ? quote.apply(part.column())
                                : "(" + PostgresqlExpressions.in(expression(part)) + ")")
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private static SqlText expression(PartitionBy.Part part) {
        if (part.expression() == null) {
            throw new IllegalArgumentException("a part of a key without a column or an expression");
        }
        return part.expression();
    }

    /** Returns the clause {@code FOR VALUES}, or {@code DEFAULT}. */
    static String clause(PartitionOf.Bound bound) {
        if (bound instanceof PartitionOf.Range range) {
            return "FOR VALUES FROM (" + values(range.from()) + ") TO (" + values(range.to()) + ")";
        }
        if (bound instanceof PartitionOf.Values list) {
            return "FOR VALUES IN (" + values(list.values()) + ")";
        }
        if (bound instanceof PartitionOf.Hash hash) {
            return "FOR VALUES WITH (MODULUS " + hash.modulus() + ", REMAINDER " + hash.remainder() + ")";
        }
        return bound instanceof PartitionOf.Sql text ? PostgresqlExpressions.in(SqlText.of(text.sql())) : "DEFAULT";
    }

    private static String values(List<? extends @Nullable Object> values) {
        return values.stream().map(PostgresqlPartitions::value).collect(Collectors.joining(", "));
    }

    private static String value(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof PartitionOf.Limit || value instanceof Boolean) {
            return value.toString();
        }
        return value instanceof BigDecimal number ? number.toPlainString() : PostgresqlDialect.text(value.toString());
    }

    // ---- as read ----

    /**
     * Reads the key of a partitioned table.
     *
     * @param definition the result of {@code pg_get_partkeydef}: {@code RANGE (created, lower(name))}
     * @param columns the columns of the key, with null in place of an expression
     */
    static PartitionBy key(String definition, List<@Nullable String> columns) {
        int open = definition.indexOf('(');
        List<String> items = items(definition.substring(open + 1, definition.lastIndexOf(')')));
        List<PartitionBy.Part> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            parts.add(
                    column != null
                            ? PartitionBy.Part.column(column)
                            : PartitionBy.Part.expression(SqlText.of(PostgresqlExpressions.asRead(items.get(i)))));
        }
        String method = definition.substring(0, open).strip().toUpperCase(Locale.ROOT);
        return new PartitionBy(PartitionBy.Method.valueOf(method), parts);
    }

    /** Splits a list at the commas outside of parentheses. */
    static List<String> items(String list) {
        List<String> items = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (SqlToken token : PostgresqlExpressions.tokens(list)) {
            depth += token.depthChange();
            if (depth == 0 && token.is(",")) {
                items.add(list.substring(start, token.start()).strip());
                start = token.end();
            }
        }
        items.add(list.substring(start).strip());
        return items;
    }

    /** Reads the bound of a partition in canonical form: {@code FOR VALUES FROM ('a') TO (MAXVALUE)}. */
    static PartitionOf.Bound bound(String sql) {
        List<SqlToken> tokens = SqlFragment.tokens(sql, SqlSyntax.POSTGRESQL);
        if (tokens.size() == 1 && tokens.get(0).is("default")) {
            return new PartitionOf.Default();
        }
        boolean isForValues =
                tokens.size() > 3 && tokens.get(0).is("for") && tokens.get(1).is("values");
        if (!isForValues) {
            return new PartitionOf.Sql(sql);
        }
        if (tokens.get(2).is("with")) {
            return hash(tokens, sql);
        }
        List<List<@Nullable Object>> lists = lists(tokens);
        if (tokens.get(2).is("from") && lists.size() == 2) {
            return new PartitionOf.Range(present(lists.get(0)), present(lists.get(1)));
        }
        return tokens.get(2).is("in") && lists.size() == 1
                ? new PartitionOf.Values(sorted(lists.get(0)))
                : new PartitionOf.Sql(sql);
    }

    private static PartitionOf.Bound hash(List<SqlToken> tokens, String sql) {
        List<Long> numbers = tokens.stream()
                .filter(token -> token.kind() == Kind.NUMBER)
                .map(token -> Long.valueOf(token.value()))
                .toList();
        return numbers.size() == 2 ? new PartitionOf.Hash(numbers.get(0), numbers.get(1)) : new PartitionOf.Sql(sql);
    }

    /** Returns the lists of constants in parentheses; empty if an item of a list is no constant. */
    private static List<List<@Nullable Object>> lists(List<SqlToken> tokens) {
        List<List<@Nullable Object>> lists = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is("(")) {
                int end = SqlFragment.closing(tokens, i);
                List<@Nullable Object> values = constants(tokens.subList(i + 1, end));
                if (values.isEmpty()) {
                    return List.of();
                }
                lists.add(values);
                i = end;
            }
        }
        return lists;
    }

    private static List<Object> present(List<@Nullable Object> values) {
        List<Object> present = new ArrayList<>();
        for (Object value : values) {
            present.add(value == null ? "null" : value);
        }
        return present;
    }

    /** Returns the constants of a list as texts, {@link PartitionOf.Limit} or null; empty if an item is no constant. */
    private static List<@Nullable Object> constants(List<SqlToken> tokens) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            boolean isSeparator = i % 2 == 1;
            boolean isConstant =
                    token.kind() == Kind.STRING || token.kind() == Kind.NUMBER || WORDS.contains(lower(token));
            if (isSeparator ? !token.is(",") : !isConstant) {
                return List.of();
            }
            if (!isSeparator) {
                values.add(token.kind() == Kind.WORD ? word(lower(token)) : token.value());
            }
        }
        return values;
    }

    private static String lower(SqlToken token) {
        return token.text().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object word(String word) {
        return switch (word) {
            case "minvalue" -> PartitionOf.Limit.MINVALUE;
            case "maxvalue" -> PartitionOf.Limit.MAXVALUE;
            case "null" -> null;
            default -> word;
        };
    }

    // ---- canonical ----

    /** Returns the key with expressions in the form in which they are read. */
    static PartitionBy canonical(PartitionBy key) {
        return key.withParts(key.parts().stream()
                .map(part -> part.expression() == null
                        ? part
                        : PartitionBy.Part.expression(
                                SqlText.of(PostgresqlExpressions.bare(PostgresqlExpressions.in(part.expression())))))
                .toList());
    }

    /** Returns the bound with its constants as texts. */
    static PartitionOf.Bound canonical(PartitionOf.Bound bound) {
        if (bound instanceof PartitionOf.Range range) {
            return new PartitionOf.Range(present(texts(range.from())), present(texts(range.to())));
        }
        if (bound instanceof PartitionOf.Values list) {
            return new PartitionOf.Values(sorted(texts(list.values())));
        }
        return bound instanceof PartitionOf.Sql text ? bound(PostgresqlExpressions.in(SqlText.of(text.sql()))) : bound;
    }

    private static List<@Nullable Object> texts(List<? extends @Nullable Object> values) {
        List<@Nullable Object> texts = new ArrayList<>();
        for (Object value : values) {
            texts.add(
                    value == null || value instanceof PartitionOf.Limit
                            ? value
                            : value instanceof BigDecimal number ? number.toPlainString() : value.toString());
        }
        return texts;
    }

    private static List<@Nullable Object> sorted(List<@Nullable Object> values) {
        List<@Nullable Object> sorted = new ArrayList<>(values);
        sorted.sort(Comparator.comparing(String::valueOf));
        return sorted;
    }
}
