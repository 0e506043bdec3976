package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.AcceptedParts;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.RejectedExpression;
import dev.trellis.dialect.SqlErrorKind;
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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server for its spelling of a table's types, defaults, generated columns, CHECKs and indexed expressions: creates a
 * temporary table, which neither commits nor remains, and parses its {@code SHOW CREATE TABLE}.
 */
final class MysqlBaseNormalization {
    private static final String NAME = "trellis_canonical";
    private static final int DENIED = 1044;
    private static final Pattern EXECUTABLE_COMMENT = Pattern.compile("\\s*/\\*!80003 SRID.*");
    /** The keywords that may follow a column's type. */
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
    /** The keywords that may follow a column's default. */
    private static final Set<String> AFTER_DEFAULT =
            Set.of("check", "comment", "on", "auto_increment", "invisible", "compressed", "without", "with");

    private final Connection connection;
    private final MysqlBaseDialect dialect;
    private final MysqlBaseTypes types;
    private final Consumer<RejectedExpression> rejected;

    MysqlBaseNormalization(Connection connection, MysqlBaseDialect dialect, Consumer<RejectedExpression> rejected) {
        this.connection = connection;
        this.dialect = dialect;
        this.rejected = rejected;
        this.types = dialect.types();
    }

    /**
     * Returns a table in the server's spelling, except for the parts that the server rejects.
     *
     * @throws DialectException {@code missing_privilege} if the user may not create temporary tables
     */
    Table normalize(Table table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (create(statement, table) == null) {
                return created(statement, table);
            }
            AcceptedParts parts = AcceptedParts.of(dialect.name(), table, part -> rejection(statement, part));
            parts.rejected().forEach(rejected);
            boolean isCreated = !parts.table().columns().isEmpty() && create(statement, parts.table()) == null;
            return isCreated ? parts.restored(created(statement, parts.table())) : table;
        }
    }

    /** Creates the temporary table; returns the server's message if it rejects the table. */
    private @Nullable String create(Statement statement, Table table) throws SQLException {
        try {
            statement.execute(definition(table));
            return null;
        } catch (SQLException refused) {
            if (refused.getErrorCode() == DENIED) {
                throw DialectException.missingPrivilege(
                        dialect.name(),
                        "CREATE TEMPORARY TABLES",
                        "find out the server's spelling of a model's expressions");
            }
            if (dialect.errorKind(refused) == SqlErrorKind.CONNECTION_LOST) {
                throw refused;
            }
            return String.valueOf(refused.getMessage()).replaceFirst("^\\(conn=\\d+\\) ", "");
        }
    }

    private @Nullable String rejection(Statement statement, Table table) throws SQLException {
        String message = create(statement, table);
        if (message == null) {
            drop(statement);
        }
        return message;
    }

    private Table created(Statement statement, Table table) throws SQLException {
        // With the session's SQL mode, because the catalogue's texts depend on it in the same way.
        try (ResultSet row = statement.executeQuery("SHOW CREATE TABLE " + NAME)) {
            return row.next() ? read(table, row.getString(2)) : table;
        } finally {
            drop(statement);
        }
    }

    private static void drop(Statement statement) throws SQLException {
        statement.execute("DROP TEMPORARY TABLE IF EXISTS " + NAME);
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

    private Table read(Table table, String shown) throws SQLException {
        Map<String, Column> columns = new HashMap<>();
        Map<String, String> checks = new HashMap<>();
        Map<String, List<SqlText>> indexes = new HashMap<>();
        List<SqlToken> tokens = MysqlBaseTokens.tokens(shown);
        int open = 0;
        while (open < tokens.size() && !tokens.get(open).is("(")) {
            open++;
        }
        int end = SqlFragment.closing(tokens, open);
        int start = open + 1;
        while (start < end) {
            int next = next(tokens, start, end, Set.of(","));
            List<SqlToken> element = tokens.subList(start, next);
            if (element.get(0).kind() == Kind.NAME) {
                String name = element.get(0).value();
                Column column = table.column(name).orElse(null);
                if (column != null) {
                    columns.put(name, column(table, column, element, shown));
                }
            } else if (element.size() > 4 && element.get(0).is("CONSTRAINT")) {
                checks.put(element.get(1).value(), dialect.withoutServerAdditions(inside(element, 3, shown)));
            }
            if (element.size() > 4 && element.get(0).is("KEY")) {
                indexes.put(element.get(1).value(), expressions(element, shown));
            }
            start = next + 1;
        }
        List<Check> normalized = new ArrayList<>();
        for (int i = 0; i < table.checks().size(); i++) {
            Check check = table.checks().get(i);
            String sql = checks.get(constraint(i));
            normalized.add(sql == null ? check : new Check(check.name(), SqlText.of(sql)));
        }
        return table.withColumns(table.columns().stream()
                        .map(column -> columns.getOrDefault(column.name(), column))
                        .toList())
                .withChecks(normalized)
                .withIndexes(IntStream.range(0, table.indexes().size())
                        .mapToObj(i -> read(table.indexes().get(i), indexes.getOrDefault(index(i), List.of())))
                        .toList());
    }

    /**
     * Returns the expressions of an index. Each expression is in parentheses of its own, within the parentheses of the
     * index.
     */
    private List<SqlText> expressions(List<SqlToken> element, String shown) {
        List<SqlText> expressions = new ArrayList<>();
        int end = SqlFragment.closing(element, 2);
        int open = 3;
        while (open < end) {
            expressions.add(SqlText.of(dialect.withoutServerAdditions(inside(element, open, shown))));
            open = SqlFragment.closing(element, open) + 2;
        }
        return expressions;
    }

    private static Index read(Index index, List<SqlText> expressions) {
        List<Index.Part> parts = new ArrayList<>();
        int next = 0;
        for (Index.Part part : index.parts()) {
            boolean known = part.expression() != null && next < expressions.size();
            parts.add(known ? part.withExpression(expressions.get(next++)) : part);
        }
        return index.withParts(parts);
    }

    private Column column(Table table, Column column, List<SqlToken> element, String shown) throws SQLException {
        int end = element.size();
        int typeEnd = next(element, 1, end, AFTER_TYPE);
        // SHOW CREATE TABLE writes the reference system in an executable comment.
        String typeSql =
                EXECUTABLE_COMMENT.matcher(text(element, 1, typeEnd, shown)).replaceAll("")
                        + types.referenceSystem(column.type());
        int check = next(element, typeEnd, end, Set.of("check"));
        boolean json = check < end
                && MysqlBaseTokens.isSame(
                        inside(element, check + 1, shown), "json_valid(" + text(element, 0, 1, shown) + ")");
        ColumnType type = types.read(typeSql, json, MysqlBaseTypes.enumName(table.name(), column.name()));
        Column result = column.withType(type).withCollation(collation(column, type, element, typeEnd));
        Computed computed = column.computed();
        int generated = next(element, typeEnd, end, Set.of("generated"));
        if (computed != null && generated < end) {
            return result.withComputed(new Computed(
                    SqlText.of(dialect.withoutServerAdditions(inside(element, generated + 3, shown))),
                    computed.stored()));
        }
        int start = next(element, typeEnd, end, Set.of("default")) + 1;
        if (column.defaultValue() == null || start >= end) {
            return result;
        }
        int stop = next(element, start + 1, end, AFTER_DEFAULT);
        String written = dialect.withoutServerAdditions(text(element, start, stop, shown));
        return result.withDefault(types.readDefault(isBinary(type) ? asInCatalog(written) : written, type));
    }

    private static boolean isBinary(ColumnType type) {
        return type instanceof ColumnType.Portable portable && portable.kind() == ColumnType.Kind.BINARY;
    }

    /** Replaces bytes that are no text by question marks, as the catalogue does. */
    private static String asInCatalog(String written) {
        return written.replace('\uFFFD', '?');
    }

    /**
     * Returns a column's collation, which a native type may imply: {@code national varchar(10)}. {@code SHOW CREATE TABLE}
     * omits the collation if it is the default of the character set.
     */
    private @Nullable String collation(Column column, ColumnType type, List<SqlToken> element, int typeEnd)
            throws SQLException {
        int collate = next(element, typeEnd, element.size(), Set.of("collate"));
        boolean implied = column.collation() == null && types.isNative(column.type()) && MysqlBaseTypes.isText(type);
        if (!implied) {
            return column.collation();
        }
        if (collate + 1 < element.size()) {
            return MysqlBaseTokens.lower(element.get(collate + 1).value());
        }
        int characterSet = next(element, typeEnd, element.size(), Set.of("character"));
        return characterSet + 2 < element.size()
                ? defaultCollation(element.get(characterSet + 2).value())
                : null;
    }

    private @Nullable String defaultCollation(String characterSet) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT DEFAULT_COLLATE_NAME FROM information_schema.CHARACTER_SETS WHERE CHARACTER_SET_NAME = ?")) {
            query.setString(1, characterSet);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? MysqlBaseTokens.lower(row.getString(1)) : null;
            }
        }
    }

    /** Returns the SQL between the parentheses that open at {@code open}. */
    private static String inside(List<SqlToken> tokens, int open, String sql) {
        return text(tokens, open + 1, SqlFragment.closing(tokens, open), sql);
    }

    private static String text(List<SqlToken> tokens, int from, int to, String sql) {
        return from >= to
                ? ""
                : sql.substring(tokens.get(from).start(), tokens.get(to - 1).end());
    }

    /** Returns the index of the first token that is one of the keywords outside parentheses; {@code end} if there is none. */
    private static int next(List<SqlToken> tokens, int from, int end, Set<String> words) {
        int index = from;
        while (index < end) {
            SqlToken token = tokens.get(index);
            if (token.is("(")) {
                index = Math.min(end, SqlFragment.closing(tokens, index));
            } else if (token.kind() != Kind.NAME
                    && token.kind() != Kind.STRING
                    && words.contains(MysqlBaseTokens.lower(token.text()))) {
                return index;
            }
            index++;
        }
        return end;
    }
}
