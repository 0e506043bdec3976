package dev.trellis.dialect.h2;

import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.SessionLock;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The migration lock of H2. H2 has no lock that outlives a transaction, and every DDL statement ends the transaction, so the
 * lock is a constant ({@code CREATE CONSTANT}): only one session can create a constant of a given name, and its value
 * identifies that session. If the session no longer exists, the next process creates the constant with the next number,
 * which again only one session can do. After creating a constant, a session checks that no other live session has created
 * one. Only an administrator sees the sessions of other users; for other users there is no lock.
 *
 * @param versions the version table that the lock protects
 */
record H2Lock(TableName versions) implements SessionLock {
    private static final String OWN_SESSION =
            "SELECT SESSION_ID() || ' ' || SESSION_START FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID = SESSION_ID()";
    private static final String ADMINISTRATOR =
            "SELECT IS_ADMIN FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER";
    private static final String ALL =
            "SELECT C.CONSTANT_NAME, C.VALUE_DEFINITION, S.SESSION_ID, S.USER_NAME, S.SESSION_START"
                    + " FROM INFORMATION_SCHEMA.CONSTANTS C LEFT JOIN INFORMATION_SCHEMA.SESSIONS S"
                    + " ON C.VALUE_DEFINITION = '''' || S.SESSION_ID || ' ' || S.SESSION_START || ''''"
                    + " WHERE UPPER(C.CONSTANT_SCHEMA) = UPPER(COALESCE(?, SCHEMA())) AND C.CONSTANT_NAME LIKE ? ESCAPE '!'"
                    + " ORDER BY CHAR_LENGTH(C.CONSTANT_NAME) DESC, C.CONSTANT_NAME DESC";
    /** The error code for a constant that exists already. */
    private static final int EXISTS = 90114;
    /** The code of an internal error, which H2 also reports when two sessions create a constant at the same moment. */
    private static final int GENERAL = 50000;

    /**
     * A constant that a session has created to take the lock.
     *
     * @param number the number in the constant's name
     * @param value the SQL literal that identifies the session
     * @param session a description of the session if it still exists; otherwise null
     */
    private record LockConstant(
            long number, String value, @Nullable String session) {}

    private String prefix() {
        return "trellis lock " + versions.name() + " ";
    }

    @Override
    public boolean tryAcquire(Connection connection, String who) throws SQLException {
        if (!isAdministrator(connection)) {
            return true;
        }
        String own = "'" + text(connection, OWN_SESSION) + "'";
        List<LockConstant> before = lockConstants(connection);
        LockConstant live = liveConstant(before);
        if (live != null) {
            return live.value().equals(own);
        }
        long next = before.isEmpty() ? 1 : before.get(0).number() + 1;
        try {
            execute(connection, "CREATE CONSTANT " + constantName(next) + " VALUE " + own);
        } catch (SQLException e) {
            if (alreadyExists(e)) {
                return false;
            }
            throw e;
        }
        // A process that read the constants while the last holder
        // dropped its constant may have started at number 1 again.
        if (lockConstants(connection).stream()
                .anyMatch(each -> each.session() != null && !each.value().equals(own))) {
            execute(connection, "DROP CONSTANT IF EXISTS " + constantName(next));
            return false;
        }
        for (LockConstant dead : before) {
            execute(connection, "DROP CONSTANT IF EXISTS " + constantName(dead.number()));
        }
        return true;
    }

    private static boolean alreadyExists(SQLException e) {
        return e.getErrorCode() == EXISTS
                || (e.getErrorCode() == GENERAL
                        && String.valueOf(e.getMessage()).contains("object already exists"));
    }

    private static @Nullable LockConstant liveConstant(List<LockConstant> constants) {
        return constants.stream()
                .filter(each -> each.session() != null)
                .findFirst()
                .orElse(null);
    }

    @Override
    public boolean isHeld(Connection connection) throws SQLException {
        return !isAdministrator(connection) || ownConstant(connection) != null;
    }

    @Override
    public void release(Connection connection) throws SQLException {
        LockConstant constant = ownConstant(connection);
        if (constant != null) {
            execute(connection, "DROP CONSTANT IF EXISTS " + constantName(constant.number()));
        }
    }

    private @Nullable LockConstant ownConstant(Connection connection) throws SQLException {
        String own = "'" + text(connection, OWN_SESSION) + "'";
        return lockConstants(connection).stream()
                .filter(each -> each.value().equals(own))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Optional<String> holder(Connection connection) throws SQLException {
        return Optional.ofNullable(liveConstant(lockConstants(connection))).map(LockConstant::session);
    }

    private String constantName(long number) {
        String schema = versions.schema() == null ? "" : Identifiers.doubleQuoted(versions.schema()) + ".";
        return schema + Identifiers.doubleQuoted(prefix() + number);
    }

    /** Returns the constants that sessions have created to take this lock, the highest number first. */
    private List<LockConstant> lockConstants(Connection connection) throws SQLException {
        List<LockConstant> constants = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ALL)) {
            statement.setString(1, versions.schema());
            statement.setString(
                    2, prefix().replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%");
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String session = row.getString(3) == null
                            ? null
                            : String.format(
                                    Locale.ROOT,
                                    "session %s, user %s, connected at %s",
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5));
                    constants.add(new LockConstant(
                            Long.parseLong(row.getString(1).substring(prefix().length())), row.getString(2), session));
                }
            }
        }
        return constants;
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
