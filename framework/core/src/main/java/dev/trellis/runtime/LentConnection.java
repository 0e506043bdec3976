package dev.trellis.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connection as Java steps see it: the transaction that holds a revision together is not theirs to end. Savepoints are
 * allowed, and rolling back to one.
 */
final class LentConnection {
    private static final Set<String> ENDING = Set.of("commit", "abort");

    private LentConnection() {}

    static Connection of(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                LentConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(connection, method, arguments == null ? new Object[0] : arguments));
    }

    private static @Nullable Object call(Connection connection, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        boolean ends = ENDING.contains(name)
                || (name.equals("rollback") && arguments.length == 0)
                || (name.equals("setAutoCommit") && !arguments[0].equals(connection.getAutoCommit()));
        if (ends) {
            throw new UnsupportedOperationException(name
                    + "() would end the transaction that holds the revision together; Trellis commits it, and rolls"
                    + " it back when the step throws");
        }
        if (name.equals("close")) {
            return null;
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
