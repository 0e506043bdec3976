package dev.trellis.dialect.h2;

import dev.trellis.dialect.CreateStatement;
import dev.trellis.dialect.DependentDefinition;
import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.Query;
import dev.trellis.dialect.StandardCanonical;
import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlSyntax;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the views, sequences, domains and triggers of a schema in a fixed number of queries. A view has the list of its
 * columns, as in the output of {@code SCRIPT}. Only {@code SCRIPT}, which needs an administrator, shows the source code of a
 * trigger; without it the text of the trigger is empty.
 */
final class H2Definitions {
    static final Set<DefinitionKind> KINDS =
            EnumSet.of(DefinitionKind.VIEW, DefinitionKind.SEQUENCE, DefinitionKind.DOMAIN, DefinitionKind.TRIGGER);

    private static final String ADMINISTRATOR =
            "SELECT IS_ADMIN FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER";
    private static final int QUEUE = 1024;

    private final H2Scope scope;
    private final List<Definition> definitions = new ArrayList<>();

    private H2Definitions(H2Scope scope) {
        this.scope = scope;
    }

    static List<Definition> of(H2Scope scope) throws SQLException {
        H2Definitions reader = new H2Definitions(scope);
        reader.readViews();
        reader.readSequences();
        reader.readDomains();
        reader.readTriggers();
        return reader.definitions;
    }

    /** Returns the views of a schema. */
    static List<Definition> views(H2Scope scope) throws SQLException {
        H2Definitions reader = new H2Definitions(scope);
        reader.readViews();
        return reader.definitions;
    }

    /**
     * Returns a view as an object that is replaced after a rename. FORCE lets H2 accept a view while another view still has
     * the old name; the second statement fails if the view is invalid after that.
     */
    static DependentDefinition dependent(DefinitionName view, String sql) {
        H2Dialect dialect = new H2Dialect();
        TableName of = view.name();
        String name = (of.schema() == null ? "" : dialect.quote(of.schema()) + ".") + dialect.quote(of.name());
        return new DependentDefinition(
                view,
                "ALTER VIEW " + name + " RECOMPILE",
                List.of(CreateStatement.orReplace(sql, SqlSyntax.H2).replaceFirst(" VIEW ", " FORCE VIEW ")));
    }

    private void add(DefinitionKind kind, String name, String sql, @Nullable String comment) {
        DefinitionName of = DefinitionName.of(kind, scope.tableName(scope.schema(), name));
        definitions.add(new Definition(of, SqlText.of(sql), StandardCanonical.comment(comment)));
    }

    private String quoted(String name) {
        TableName of = scope.tableName(scope.schema(), name);
        H2Dialect dialect = new H2Dialect();
        return (of.schema() == null ? "" : dialect.quote(of.schema()) + ".") + dialect.quote(of.name());
    }

    private void readViews() throws SQLException {
        Map<String, List<String>> columns = new HashMap<>();
        List<String[]> views = new ArrayList<>();
        scope.query(
                "SELECT TABLE_NAME, VIEW_DEFINITION, REMARKS FROM INFORMATION_SCHEMA.VIEWS",
                "TABLE_SCHEMA",
                "",
                false,
                row -> views.add(texts(row, 3)));
        if (views.isEmpty()) {
            return;
        }
        scope.query(
                "SELECT TABLE_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS",
                "TABLE_SCHEMA",
                " ORDER BY TABLE_NAME, ORDINAL_POSITION",
                false,
                row -> columns.computeIfAbsent(row.getString(1), key -> new ArrayList<>())
                        .add(Identifiers.doubleQuoted(row.getString(2))));
        for (String[] view : views) {
            String list = String.join(", ", columns.getOrDefault(view[0], List.of()));
            add(
                    DefinitionKind.VIEW,
                    view[0],
                    view[1] == null
                            ? ""
                            : "CREATE VIEW " + quoted(view[0]) + "(" + list + ") AS\n" + H2Text.withPlainNames(view[1]),
                    view[2]);
        }
    }

    private void readSequences() throws SQLException {
        scope.query(
                "SELECT SEQUENCE_NAME, DATA_TYPE, START_VALUE, INCREMENT, MINIMUM_VALUE, MAXIMUM_VALUE, CACHE,"
                        + " CYCLE_OPTION, REMARKS FROM INFORMATION_SCHEMA.SEQUENCES",
                "SEQUENCE_SCHEMA",
                "",
                false,
                row -> {
                    String[] text = texts(row, 9);
                    String sql = "CREATE SEQUENCE " + quoted(text[0]) + " AS " + text[1] + " START WITH " + text[2]
                            + " INCREMENT BY " + text[3] + " MINVALUE " + text[4] + " MAXVALUE " + text[5] + " CACHE "
                            + text[6] + (text[7].equals("YES") ? " CYCLE" : " NO CYCLE");
                    add(DefinitionKind.SEQUENCE, text[0], sql, text[8]);
                });
    }

    private void readDomains() throws SQLException {
        List<String[]> domains = new ArrayList<>();
        scope.query(
                "SELECT DOMAIN_NAME, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE,"
                        + " DATETIME_PRECISION, DOMAIN_DEFAULT, DOMAIN_ON_UPDATE, PARENT_DOMAIN_SCHEMA,"
                        + " PARENT_DOMAIN_NAME, REMARKS FROM INFORMATION_SCHEMA.DOMAINS",
                "DOMAIN_SCHEMA",
                "",
                false,
                row -> domains.add(texts(row, 11)));
        if (domains.isEmpty()) {
            return;
        }
        Map<String, Set<String>> checks = new HashMap<>();
        scope.query(
                "SELECT DOMAIN_NAME, CHECK_CLAUSE FROM INFORMATION_SCHEMA.DOMAIN_CONSTRAINTS D"
                        + " JOIN INFORMATION_SCHEMA.CHECK_CONSTRAINTS C"
                        + " ON C.CONSTRAINT_SCHEMA = D.CONSTRAINT_SCHEMA AND C.CONSTRAINT_NAME = D.CONSTRAINT_NAME",
                "DOMAIN_SCHEMA",
                "",
                false,
                row -> checks.computeIfAbsent(row.getString(1), key -> new TreeSet<>())
                        .add(row.getString(2)));
        for (String[] domain : domains) {
            StringBuilder sql = new StringBuilder("CREATE DOMAIN " + quoted(domain[0]) + " AS ");
            sql.append(
                    domain[9] == null
                            ? type(domain)
                            : Identifiers.doubleQuoted(domain[8]) + "." + Identifiers.doubleQuoted(domain[9]));
            sql.append(domain[6] == null ? "" : " DEFAULT " + domain[6]);
            sql.append(domain[7] == null ? "" : " ON UPDATE " + domain[7]);
            checks.getOrDefault(domain[0], Set.of())
                    .forEach(check -> sql.append(" CHECK (").append(check).append(')'));
            add(DefinitionKind.DOMAIN, domain[0], sql.toString(), domain[10]);
        }
    }

    private static String type(String[] domain) {
        String type = domain[1];
        if (domain[2] != null && Long.parseLong(domain[2]) < H2Types.UNLIMITED) {
            return type + "(" + domain[2] + ")";
        }
        if (type.equals("NUMERIC") || type.equals("DECIMAL")) {
            return type + "(" + domain[3] + ", " + domain[4] + ")";
        }
        return domain[5] == null || type.equals("DATE") || type.startsWith("INTERVAL")
                ? type
                : type.replaceFirst("^(TIMESTAMP|TIME)", "$1(" + domain[5] + ")");
    }

    private void readTriggers() throws SQLException {
        List<String[]> triggers = new ArrayList<>();
        scope.query(
                "SELECT TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, EVENT_OBJECT_TABLE, ACTION_ORIENTATION,"
                        + " JAVA_CLASS, QUEUE_SIZE, NO_WAIT, REMARKS FROM INFORMATION_SCHEMA.TRIGGERS",
                "TRIGGER_SCHEMA",
                "",
                false,
                row -> triggers.add(texts(row, 9)));
        Map<String, String> sources = triggers.stream().anyMatch(trigger -> trigger[5] == null) ? sources() : Map.of();
        for (String[] trigger : triggers) {
            String body =
                    trigger[5] == null ? sources.getOrDefault(trigger[0], "") : "CALL " + H2Text.quote(trigger[5]);
            int queue = trigger[6] == null ? QUEUE : Integer.parseInt(trigger[6]);
            String sql = "CREATE TRIGGER " + quoted(trigger[0]) + " " + trigger[1] + " " + trigger[2] + " ON "
                    + quoted(trigger[3])
                    + ("ROW".equals(trigger[4]) ? " FOR EACH ROW" : "")
                    + (queue == QUEUE ? "" : " QUEUE " + queue)
                    + ("TRUE".equalsIgnoreCase(trigger[7]) ? " NOWAIT " : " ")
                    + body;
            TableName table = scope.tableName(scope.schema(), trigger[3]);
            definitions.add(new Definition(
                    DefinitionName.on(DefinitionKind.TRIGGER, scope.name(trigger[0]), table),
                    SqlText.of(body.isEmpty() ? "" : sql),
                    StandardCanonical.comment(trigger[8])));
        }
    }

    /** Returns the clause with the source code of each trigger; empty if the user is no administrator. */
    private Map<String, String> sources() throws SQLException {
        Map<String, String> sources = new HashMap<>();
        if (!Query.isTrue(scope.connection(), ADMINISTRATOR)) {
            return sources;
        }
        Query.each(scope.connection(), "SCRIPT NODATA NOPASSWORDS NOSETTINGS", List.of(), row -> {
            String line = row.getString(1);
            if (!line.startsWith("CREATE FORCE TRIGGER ")) {
                return;
            }
            List<SqlToken> tokens = SqlFragment.tokens(line, SqlSyntax.H2);
            boolean isOfSchema = tokens.size() > 6
                    && tokens.get(3)
                            .value()
                            .toUpperCase(Locale.ROOT)
                            .equals(scope.schema().toUpperCase(Locale.ROOT));
            if (isOfSchema) {
                tokens.stream()
                        .filter(token -> token.is("AS"))
                        .findFirst()
                        .ifPresent(as -> sources.put(
                                tokens.get(5).value(),
                                line.substring(as.start()).replaceFirst(";\\s*$", "")));
            }
        });
        return sources;
    }

    private static String[] texts(ResultSet row, int columns) throws SQLException {
        String[] texts = new String[columns];
        for (int i = 0; i < columns; i++) {
            texts[i] = row.getString(i + 1);
        }
        return texts;
    }
}
