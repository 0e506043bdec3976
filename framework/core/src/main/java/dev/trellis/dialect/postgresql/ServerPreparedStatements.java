package dev.trellis.dialect.postgresql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Lets the server prepare a statement at its first run. The driver is provided by the user, so its interface is called by
 * reflection; with another driver nothing happens.
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
            // The statement is then prepared at each run.
        }
    }
}
