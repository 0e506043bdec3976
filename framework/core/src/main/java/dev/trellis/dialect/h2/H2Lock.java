package dev.trellis.dialect.h2;

import dev.trellis.dialect.SessionLock;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * H2 has no lock that outlives a transaction, and its DDL ends each. But a constant can be created once only, and says
 * whose session created it; the database knows which sessions live. Where the session is gone, the next one creates the
 * constant with the next number, which again only one can. To see the sessions of others takes an administrator; for
 * other users there is no lock.
 */
record H2Lock(TableName versions) implements SessionLock {
    private static final String ME =
            "SELECT SESSION_ID() || ' ' || SESSION_START FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID = SESSION_ID()";
    private static final String ADMINISTRATOR =
            "SELECT IS_ADMIN FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER";
    private static final String LAST =
            "SELECT C.CONSTANT_NAME, C.VALUE_DEFINITION, S.SESSION_ID, S.USER_NAME, S.SESSION_START"
                    + " FROM INFORMATION_SCHEMA.CONSTANTS C LEFT JOIN INFORMATION_SCHEMA.SESSIONS S"
                    + " ON C.VALUE_DEFINITION = '''' || S.SESSION_ID || ' ' || S.SESSION_START || ''''"
                    + " WHERE C.CONSTANT_SCHEMA = SCHEMA() AND C.CONSTANT_NAME LIKE ? ESCAPE '!'"
                    + " ORDER BY CHAR_LENGTH(C.CONSTANT_NAME) DESC, C.CONSTANT_NAME DESC FETCH FIRST ROW ONLY";
    /** A constant of that name is there already. */
    private static final int EXISTS = 90114;

    /**
     * The constant with the highest number.
     *
     * @param value whose it is
     * @param session the session when it lives, else null
     */
    private record Last(long number, String value, @Nullable String session) {}

    private String prefix() {
        String schema = versions.schema() == null ? "" : versions.schema() + ".";
        return "trellis lock " + schema + versions.name() + " ";
    }

    @Override
    public boolean take(Connection connection, String who) throws SQLException {
        if (!isAdministrator(connection)) {
            return true;
        }
        Last last = last(connection);
        if (last != null && last.session() != null) {
            return last.value().equals("'" + text(connection, ME) + "'");
        }
        long next = last == null ? 1 : last.number() + 1;
        try {
            execute(connection, "CREATE CONSTANT " + name(next) + " VALUE '" + text(connection, ME) + "'");
        } catch (SQLException e) {
            if (e.getErrorCode() == EXISTS) {
                return false;
            }
            throw e;
        }
        if (last != null) {
            execute(connection, "DROP CONSTANT IF EXISTS " + name(last.number()));
        }
        return true;
    }

    @Override
    public boolean held(Connection connection) throws SQLException {
        Last last = last(connection);
        return !isAdministrator(connection) || (last != null && last.value().equals("'" + text(connection, ME) + "'"));
    }

    @Override
    public void release(Connection connection) throws SQLException {
        Last last = last(connection);
        if (last != null && last.value().equals("'" + text(connection, ME) + "'")) {
            execute(connection, "DROP CONSTANT IF EXISTS " + name(last.number()));
        }
    }

    @Override
    public Optional<String> holder(Connection connection) throws SQLException {
        Last last = last(connection);
        return last == null || last.session() == null ? Optional.empty() : Optional.of(last.session());
    }

    private String name(long number) {
        return "\"" + (prefix() + number).replace("\"", "\"\"") + "\"";
    }

    private @Nullable Last last(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LAST)) {
            statement.setString(
                    1, prefix().replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%");
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                String session = row.getString(3) == null
                        ? null
                        : String.format(
                                Locale.ROOT,
                                "session %s, user %s, connected at %s",
                                row.getString(3),
                                row.getString(4),
                                row.getString(5));
                return new Last(
                        Long.parseLong(row.getString(1).substring(prefix().length())), row.getString(2), session);
            }
        }
    }

    private static boolean isAdministrator(Connection connection) throws SQLException {
        return "TRUE".equals(text(connection, ADMINISTRATOR));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
