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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The connection that Java steps receive. It refuses to end the transaction of the revision, and has each statement checked
 * before it is run. Savepoints are allowed, and so is a rollback to one.
 */
final class GuardedConnection {
    private static final Set<String> ENDING = Set.of("commit", "abort");

    private final Connection connection;
    private final Connection proxy;
    private UnaryOperator<String> guard = UnaryOperator.identity();

    GuardedConnection(Connection connection) {
        this.connection = connection;
        this.proxy = proxy(Connection.class, (self, method, arguments) -> call(method, orEmpty(arguments)));
    }

    /**
     * Returns the connection for a Java step.
     *
     * @param check throws an exception for a statement that must not be run, and returns the SQL to send for any other
     */
    Connection with(UnaryOperator<String> check) {
        guard = check;
        return proxy;
    }

    private @Nullable Object call(Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        boolean ends = ENDING.contains(name)
                || (name.equals("rollback") && arguments.length == 0)
                || (name.equals("setAutoCommit") && !arguments[0].equals(connection.getAutoCommit()));
        if (ends) {
            throw new UnsupportedOperationException(name
                    + "() would end the revision's transaction; Trellis commits it, or rolls it back if the step throws an"
                    + " exception");
        }
        if (name.equals("close")) {
            return null;
        }
        Object result = invoke(connection, method, arguments);
        if (result instanceof CallableStatement statement) {
            return wrap(CallableStatement.class, statement);
        }
        if (result instanceof PreparedStatement statement) {
            return wrap(PreparedStatement.class, statement);
        }
        return result instanceof Statement statement ? wrap(Statement.class, statement) : result;
    }

    private <S extends Statement> S wrap(Class<S> type, S statement) {
        return proxy(
                type,
                (self, method, arguments) -> method.getName().equals("getConnection")
                        ? proxy
                        : invoke(statement, method, orEmpty(arguments)));
    }

    /** Checks the SQL, which JDBC methods take as their first argument. The name of a savepoint is not SQL. */
    private @Nullable Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (arguments.length > 0
                && arguments[0] instanceof String sql
                && (name.startsWith("prepare") || name.startsWith("execute") || name.equals("addBatch"))) {
            arguments[0] = guard.apply(sql);
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object[] orEmpty(Object @Nullable [] arguments) {
        return arguments == null ? new Object[0] : arguments;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(GuardedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
