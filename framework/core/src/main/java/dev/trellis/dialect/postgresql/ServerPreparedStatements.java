package dev.trellis.dialect.postgresql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Statements that the server keeps prepared from their first run on. The driver is the user's, so its own interface is found
 * when it is needed; another driver keeps nothing.
 */
final class ServerPreparedStatements {
    private static @Nullable Method threshold;

    private ServerPreparedStatements() {}

    static void keep(PreparedStatement statement) throws SQLException {
        try {
            Method found = threshold;
            if (found == null || !found.getDeclaringClass().isInstance(statement)) {
                Class<?> type = Class.forName(
                        "org.postgresql.PGStatement",
                        false,
                        statement.getClass().getClassLoader());
                found = type.getMethod("setPrepareThreshold", int.class);
                threshold = found;
            }
            found.invoke(statement, 1);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof SQLException sql ? sql : new SQLException(e.getCause());
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // It is prepared at each run then.
        }
    }
}
