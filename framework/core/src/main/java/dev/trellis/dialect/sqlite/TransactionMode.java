package dev.trellis.dialect.sqlite;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The way in which SQLite's driver begins a transaction. Trellis sets the mode in the URL of its own connections. On a
 * connection of an application, Trellis sets the mode by calling the driver by reflection, because the application provides
 * the driver.
 */
final class TransactionMode {
    private TransactionMode() {}

    /** Returns the present mode; null for another driver. */
    static @Nullable Object of(Connection connection) {
        return call(connection, "getCurrentTransactionMode", null);
    }

    /** Sets the mode that {@link #of} returned. */
    static void set(Connection connection, @Nullable Object mode) {
        if (mode != null) {
            call(connection, "setCurrentTransactionMode", mode);
        }
    }

    /** Lets each transaction take the write lock when it begins. */
    static void setImmediate(Connection connection) {
        Object present = of(connection);
        if (present instanceof Enum<?> mode) {
            for (Object constant : mode.getDeclaringClass().getEnumConstants()) {
                if (constant.toString().equals("IMMEDIATE")) {
                    set(connection, constant);
                }
            }
        }
    }

    private static @Nullable Object call(Connection connection, String name, @Nullable Object argument) {
        try {
            Connection driver = connection.unwrap(Connection.class);
            for (Method method : driver.getClass().getMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == (argument == null ? 0 : 1)) {
                    return argument == null ? method.invoke(driver) : method.invoke(driver, argument);
                }
            }
            return null;
        } catch (SQLException | ReflectiveOperationException e) {
            return null;
        }
    }
}
