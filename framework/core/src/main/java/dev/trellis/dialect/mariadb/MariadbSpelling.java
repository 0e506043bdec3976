package dev.trellis.dialect.mariadb;

import dev.trellis.dialect.mariadb.MariadbText.Kind;
import dev.trellis.dialect.mariadb.MariadbText.Token;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
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
import org.jspecify.annotations.Nullable;

/** Has the server spell the types, defaults, generated columns and CHECKs of a table, through a temporary one. */
final class MariadbSpelling {
    private static final String NAME = "trellis_canonical";
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
    private final MariadbDialect dialect = new MariadbDialect();

    MariadbSpelling(Connection connection) {
        this.connection = connection;
    }

    /** The table as the server spells it; as it is, when the server does not take it. */
    Table of(Table table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute(definition(table));
            } catch (SQLException refused) {
                return table;
            }
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
                    new StringBuilder(dialect.quote(column.name())).append(' ').append(MariadbTypes.sql(column.type()));
            if (column.collation() != null) {
                text.append(" COLLATE ").append(dialect.quote(column.collation()));
            }
            Computed computed = column.computed();
            DefaultValue value = column.defaultValue();
            if (computed != null) {
                text.append(" AS (")
                        .append(MariadbCanonical.sql(computed.sql()))
                        .append(")");
            } else if (value instanceof DefaultValue.Literal literal) {
                text.append(" NULL DEFAULT ").append(dialect.literal(literal.value()));
            } else if (value instanceof DefaultValue.Expression expression) {
                text.append(" NULL DEFAULT (")
                        .append(MariadbCanonical.sql(expression.sql()))
                        .append(")");
            }
            elements.add(text.toString());
        }
        for (int i = 0; i < table.checks().size(); i++) {
            String sql = MariadbCanonical.sql(table.checks().get(i).sql());
            elements.add("CONSTRAINT " + constraint(i) + " CHECK (" + sql + ")");
        }
        return "CREATE TEMPORARY TABLE " + NAME + " (" + String.join(", ", elements) + ")";
    }

    private static String constraint(int index) {
        return "trellis_check_" + index;
    }

    private static Table spelled(Table table, String shown) {
        Map<String, Column> columns = new HashMap<>();
        Map<String, String> checks = new HashMap<>();
        List<Token> tokens = MariadbText.tokens(shown);
        int at = 0;
        while (at < tokens.size() && !tokens.get(at).is("(")) {
            at++;
        }
        int end = MariadbText.close(tokens, at);
        int start = at + 1;
        while (start < end) {
            int next = next(tokens, start, end, Set.of(","));
            List<Token> element = tokens.subList(start, next);
            if (element.get(0).kind() == Kind.NAME) {
                String name = element.get(0).text();
                table.column(name).ifPresent(column -> columns.put(name, column(table, column, element, shown)));
            } else if (element.size() > 4 && element.get(0).is("CONSTRAINT")) {
                checks.put(element.get(1).text(), inside(element, 3, shown));
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
                .withChecks(spelled);
    }

    private static Column column(Table table, Column column, List<Token> element, String shown) {
        int end = element.size();
        int typeEnd = next(element, 1, end, AFTER_TYPE);
        String typeSql = text(element, 1, typeEnd, shown);
        int check = next(element, typeEnd, end, Set.of("check"));
        boolean json = check < end
                && MariadbText.same(
                        inside(element, check + 1, shown), "json_valid(" + text(element, 0, 1, shown) + ")");
        ColumnType type = MariadbTypes.read(typeSql, json, MariadbTypes.enumName(table.name(), column.name()));
        Column spelled = column.withType(type).withCollation(collation(column, type, element, typeEnd));
        Computed computed = column.computed();
        int generated = next(element, typeEnd, end, Set.of("generated"));
        if (computed != null && generated < end) {
            return spelled.withComputed(
                    new Computed(SqlText.of(inside(element, generated + 3, shown)), computed.stored()));
        }
        int start = next(element, typeEnd, end, Set.of("default")) + 1;
        if (column.defaultValue() == null || start >= end) {
            return spelled;
        }
        int stop = next(element, start + 1, end, AFTER_DEFAULT);
        return spelled.withDefault(MariadbTypes.readDefault(text(element, start, stop, shown), type));
    }

    /** A type of the database's own may bring its character set along: {@code national varchar(10)}. */
    private static @Nullable String collation(Column column, ColumnType type, List<Token> element, int typeEnd) {
        int collate = next(element, typeEnd, element.size(), Set.of("collate"));
        boolean brought = column.collation() == null && MariadbTypes.isOwn(column.type()) && MariadbTypes.isText(type);
        return brought && collate + 1 < element.size()
                ? MariadbText.lower(element.get(collate + 1).text())
                : column.collation();
    }

    /** What stands between the parentheses that open at {@code open}. */
    private static String inside(List<Token> tokens, int open, String sql) {
        return text(tokens, open + 1, MariadbText.close(tokens, open), sql);
    }

    private static String text(List<Token> tokens, int from, int to, String sql) {
        return from >= to
                ? ""
                : sql.substring(tokens.get(from).start(), tokens.get(to - 1).end());
    }

    /** The index of the first of the words outside parentheses; {@code end} when there is none. */
    private static int next(List<Token> tokens, int from, int end, Set<String> words) {
        int at = from;
        while (at < end) {
            Token token = tokens.get(at);
            if (token.is("(")) {
                at = Math.min(end, MariadbText.close(tokens, at));
            } else if (token.kind() != Kind.NAME
                    && token.kind() != Kind.STRING
                    && words.contains(MariadbText.lower(token.text()))) {
                return at;
            }
            at++;
        }
        return end;
    }
}
