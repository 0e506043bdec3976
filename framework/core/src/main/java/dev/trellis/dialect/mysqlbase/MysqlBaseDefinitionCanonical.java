package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.CreateStatement;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.Query;
import dev.trellis.dialect.RejectedExpression;
import dev.trellis.dialect.StandardCanonical;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns desired definitions into the form in which {@link MysqlBaseDefinitions} reads them back.
 *
 * <p>The server stores the body of a routine or trigger as it was written, so the tokens decide whether two texts mean the
 * same. The server rewrites the query of a view, so the server is asked: each view is created under another name, read and
 * dropped. A view that the database does not contain is not asked about, and neither is one that uses tables or columns that
 * do not exist yet: it differs from the stored view in any case.
 */
final class MysqlBaseDefinitionCanonical {
    /** The error codes for a table, column, function or view that does not exist. */
    private static final Set<Integer> MISSING = Set.of(1054, 1146, 1305, 1356, 1370);

    /** The error codes for a missing privilege and for a server that refuses all changes. */
    private static final Set<Integer> DENIED = Set.of(1044, 1142, 1143, 1227, 1290, 1792, 1836);

    /** The name of a view in its statement until the statement gets the view's own name. */
    private static final String OTHER_NAME = "\u0001";

    private static final String DEFINERS = "SELECT CONCAT('view ', TABLE_NAME), DEFINER FROM information_schema.VIEWS"
            + " WHERE TABLE_SCHEMA = COALESCE(?, DATABASE())"
            + " UNION ALL SELECT CONCAT(LOWER(ROUTINE_TYPE), ' ', LOWER(ROUTINE_NAME)), DEFINER"
            + " FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = COALESCE(?, DATABASE())"
            + " UNION ALL SELECT CONCAT('trigger ', TRIGGER_NAME), DEFINER FROM information_schema.TRIGGERS"
            + " WHERE TRIGGER_SCHEMA = COALESCE(?, DATABASE())"
            + " UNION ALL SELECT '', CURRENT_USER()";

    private final MysqlBaseDialect dialect;
    private final Connection connection;
    private final Consumer<RejectedExpression> rejected;
    /** The accounts of the stored definitions by schema, read when a definition first states one. */
    private final Map<String, Map<String, String>> definers = new HashMap<>();

    MysqlBaseDefinitionCanonical(
            MysqlBaseDialect dialect, Connection connection, Consumer<RejectedExpression> rejected) {
        this.dialect = dialect;
        this.connection = connection;
        this.rejected = rejected;
    }

    List<Definition> of(Schema desired, Schema actual) throws SQLException {
        Map<DefinitionName, Definition> stored = new HashMap<>();
        actual.definitions().values().forEach(each -> stored.put(MysqlBaseDefinitions.key(each.name()), each));
        Map<DefinitionName, Definition> canonical = new LinkedHashMap<>();
        Map<Definition, CreateText> views = new LinkedHashMap<>();
        for (Definition wanted : desired.definitions().values()) {
            String sql = CreateStatement.of(dialect, wanted);
            if (sql == null || !dialect.definitionKinds().contains(wanted.kind())) {
                continue;
            }
            CreateText text = CreateText.of(wanted.kind(), sql);
            Definition known = stored.get(MysqlBaseDefinitions.key(wanted.name()));
            Definition written =
                    new Definition(wanted.name().withArguments(null), SqlText.of(sql), comment(wanted, text));
            if (known == null) {
                canonical.put(written.name(), written);
                continue;
            }
            String storedSql = String.valueOf(known.sql().single());
            if (storedSql.isEmpty()) {
                throw DialectException.missingPrivilege(
                        dialect.name(),
                        privilege(wanted.kind()),
                        "read the text of " + wanted.name().describe());
            }
            Definition same = new Definition(known.name(), known.sql(), written.comment());
            written = written.withName(known.name());
            if (!hasSameDefiner(known.name(), text)) {
                canonical.put(written.name(), written);
            } else if (wanted.kind() == DefinitionKind.VIEW) {
                views.put(written, text);
            } else {
                canonical.put(known.name(), isSame(text, CreateText.of(wanted.kind(), storedSql)) ? same : written);
            }
        }
        try (MysqlBaseProbeTables tables =
                MysqlBaseProbeTables.of(dialect, connection, desired, actual, views.values())) {
            spell(views, actual, canonical, tables);
        }
        return List.copyOf(canonical.values());
    }

    private static String privilege(DefinitionKind kind) {
        return switch (kind) {
            case VIEW -> "SHOW VIEW";
            case TRIGGER -> "TRIGGER";
            default -> "SELECT on the routines of the server (SHOW_ROUTINE)";
        };
    }

    /** Returns the comment that the definition has after its creation; views and triggers have none. */
    private static @Nullable String comment(Definition wanted, CreateText text) {
        if (wanted.kind() == DefinitionKind.VIEW || wanted.kind() == DefinitionKind.TRIGGER) {
            return null;
        }
        String comment = StandardCanonical.comment(wanted.comment());
        if (comment != null) {
            return comment;
        }
        if (wanted.kind().hasArguments()) {
            return RoutineHeader.of(text.tokens()).comment();
        }
        for (int i = 0; i + 1 < text.tokens().size(); i++) {
            if (text.tokens().get(i).is("comment")) {
                String literal = text.text()
                        .substring(
                                text.tokens().get(i + 1).start(),
                                text.tokens().get(text.tokens().size() - 1).end());
                List<String> strings = MysqlBaseTokens.strings(literal);
                return strings.isEmpty() ? null : StandardCanonical.comment(strings.get(0));
            }
        }
        return null;
    }

    private static boolean isSame(CreateText wanted, CreateText stored) {
        return switch (wanted.kind()) {
            case TRIGGER -> CreateText.isSame(wanted.triggerTokens(), stored.triggerTokens());
            case SEQUENCE -> {
                try {
                    yield SequenceOptions.of(wanted.tokens()).equals(SequenceOptions.of(stored.tokens()));
                } catch (NumberFormatException e) {
                    // The server reports the error when the sequence is replaced.
                    yield false;
                }
            }
            default -> RoutineHeader.of(wanted.tokens()).means(RoutineHeader.of(stored.tokens()));
        };
    }

    // ---- DEFINER ----

    /** Returns whether the statement has no DEFINER, or the one of the stored object. */
    private boolean hasSameDefiner(DefinitionName name, CreateText text) throws SQLException {
        if (text.definer().isEmpty()) {
            return true;
        }
        String schema = name.name().schema();
        String key = schema == null ? "" : schema;
        if (!definers.containsKey(key)) {
            Map<String, String> accounts = new HashMap<>();
            List<@Nullable String> parameters = new ArrayList<>();
            parameters.add(schema);
            parameters.add(schema);
            parameters.add(schema);
            Query.each(connection, DEFINERS, parameters, row -> accounts.put(row.getString(1), row.getString(2)));
            definers.put(key, accounts);
        }
        Map<String, String> accounts = definers.getOrDefault(key, Map.of());
        DefinitionName folded = MysqlBaseDefinitions.key(name);
        String stored = accounts.get(name.kind().words() + " " + folded.name().name());
        String wanted = text.definer().replaceFirst("(?i)^current_user(\\(\\))?$", String.valueOf(accounts.get("")));
        return stored == null || stored.equals(wanted) || stored.equals(wanted + "@%");
    }

    // ---- views ----

    /**
     * Asks the server how it spells the views, all of which exist. The server may change the spelling each time it stores a
     * view. A view whose spelling differs is therefore stored again, and so is the stored view; if the results are equal,
     * both mean the same.
     */
    private void spell(
            Map<Definition, CreateText> views,
            Schema actual,
            Map<DefinitionName, Definition> canonical,
            MysqlBaseProbeTables tables)
            throws SQLException {
        Map<Definition, String> first = stored(views, tables, this::reject);
        Map<Definition, CreateText> again = new LinkedHashMap<>();
        Map<Definition, CreateText> known = new LinkedHashMap<>();
        for (Definition view : views.keySet()) {
            Definition other = actual.definitions().get(view.name());
            String spelled = first.get(view);
            Definition result = spelled == null ? view : view.withSql(SqlText.of(spelled));
            canonical.put(view.name(), result);
            if (spelled != null && other != null && !result.equals(other)) {
                again.put(view, CreateText.of(DefinitionKind.VIEW, spelled));
                known.put(
                        view,
                        CreateText.of(
                                DefinitionKind.VIEW, String.valueOf(other.sql().single())));
            }
        }
        Map<Definition, String> second = stored(again, tables, (view, e) -> {});
        Map<Definition, String> other = stored(known, tables, (view, e) -> {});
        known.forEach((view, text) -> {
            String storedAgain = other.get(view);
            if (storedAgain != null
                    && (storedAgain.equals(first.get(view))
                            || storedAgain.equals(second.get(view))
                            || text.text().equals(second.get(view)))) {
                canonical.put(view.name(), view.withSql(SqlText.of(text.text())));
            }
        });
    }

    /**
     * Creates views under other names, reads them and drops them.
     *
     * @return the statements that the server stores; without the views that the server does not accept
     */
    private Map<Definition, String> stored(
            Map<Definition, CreateText> views,
            MysqlBaseProbeTables tables,
            BiConsumer<Definition, SQLException> refused)
            throws SQLException {
        String database = connection.getCatalog();
        if (views.isEmpty() || database == null) {
            return Map.of();
        }
        String prefix = MysqlBaseDefinitions.PROBE
                + Query.strings(connection, "SELECT CONNECTION_ID()").get(0) + "_";
        Map<String, Definition> probes = new LinkedHashMap<>();
        Map<Definition, String> texts = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try {
                for (Map.Entry<Definition, CreateText> each : views.entrySet()) {
                    String probe = prefix + probes.size();
                    try {
                        statement.execute(tables.rename(each.getValue().named(dialect.quote(probe))));
                        probes.put(probe, each.getKey());
                    } catch (SQLException e) {
                        if (DENIED.contains(e.getErrorCode())) {
                            throw DialectException.missingPrivilege(
                                    dialect.name(),
                                    "CREATE VIEW",
                                    "compare " + each.getKey().name().describe() + ": " + e.getMessage());
                        }
                        refused.accept(each.getKey(), e);
                    }
                }
                if (!probes.isEmpty()) {
                    new MysqlBaseDefinitions(dialect, connection, database, null)
                            .views(prefix, OTHER_NAME)
                            .forEach((probe, text) -> {
                                Definition view = probes.get(probe);
                                if (view != null) {
                                    texts.put(view, tables.restore(text).replace(OTHER_NAME, quoted(view.name())));
                                }
                            });
                }
            } finally {
                if (!probes.isEmpty()) {
                    statement.execute("DROP VIEW IF EXISTS "
                            + String.join(
                                    ", ",
                                    probes.keySet().stream().map(dialect::quote).toList()));
                }
            }
        }
        return texts;
    }

    private String quoted(DefinitionName name) {
        String schema = name.name().schema();
        return (schema == null ? "" : dialect.quote(schema) + ".")
                + dialect.quote(name.name().name());
    }

    /** Reports a view that the server does not accept, unless the tables of the view may be created first. */
    private void reject(Definition view, SQLException e) {
        if (!MISSING.contains(e.getErrorCode())) {
            rejected.accept(new RejectedExpression(
                    view.name().name(),
                    RejectedExpression.Part.DEFINITION,
                    view.name().describe(),
                    String.valueOf(view.sql().single()),
                    String.valueOf(e.getMessage())));
        }
    }
}
