package dev.trellis.dialect.postgresql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Lets the server prepare a statement at its first run. Trellis calls PostgreSQL's driver by reflection, because the user
 * provides the driver. With another driver, this class does nothing.
 */
final class ServerPreparedStatements {
    /**
     * The driver's method by the class of the statement. A {@link ClassValue} does not prevent the JVM from unloading a
     * driver.
     */
    private static final ClassValue<Optional<Method>> THRESHOLD = new ClassValue<>() {
        @Override
        protected Optional<Method> computeValue(Class<?> type) {
            try {
                Class<?> statement = Class.forName("org.postgresql.PGStatement", false, type.getClassLoader());
                return Optional.of(statement.getMethod("setPrepareThreshold", int.class));
            } catch (ReflectiveOperationException e) {
                return Optional.empty();
            }
        }
    };

    private ServerPreparedStatements() {}

    static void prepareOnServer(PreparedStatement statement) throws SQLException {
        try {
            // A pool wraps the driver's statement.
            Statement driver = statement.unwrap(Statement.class);
            Optional<Method> method = THRESHOLD.get(driver.getClass());
            if (method.isPresent()) {
                method.get().invoke(driver, 1);
            }
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof SQLException sql ? sql : new SQLException(e.getCause());
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // Without the method, the server prepares the statement at each run.
        }
    }
}
