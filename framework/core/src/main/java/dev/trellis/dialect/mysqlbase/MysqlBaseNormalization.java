package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.DialectException;
import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.internal.sql.SqlToken.Kind;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Index;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Has the server spell the types, defaults, generated columns, CHECKs and indexed expressions of a table, through a temporary one. */
final class MysqlBaseNormalization {
    private static final String NAME = "trellis_canonical";
    private static final int DENIED = 1044;
    private static final Set<String> AFTER_TYPE = Set.of(
            "character",
            "collate",
            "not",
            "null",
            "default",
            "generated",
            "check",
            "comment",
            "on",
            "auto_increment",
            "invisible",
            "compressed",
            "without",
            "with");
    private static final Set<String> AFTER_DEFAULT =
            Set.of("check", "comment", "on", "auto_increment", "invisible", "compressed", "without", "with");

    private final Connection connection;
    private final MysqlBaseDialect dialect;
    private final MysqlBaseTypes types;

    MysqlBaseNormalization(Connection connection, MysqlBaseDialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
        this.types = dialect.types();
    }

    /** The table as the server spells it; as it is, when the server does not take it. */
    Table of(Table table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute(definition(table));
            } catch (SQLException refused) {
                if (refused.getErrorCode() == DENIED) {
                    throw DialectException.missingPrivilege(
                            dialect.name(), "CREATE TEMPORARY TABLES", "ask how it spells the expressions of a model");
                }
                return table;
            }
            // As the session is set, since the catalogue's own texts come in the same words.
            try (ResultSet row = statement.executeQuery("SHOW CREATE TABLE " + NAME)) {
                return row.next() ? spelled(table, row.getString(2)) : table;
            } finally {
                statement.execute("DROP TEMPORARY TABLE IF EXISTS " + NAME);
            }
        }
    }

    private String definition(Table table) {
        List<String> elements = new ArrayList<>();
        for (Column column : table.columns()) {
            StringBuilder text =
                    new StringBuilder(dialect.quote(column.name())).append(' ').append(types.sql(column.type()));
            if (column.collation() != null) {
                text.append(" COLLATE ").append(dialect.quote(column.collation()));
            }
            Computed computed = column.computed();
            DefaultValue value = column.defaultValue();
            if (computed != null) {
                text.append(" AS (").append(dialect.sql(computed.sql())).append(")");
            } else if (value instanceof DefaultValue.Literal literal) {
                text.append(" NULL DEFAULT ")
                        .append(types.constantDefault(dialect.literal(literal.value()), canonical(table, column)));
            } else if (value instanceof DefaultValue.Expression expression) {
                text.append(" NULL DEFAULT ")
                        .append(types.expressionDefault(dialect.sql(expression.sql()), canonical(table, column)));
            }
            elements.add(text.toString());
        }
        for (int i = 0; i < table.checks().size(); i++) {
            String sql = dialect.sql(table.checks().get(i).sql());
            elements.add("CONSTRAINT " + constraint(i) + " CHECK (" + sql + ")");
        }
        for (int i = 0; i < table.indexes().size(); i++) {
            List<SqlText> expressions =
                    MysqlBaseKeys.expressions(table.indexes().get(i));
            if (!expressions.isEmpty()) {
                elements.add(expressions.stream()
                        .map(expression -> "(" + dialect.sql(expression) + ")")
                        .collect(Collectors.joining(", ", "INDEX " + index(i) + " (", ")")));
            }
        }
        return "CREATE TEMPORARY TABLE " + NAME + " (" + String.join(", ", elements) + ")";
    }

    private ColumnType canonical(Table table, Column column) {
        return types.canonical(column.type(), MysqlBaseTypes.enumName(table.name(), column.name()));
    }

    private static String constraint(int index) {
        return "trellis_check_" + index;
    }

    private static String index(int index) {
        return "trellis_index_" + index;
    }

    private Table spelled(Table table, String shown) {
        Map<String, Column> columns = new HashMap<>();
        Map<String, String> checks = new HashMap<>();
        Map<String, List<SqlText>> indexes = new HashMap<>();
        List<SqlToken> tokens = MysqlTokens.tokens(shown);
        int at = 0;
        while (at < tokens.size() && !tokens.get(at).is("(")) {
            at++;
        }
        int end = SqlFragment.closing(tokens, at);
        int start = at + 1;
        while (start < end) {
            int next = next(tokens, start, end, Set.of(","));
            List<SqlToken> element = tokens.subList(start, next);
            if (element.get(0).kind() == Kind.NAME) {
                String name = element.get(0).value();
                table.column(name).ifPresent(column -> columns.put(name, column(table, column, element, shown)));
            } else if (element.size() > 4 && element.get(0).is("CONSTRAINT")) {
                checks.put(element.get(1).value(), dialect.shown(inside(element, 3, shown)));
            }
            if (element.size() > 4 && element.get(0).is("KEY")) {
                indexes.put(element.get(1).value(), expressions(element, shown));
            }
            start = next + 1;
        }
        List<Check> spelled = new ArrayList<>();
        for (int i = 0; i < table.checks().size(); i++) {
            Check check = table.checks().get(i);
            String sql = checks.get(constraint(i));
            spelled.add(sql == null ? check : new Check(check.name(), SqlText.of(sql)));
        }
        return table.withColumns(table.columns().stream()
                        .map(column -> columns.getOrDefault(column.name(), column))
                        .toList())
                .withChecks(spelled)
                .withIndexes(IntStream.range(0, table.indexes().size())
                        .mapToObj(i -> spelled(table.indexes().get(i), indexes.getOrDefault(index(i), List.of())))
                        .toList());
    }

    /** Each in parentheses of its own, with those of the index around them. */
    private List<SqlText> expressions(List<SqlToken> element, String shown) {
        List<SqlText> expressions = new ArrayList<>();
        int end = SqlFragment.closing(element, 2);
        int open = 3;
        while (open < end) {
            expressions.add(SqlText.of(dialect.shown(inside(element, open, shown))));
            open = SqlFragment.closing(element, open) + 2;
        }
        return expressions;
    }

    private static Index spelled(Index index, List<SqlText> expressions) {
        List<Index.Part> parts = new ArrayList<>();
        int next = 0;
        for (Index.Part part : index.parts()) {
            boolean known = part.expression() != null && next < expressions.size();
            parts.add(known ? part.withExpression(expressions.get(next++)) : part);
        }
        return index.withParts(parts);
    }

    private Column column(Table table, Column column, List<SqlToken> element, String shown) {
        int end = element.size();
        int typeEnd = next(element, 1, end, AFTER_TYPE);
        String typeSql = text(element, 1, typeEnd, shown);
        int check = next(element, typeEnd, end, Set.of("check"));
        boolean json = check < end
                && MysqlTokens.same(
                        inside(element, check + 1, shown), "json_valid(" + text(element, 0, 1, shown) + ")");
        ColumnType type = types.read(typeSql, json, MysqlBaseTypes.enumName(table.name(), column.name()));
        Column spelled = column.withType(type).withCollation(collation(column, type, element, typeEnd));
        Computed computed = column.computed();
        int generated = next(element, typeEnd, end, Set.of("generated"));
        if (computed != null && generated < end) {
            return spelled.withComputed(
                    new Computed(SqlText.of(dialect.shown(inside(element, generated + 3, shown))), computed.stored()));
        }
        int start = next(element, typeEnd, end, Set.of("default")) + 1;
        if (column.defaultValue() == null || start >= end) {
            return spelled;
        }
        int stop = next(element, start + 1, end, AFTER_DEFAULT);
        String written = dialect.shown(text(element, start, stop, shown));
        return spelled.withDefault(types.readDefault(isBinary(type) ? asListed(written) : written, type));
    }

    private static boolean isBinary(ColumnType type) {
        return type instanceof ColumnType.Portable portable && portable.kind() == ColumnType.Kind.BINARY;
    }

    /** Bytes that are no text are question marks in the catalogue, which cannot tell them from each other. */
    private static String asListed(String written) {
        return written.replace('\uFFFD', '?');
    }

    /** A type of the database's own may bring its character set along: {@code national varchar(10)}. */
    private @Nullable String collation(Column column, ColumnType type, List<SqlToken> element, int typeEnd) {
        int collate = next(element, typeEnd, element.size(), Set.of("collate"));
        boolean brought = column.collation() == null && types.isOwn(column.type()) && MysqlBaseTypes.isText(type);
        return brought && collate + 1 < element.size()
                ? MysqlTokens.lower(element.get(collate + 1).value())
                : column.collation();
    }

    /** What stands between the parentheses that open at {@code open}. */
    private static String inside(List<SqlToken> tokens, int open, String sql) {
        return text(tokens, open + 1, SqlFragment.closing(tokens, open), sql);
    }

    private static String text(List<SqlToken> tokens, int from, int to, String sql) {
        return from >= to
                ? ""
                : sql.substring(tokens.get(from).start(), tokens.get(to - 1).end());
    }

    /** The index of the first of the words outside parentheses; {@code end} when there is none. */
    private static int next(List<SqlToken> tokens, int from, int end, Set<String> words) {
        int at = from;
        while (at < end) {
            SqlToken token = tokens.get(at);
            if (token.is("(")) {
                at = Math.min(end, SqlFragment.closing(tokens, at));
            } else if (token.kind() != Kind.NAME
                    && token.kind() != Kind.STRING
                    && words.contains(MysqlTokens.lower(token.text()))) {
                return at;
            }
            at++;
        }
        return end;
    }
}
