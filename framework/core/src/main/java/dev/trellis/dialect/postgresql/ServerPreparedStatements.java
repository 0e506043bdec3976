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

    static void prepareOnServer(PreparedStatement statement) throws SQLException {
        try {
            Method method = threshold;
            if (method == null || !method.getDeclaringClass().isInstance(statement)) {
                Class<?> type = Class.forName(
                        "org.postgresql.PGStatement",
                        false,
                        statement.getClass().getClassLoader());
                method = type.getMethod("setPrepareThreshold", int.class);
                threshold = method;
            }
            method.invoke(statement, 1);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof SQLException sql ? sql : new SQLException(e.getCause());
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // It is prepared at each run then.
        }
    }
}
