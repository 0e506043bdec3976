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
 * H2 has no lock that outlives a transaction, and its DDL ends each. But a constant can be created once only, and says
 * whose session created it; the database knows which sessions live. Where the session is gone, the next one creates the
 * constant with the next number, which again only one can; and whoever has created one looks whether another has too. To
 * see the sessions of others takes an administrator; for other users there is no lock.
 */
record H2Lock(TableName versions) implements SessionLock {
    private static final String ME =
            "SELECT SESSION_ID() || ' ' || SESSION_START FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID = SESSION_ID()";
    private static final String ADMINISTRATOR =
            "SELECT IS_ADMIN FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER";
    private static final String ALL =
            "SELECT C.CONSTANT_NAME, C.VALUE_DEFINITION, S.SESSION_ID, S.USER_NAME, S.SESSION_START"
                    + " FROM INFORMATION_SCHEMA.CONSTANTS C LEFT JOIN INFORMATION_SCHEMA.SESSIONS S"
                    + " ON C.VALUE_DEFINITION = '''' || S.SESSION_ID || ' ' || S.SESSION_START || ''''"
                    + " WHERE UPPER(C.CONSTANT_SCHEMA) = UPPER(COALESCE(?, SCHEMA())) AND C.CONSTANT_NAME LIKE ? ESCAPE '!'"
                    + " ORDER BY CHAR_LENGTH(C.CONSTANT_NAME) DESC, C.CONSTANT_NAME DESC";
    /** A constant of that name is there already. */
    private static final int EXISTS = 90114;
    /** What H2 does not expect of itself; so it is when two sessions create a constant of one name at the very same moment. */
    private static final int GENERAL = 50000;

    /**
     * One of the constants.
     *
     * @param value whose it is
     * @param session the session when it lives, else null
     */
    private record Claim(
            long number, String value, @Nullable String session) {}

    private String prefix() {
        return "trellis lock " + versions.name() + " ";
    }

    @Override
    public boolean tryAcquire(Connection connection, String who) throws SQLException {
        if (!isAdministrator(connection)) {
            return true;
        }
        String me = "'" + text(connection, ME) + "'";
        List<Claim> before = claims(connection);
        Claim living = living(before);
        if (living != null) {
            return living.value().equals(me);
        }
        long next = before.isEmpty() ? 1 : before.get(0).number() + 1;
        try {
            execute(connection, "CREATE CONSTANT " + name(next) + " VALUE " + me);
        } catch (SQLException e) {
            if (isThere(e)) {
                return false;
            }
            throw e;
        }
        // Somebody who looked while the last holder left may have counted from one again.
        if (claims(connection).stream()
                .anyMatch(each -> each.session() != null && !each.value().equals(me))) {
            execute(connection, "DROP CONSTANT IF EXISTS " + name(next));
            return false;
        }
        for (Claim dead : before) {
            execute(connection, "DROP CONSTANT IF EXISTS " + name(dead.number()));
        }
        return true;
    }

    private static boolean isThere(SQLException e) {
        return e.getErrorCode() == EXISTS
                || (e.getErrorCode() == GENERAL
                        && String.valueOf(e.getMessage()).contains("object already exists"));
    }

    private static @Nullable Claim living(List<Claim> claims) {
        return claims.stream()
                .filter(each -> each.session() != null)
                .findFirst()
                .orElse(null);
    }

    @Override
    public boolean isHeld(Connection connection) throws SQLException {
        return !isAdministrator(connection) || mine(connection) != null;
    }

    @Override
    public void release(Connection connection) throws SQLException {
        Claim mine = mine(connection);
        if (mine != null) {
            execute(connection, "DROP CONSTANT IF EXISTS " + name(mine.number()));
        }
    }

    private @Nullable Claim mine(Connection connection) throws SQLException {
        String me = "'" + text(connection, ME) + "'";
        return claims(connection).stream()
                .filter(each -> each.value().equals(me))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Optional<String> holder(Connection connection) throws SQLException {
        return Optional.ofNullable(living(claims(connection))).map(Claim::session);
    }

    private String name(long number) {
        String schema = versions.schema() == null ? "" : Identifiers.doubleQuoted(versions.schema()) + ".";
        return schema + Identifiers.doubleQuoted(prefix() + number);
    }

    /** All of them, the highest number first. */
    private List<Claim> claims(Connection connection) throws SQLException {
        List<Claim> claims = new ArrayList<>();
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
                    claims.add(new Claim(
                            Long.parseLong(row.getString(1).substring(prefix().length())), row.getString(2), session));
                }
            }
        }
        return claims;
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
