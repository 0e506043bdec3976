package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Query;
import dev.trellis.dialect.StandardCanonical;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the views, routines, triggers and sequences of one database in a fixed number of queries, and one more query for each
 * routine and trigger whose body contains a string literal. The text of a definition has no DEFINER, so that databases
 * of different users can be compared, and no name of the database itself. The text is empty if the user may not read
 * it.
 */
final class MysqlBaseDefinitions {
    /** The beginning of the names of views that exist only while {@link MysqlBaseDefinitionCanonical} asks the server. */
    static final String PROBE = "trellis_probe_";

    private static final String ROUTINES = "SELECT ROUTINE_NAME, ROUTINE_TYPE, DTD_IDENTIFIER, CHARACTER_SET_NAME,"
            + " COLLATION_NAME, DATABASE_COLLATION, IS_DETERMINISTIC, SQL_DATA_ACCESS, SECURITY_TYPE, ROUTINE_COMMENT,"
            + " ROUTINE_DEFINITION FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ?";
    private static final String PARAMETERS = "SELECT SPECIFIC_NAME, ROUTINE_TYPE, PARAMETER_MODE, PARAMETER_NAME,"
            + " DTD_IDENTIFIER, CHARACTER_SET_NAME, COLLATION_NAME FROM information_schema.PARAMETERS"
            + " WHERE SPECIFIC_SCHEMA = ? AND ORDINAL_POSITION > 0 ORDER BY SPECIFIC_NAME, ORDINAL_POSITION";
    private static final String TRIGGERS = "SELECT TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, EVENT_OBJECT_TABLE,"
            + " ACTION_STATEMENT FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = ?";
    private static final String VIEW_COLUMNS = "SELECT c.TABLE_NAME, c.COLUMN_NAME FROM information_schema.COLUMNS c"
            + " JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME"
            + " WHERE c.TABLE_SCHEMA = ? AND t.TABLE_SCHEMA = ? AND t.TABLE_TYPE = 'VIEW'"
            + " ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION";
    private static final String SEQUENCES =
            "SELECT TABLE_NAME, TABLE_COMMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'SEQUENCE'";

    private final MysqlBaseDialect dialect;
    private final Connection connection;
    private final String database;
    private final @Nullable String schema;

    /**
     * Creates the reader.
     *
     * @param schema the schema in the names; null for the connection's default database
     */
    MysqlBaseDefinitions(MysqlBaseDialect dialect, Connection connection, String database, @Nullable String schema) {
        this.dialect = dialect;
        this.connection = connection;
        this.database = database;
        this.schema = schema;
    }

    /**
     * Returns the definitions.
     *
     * @param tableTypes the values of the column {@code TABLE_TYPE} in this database; the query for a type that is missing
     *     would return nothing, but open all tables
     */
    List<Definition> read(Set<String> tableTypes) throws SQLException {
        List<Definition> definitions = new ArrayList<>();
        if (tableTypes.contains("VIEW")) {
            views("", "").forEach((name, text) -> {
                if (!name.startsWith(PROBE)) {
                    definitions.add(definition(DefinitionKind.VIEW, name, text, null));
                }
            });
        }
        readRoutines(definitions);
        readTriggers(definitions);
        if (tableTypes.contains("SEQUENCE")) {
            readSequences(definitions);
        }
        return definitions;
    }

    private Definition definition(DefinitionKind kind, String name, String sql, @Nullable String comment) {
        return new Definition(
                DefinitionName.of(kind, new TableName(schema, name)),
                SqlText.of(sql),
                StandardCanonical.comment(comment));
    }

    private String quoted(String name) {
        return (schema == null ? "" : dialect.quote(schema) + ".") + dialect.quote(name);
    }

    // ---- views ----

    /**
     * Returns the statement that creates each view, by the view's name.
     *
     * @param prefix the beginning of the names of the views to read; empty for all views
     * @param otherName the name to write in each statement instead of the view's own name; empty for the own name
     */
    Map<String, String> views(String prefix, String otherName) throws SQLException {
        Map<String, String> views = new HashMap<>();
        Map<String, List<String>> columns = new HashMap<>();
        String algorithm = dialect.hasViewAlgorithm() ? "ALGORITHM" : "'UNDEFINED'";
        String condition = prefix.isEmpty() ? "" : " AND TABLE_NAME LIKE '" + prefix.replace("_", "\\_") + "%'";
        Map<String, String[]> rows = new HashMap<>();
        Query.each(
                connection,
                "SELECT TABLE_NAME, VIEW_DEFINITION, CHECK_OPTION, SECURITY_TYPE, " + algorithm
                        + " FROM information_schema.VIEWS WHERE TABLE_SCHEMA = ?" + condition,
                List.of(database),
                row -> rows.put(
                        row.getString(1),
                        new String[] {row.getString(2), row.getString(3), row.getString(4), row.getString(5)}));
        if (!rows.isEmpty() && !dialect.hasColumnAliasesInViews()) {
            Query.each(
                    connection,
                    VIEW_COLUMNS,
                    List.of(database, database),
                    row -> columns.computeIfAbsent(row.getString(1), key -> new ArrayList<>())
                            .add(row.getString(2)));
        }
        rows.forEach((name, row) -> views.put(
                name,
                view(otherName.isEmpty() ? quoted(name) : otherName, row, columns.getOrDefault(name, List.of()))));
        return views;
    }

    private String view(String quoted, String[] row, List<String> columns) {
        String query = row[0];
        if (query == null || query.isBlank()) {
            return "";
        }
        List<SqlToken> tokens = MysqlBaseTokens.tokens(query);
        List<String> aliases = aliases(tokens);
        String list = columns.isEmpty() || columns.equals(aliases)
                ? ""
                : columns.stream().map(dialect::quote).collect(Collectors.joining(", ", " (", ")"));
        String algorithm = row[3] == null || row[3].equals("UNDEFINED") ? "" : "ALGORITHM=" + row[3] + " ";
        String security = row[2].equals("INVOKER") ? "SQL SECURITY INVOKER " : "";
        String check = row[1].equals("NONE") ? "" : " WITH " + row[1] + " CHECK OPTION";
        return "CREATE " + algorithm + security + "VIEW " + quoted + list + " AS " + withoutDatabase(query, tokens)
                + check;
    }

    /** Returns the names of the result's columns; empty if they are not known. */
    private static List<String> aliases(List<SqlToken> tokens) {
        List<String> aliases = new ArrayList<>();
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            depth += token.depthChange();
            boolean ends = depth == 0 && (token.is(",") || token.is("from") || token.is("union"));
            if (ends && i > 1 && tokens.get(i - 2).is("as")) {
                aliases.add(tokens.get(i - 1).value());
            }
            if (ends && !token.is(",")) {
                return aliases;
            }
        }
        if (tokens.size() > 1 && tokens.get(tokens.size() - 2).is("as")) {
            aliases.add(tokens.get(tokens.size() - 1).value());
        }
        return aliases;
    }

    /**
     * Returns a view's query without the name of the database in front of tables and functions. The server prints the name
     * of a column with the database and the table, or with the alias of the table alone.
     */
    private String withoutDatabase(String query, List<SqlToken> tokens) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int i = 0; i + 2 < tokens.size(); i++) {
            boolean isDatabase = tokens.get(i).kind() == SqlToken.Kind.NAME
                    && tokens.get(i).value().equals(database)
                    && tokens.get(i + 1).is(".")
                    && (i == 0 || !tokens.get(i - 1).is("."));
            if (isDatabase && schema == null && (isChain(tokens, i + 2) || isTableOrFunction(tokens, i))) {
                text.append(query, from, tokens.get(i).start());
                from = tokens.get(i + 2).start();
            }
        }
        return text.append(query, from, query.length()).toString();
    }

    private static boolean isChain(List<SqlToken> tokens, int index) {
        return index + 1 < tokens.size() && tokens.get(index + 1).is(".");
    }

    private static boolean isTableOrFunction(List<SqlToken> tokens, int index) {
        if (index + 3 < tokens.size() && tokens.get(index + 3).is("(")) {
            return true;
        }
        int before = index - 1;
        while (before >= 0 && tokens.get(before).is("(")) {
            before--;
        }
        if (before < 0) {
            return false;
        }
        SqlToken token = tokens.get(before);
        return token.is("from")
                || token.is("join")
                || token.is("straight_join")
                || (token.is(",") && isAfterFrom(tokens, before));
    }

    /** Returns whether a comma at this position separates tables, and not expressions. */
    private static boolean isAfterFrom(List<SqlToken> tokens, int comma) {
        int depth = 0;
        for (int i = comma - 1; i >= 0; i--) {
            depth += tokens.get(i).depthChange();
            if (depth <= 0 && tokens.get(i).is("from")) {
                return true;
            }
            if (depth <= 0
                    && (tokens.get(i).is("select")
                            || tokens.get(i).is("where")
                            || tokens.get(i).is("by"))) {
                return false;
            }
        }
        return false;
    }

    // ---- routines ----

    private void readRoutines(List<Definition> definitions) throws SQLException {
        List<String[]> routines = new ArrayList<>();
        Query.each(connection, ROUTINES, List.of(database), row -> routines.add(row(row, 11)));
        if (routines.isEmpty()) {
            return;
        }
        String collation = routines.get(0)[5];
        Map<String, List<String>> parameters = new HashMap<>();
        Query.each(connection, PARAMETERS, List.of(database), row -> {
            String[] parameter = row(row, 7);
            String mode = parameter[1].equals("FUNCTION") ? "" : parameter[2] + " ";
            parameters
                    .computeIfAbsent(parameter[1] + " " + parameter[0], key -> new ArrayList<>())
                    .add(mode + dialect.quote(parameter[3]) + " "
                            + type(parameter[4], parameter[5], parameter[6], collation));
        });
        for (String[] routine : routines) {
            DefinitionKind kind = routine[1].equals("FUNCTION") ? DefinitionKind.FUNCTION : DefinitionKind.PROCEDURE;
            boolean isRoutine = kind == DefinitionKind.FUNCTION || routine[1].equals("PROCEDURE");
            if (isRoutine) {
                List<String> list = parameters.getOrDefault(routine[1] + " " + routine[0], List.of());
                definitions.add(definition(kind, routine[0], routine(routine, list), routine[9]));
            }
        }
    }

    private String routine(String[] routine, List<String> parameters) throws SQLException {
        if (routine[10] == null) {
            return "";
        }
        StringBuilder sql = new StringBuilder("CREATE " + routine[1] + " " + quoted(routine[0]))
                .append(parameters.stream().collect(Collectors.joining(", ", "(", ")")));
        if (routine[1].equals("FUNCTION")) {
            sql.append(" RETURNS ").append(type(routine[2], routine[3], routine[4], routine[5]));
        }
        sql.append(routine[6].equals("YES") ? "\nDETERMINISTIC" : "");
        sql.append(routine[7].equals("CONTAINS SQL") ? "" : "\n" + routine[7]);
        sql.append(routine[8].equals("INVOKER") ? "\nSQL SECURITY INVOKER" : "");
        return sql.append('\n')
                .append(body(routine[1], routine[0], routine[10]))
                .toString();
    }

    /**
     * Returns the body of a routine or trigger as its author wrote it. The tables of {@code information_schema} contain the
     * string literals without their escapes, so that {@code 'it\'s'} is not valid SQL any more and {@code '\\n'} is another
     * text. The body is therefore read by {@code SHOW CREATE} if it contains a literal. Both texts are equal up to the first
     * quote.
     *
     * @param body the body without escapes
     */
    private String body(String kind, String name, String body) throws SQLException {
        int quote = firstQuote(body);
        if (quote < 0) {
            return body;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SHOW CREATE " + kind + " " + dialect.quote(database) + "." + dialect.quote(name))) {
            String text = row.next() ? row.getString(3) : null;
            int start = text == null ? -1 : text.indexOf(body.substring(0, quote + 1));
            return text == null || start < 0 ? body : text.substring(start).stripTrailing();
        }
    }

    private static int firstQuote(String text) {
        int single = text.indexOf('\'');
        int quoted = text.indexOf('"');
        return single < 0 || quoted < 0 ? Math.max(single, quoted) : Math.min(single, quoted);
    }

    private static String type(
            String sql, @Nullable String charset, @Nullable String collation, @Nullable String defaultCollation) {
        boolean isDefault = charset == null || collation == null || collation.equals(defaultCollation);
        return isDefault ? sql : sql + " CHARSET " + charset + " COLLATE " + collation;
    }

    // ---- triggers and sequences ----

    private void readTriggers(List<Definition> definitions) throws SQLException {
        List<String[]> triggers = new ArrayList<>();
        Query.each(connection, TRIGGERS, List.of(database), row -> triggers.add(row(row, 5)));
        for (String[] trigger : triggers) {
            TableName table = new TableName(schema, trigger[3]);
            definitions.add(Definition.of(
                    DefinitionName.on(DefinitionKind.TRIGGER, trigger[0], table),
                    trigger[4] == null
                            ? ""
                            : "CREATE TRIGGER " + quoted(trigger[0]) + " " + trigger[1] + " " + trigger[2] + " ON "
                                    + quoted(trigger[3]) + " FOR EACH ROW " + body("TRIGGER", trigger[0], trigger[4])));
        }
    }

    /** Reads all sequences with one query for their names and one for their options. */
    private void readSequences(List<Definition> definitions) throws SQLException {
        Map<String, String> comments = new HashMap<>();
        Query.each(connection, SEQUENCES, List.of(database), row -> comments.put(row.getString(1), row.getString(2)));
        if (comments.isEmpty()) {
            return;
        }
        String options = comments.keySet().stream()
                .map(name -> "SELECT " + MysqlBaseTokens.quote(name)
                        + ", start_value, increment, minimum_value, maximum_value, cache_size, cycle_option FROM "
                        + dialect.quote(database) + "." + dialect.quote(name))
                .collect(Collectors.joining(" UNION ALL "));
        Query.each(connection, options, List.of(), row -> {
            String name = row.getString(1);
            SequenceOptions sequence = new SequenceOptions(
                    row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6), row.getBoolean(7));
            definitions.add(definition(
                    DefinitionKind.SEQUENCE,
                    name,
                    "CREATE SEQUENCE " + quoted(name) + sequence.sql(),
                    comments.get(name)));
        });
    }

    private static String[] row(ResultSet row, int columns) throws SQLException {
        String[] values = new String[columns];
        for (int i = 0; i < columns; i++) {
            values[i] = row.getString(i + 1);
        }
        return values;
    }

    /** Returns the key by which objects of a kind are found; names of routines ignore letter case. */
    static DefinitionName key(DefinitionName name) {
        return name.kind().hasArguments()
                ? name.withNames(each -> each.renamed(each.name().toLowerCase(Locale.ROOT)))
                        .withArguments(null)
                : name;
    }
}
