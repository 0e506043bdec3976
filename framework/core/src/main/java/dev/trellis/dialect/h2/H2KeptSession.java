package dev.trellis.dialect.h2;

import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.Query;
import dev.trellis.dialect.SessionReset;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Restores the settings and variables of a session, and drops temporary tables that the session did not have. */
final class H2KeptSession implements SessionReset {
    /** Settings that belong to a session; the others belong to the database. */
    private static final String SETTINGS = "SELECT SETTING_NAME, SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
            + " WHERE SETTING_NAME IN ('QUERY_TIMEOUT', 'TRUNCATE_LARGE_LENGTH', 'VARIABLE_BINARY',"
            + " 'OLD_INFORMATION_SCHEMA', 'NON_KEYWORDS') UNION ALL SELECT 'LOCK_TIMEOUT', CAST(LOCK_TIMEOUT() AS VARCHAR)";

    /** The statements that create each part of the state again: variables, temporary tables, schema, time zone. */
    private static final String STATE = "SELECT STATE_KEY, STATE_COMMAND FROM INFORMATION_SCHEMA.SESSION_STATE";

    private static final String TABLE = "TABLE ";
    private static final String VARIABLE = "@";

    private final Map<String, String> settings;
    private final Map<String, String> state;

    private H2KeptSession(Map<String, String> settings, Map<String, String> state) {
        this.settings = settings;
        this.state = state;
    }

    /** Reads the present state of the session. */
    static SessionReset of(Connection connection) throws SQLException {
        return new H2KeptSession(values(connection, SETTINGS), values(connection, STATE));
    }

    /** Does nothing, because some of the statements that restore a session commit the transaction. */
    @Override
    public void resetSettings(Connection connection) {}

    /** Does nothing, like {@link #resetSettings}. */
    @Override
    public void removeObjects(Connection connection) {}

    @Override
    public void resetOutsideTransaction(Connection connection) throws SQLException {
        Map<String, String> now = values(connection, SETTINGS);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            if (!setting.getValue().equals(now.get(setting.getKey()))) {
                execute(connection, "SET " + setting.getKey() + " " + setting.getValue());
            }
        }
        Map<String, String> current = values(connection, STATE);
        for (String key : current.keySet()) {
            if (key.startsWith(VARIABLE) && !state.containsKey(key)) {
                execute(connection, "SET @" + Identifiers.doubleQuoted(key.substring(1)) + " NULL");
            } else if (key.startsWith(TABLE) && !state.containsKey(key)) {
                execute(connection, "DROP TABLE IF EXISTS " + Identifiers.doubleQuoted(key.substring(TABLE.length())));
            } else if (key.equals("SCHEMA_SEARCH_PATH") && !state.containsKey(key)) {
                // H2 accepts no empty path. The current schema comes
                // first in any path, so that naming it changes nothing.
                execute(connection, "SET SCHEMA_SEARCH_PATH " + Identifiers.doubleQuoted(connection.getSchema()));
            }
        }
        for (Map.Entry<String, String> part : state.entrySet()) {
            if (!part.getKey().startsWith(TABLE) && !part.getValue().equals(current.get(part.getKey()))) {
                execute(connection, part.getValue());
            }
        }
    }

    private static Map<String, String> values(Connection connection, String sql) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        Query.each(connection, sql, List.of(), row -> values.put(row.getString(1), String.valueOf(row.getString(2))));
        return values;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
