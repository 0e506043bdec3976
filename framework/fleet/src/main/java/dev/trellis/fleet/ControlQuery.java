package dev.trellis.fleet;

import dev.trellis.config.TargetSettings;
import dev.trellis.dialect.Query;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs the queries that return targets. */
final class ControlQuery {
    private static final Set<String> SETTINGS = Set.of("id", "url", "user", "schema", "labels", "wave");

    private final Function<Target.Connection, Session> connector;

    /**
     * Creates the object.
     *
     * @param connector opens a session, which this object closes
     */
    ControlQuery(Function<Target.Connection, Session> connector) {
        this.connector = connector;
    }

    /** Returns the first column of a query. */
    List<String> schemas(String sql, Target.Connection database) {
        List<String> schemas = new ArrayList<>();
        run(sql, database, row -> {
            String schema = row.getString(1);
            if (schema != null) {
                schemas.add(schema);
            }
        });
        return schemas;
    }

    /** Returns the rows of a query as targets. */
    List<TargetReader.Row> targets(String sql, Target.Connection database) {
        List<TargetReader.Row> rows = new ArrayList<>();
        run(sql, database, row -> rows.add(row(row)));
        return rows;
    }

    private static TargetReader.Row row(ResultSet row) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            String value = row.getString(i);
            if (value != null) {
                values.put(row.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT), value);
            }
        }
        if (values.containsKey("password")) {
            throw FleetException.passwordColumn();
        }
        Set<String> labels = Arrays.stream(values.getOrDefault("labels", "").split(","))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .collect(Collectors.toSet());
        TargetSettings target = new TargetSettings(
                values.get("id"),
                values.get("url"),
                values.get("user"),
                null,
                values.get("schema"),
                labels,
                values.get("wave"));
        values.keySet().removeAll(SETTINGS);
        if (target.id() == null) {
            throw FleetException.sourceFailed("the query of targets", "a row has no value in a column 'id'");
        }
        return new TargetReader.Row(target, values);
    }

    private void run(String sql, Target.Connection database, Query.Row reader) {
        try (Session session = connector.apply(database)) {
            try {
                Query.each(session.connection(), sql, List.of(), reader);
            } catch (SQLException e) {
                SqlErrorKind kind = session.dialect().errorKind(e);
                ErrorName name = kind.errorName(ErrorName.SOURCE_FAILED);
                throw new TrellisException(
                        Problem.of(name, "the query of targets on " + database.display() + ": " + session.message(e))
                                .advice("Check the query: " + session.hide(sql)),
                        e);
            }
        }
    }
}
