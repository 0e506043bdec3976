package dev.trellis.internal.connection;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection as Java steps see it: the transaction that holds a revision together is not theirs to end, and somebody
 * looks at each statement first. Savepoints are allowed, and rolling back to one.
 */
final class GuardedConnection {
    private static final Set<String> ENDING = Set.of("commit", "abort");

    private final Connection connection;
    private final Connection lent;
    private Consumer<String> guard = sql -> {};

    GuardedConnection(Connection connection) {
        this.connection = connection;
        this.lent = proxy(Connection.class, (proxy, method, arguments) -> call(method, given(arguments)));
    }

    /** @param value throws what is wrong with a statement that must not be run */
    Connection to(Consumer<String> value) {
        guard = value;
        return lent;
    }

    private @Nullable Object call(Method method, Object[] arguments) throws Throwable {
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
        Object result = guarded(connection, method, arguments);
        if (result instanceof CallableStatement statement) {
            return lent(CallableStatement.class, statement);
        }
        if (result instanceof PreparedStatement statement) {
            return lent(PreparedStatement.class, statement);
        }
        return result instanceof Statement statement ? lent(Statement.class, statement) : result;
    }

    private <S extends Statement> S lent(Class<S> type, S statement) {
        return proxy(
                type,
                (proxy, method, arguments) ->
                        method.getName().equals("getConnection") ? lent : guarded(statement, method, given(arguments)));
    }

    /** SQL comes first wherever JDBC takes it; a savepoint's name is no SQL. */
    private @Nullable Object guarded(Object target, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (arguments.length > 0
                && arguments[0] instanceof String sql
                && (name.startsWith("prepare") || name.startsWith("execute") || name.equals("addBatch"))) {
            guard.accept(sql);
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object[] given(Object @Nullable [] arguments) {
        return arguments == null ? new Object[0] : arguments;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(GuardedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
