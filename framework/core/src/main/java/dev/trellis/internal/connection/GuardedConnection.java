package dev.trellis.internal.connection;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The connection that a Java step receives. It refuses to end the transaction of the revision, and has each statement checked
 * before it is run. Savepoints are allowed, and so is a rollback to one. When the step has ended, the connection and its
 * statements refuse all further work, because a step may have kept them or may have left a thread that uses them.
 */
final class GuardedConnection {
    private static final Set<String> ENDING = Set.of("commit", "abort");

    /** Methods that are allowed after the end of the step. */
    private static final Set<String> AT_ANY_TIME = Set.of("close", "isClosed", "hashCode", "equals", "toString");

    private final Connection connection;
    private final Connection proxy;
    /** The statements of the step that may still be open. */
    private final Set<Statement> statements = Collections.newSetFromMap(new WeakHashMap<>());

    /** The properties of the connection that the step has set, each with the method that restores its earlier value. */
    private final Map<String, Restoration> changed = new LinkedHashMap<>();

    private UnaryOperator<String> guard = UnaryOperator.identity();
    private volatile boolean isEnded;

    private interface Restoration {
        void restore() throws SQLException;
    }

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

    /**
     * Ends the use of the connection: closes its statements, restores the properties that JDBC methods have set, and refuses
     * everything else from now on. The dialect resets what the SQL of the step has set.
     */
    void end() {
        isEnded = true;
        List<Statement> open;
        synchronized (statements) {
            open = List.copyOf(statements);
            statements.clear();
        }
        for (Statement statement : open) {
            try {
                statement.close();
            } catch (SQLException e) {
                // The connection is lost, and the statement with it.
            }
        }
        for (Restoration restoration : changed.values()) {
            try {
                restoration.restore();
            } catch (SQLException e) {
                // The connection is lost, or the property cannot be set
                // within a transaction; the step did not set it then.
            }
        }
    }

    /** Remembers the value of a property that the step is about to set. */
    private void remember(String setter) throws SQLException {
        if (changed.containsKey(setter)) {
            return;
        }
        switch (setter) {
            case "setReadOnly" -> {
                boolean value = connection.isReadOnly();
                changed.put(setter, () -> connection.setReadOnly(value));
            }
            case "setTransactionIsolation" -> {
                int value = connection.getTransactionIsolation();
                changed.put(setter, () -> connection.setTransactionIsolation(value));
            }
            case "setHoldability" -> {
                int value = connection.getHoldability();
                changed.put(setter, () -> connection.setHoldability(value));
            }
            case "setNetworkTimeout" -> {
                int value = connection.getNetworkTimeout();
                changed.put(setter, () -> connection.setNetworkTimeout(Runnable::run, value));
            }
            case "setSchema" -> {
                String value = connection.getSchema();
                changed.put(setter, () -> connection.setSchema(value));
            }
            case "setCatalog" -> {
                String value = connection.getCatalog();
                changed.put(setter, () -> connection.setCatalog(value));
            }
            default -> {
                // The method sets no property that would reach Trellis's own statements.
            }
        }
    }

    private @Nullable Object call(Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (name.equals("close")) {
            return null;
        }
        if (name.equals("isClosed") && isEnded) {
            return true;
        }
        requireOpen(name);
        boolean ends = ENDING.contains(name)
                || (name.equals("rollback") && arguments.length == 0)
                || (name.equals("setAutoCommit") && !arguments[0].equals(connection.getAutoCommit()));
        if (ends) {
            throw new UnsupportedOperationException(name
                    + "() would end the revision's transaction; Trellis commits it, or rolls it back if the step throws an"
                    + " exception");
        }
        if (name.startsWith("set")) {
            remember(name);
        }
        if (name.equals("unwrap") && arguments[0] == Connection.class) {
            return proxy;
        }
        Object result = invoke(connection, method, arguments);
        if (result instanceof DatabaseMetaData metadata) {
            return proxy(DatabaseMetaData.class, (self, called, values) -> ofPart(metadata, proxy, called, values));
        }
        if (result instanceof CallableStatement statement) {
            return wrap(CallableStatement.class, statement);
        }
        if (result instanceof PreparedStatement statement) {
            return wrap(PreparedStatement.class, statement);
        }
        return result instanceof Statement statement ? wrap(Statement.class, statement) : result;
    }

    private <S extends Statement> S wrap(Class<S> type, S statement) {
        synchronized (statements) {
            statements.add(statement);
        }
        return proxy(type, (self, method, arguments) -> ofPart(statement, self, method, arguments));
    }

    /**
     * Calls a method of an object that belongs to the connection.
     *
     * @param self the object that Java code sees in place of {@code part}
     */
    private @Nullable Object ofPart(Object part, Object self, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("getConnection")) {
            return proxy;
        }
        requireOpen(method.getName());
        Object result = invoke(part, method, orEmpty(arguments));
        return result instanceof ResultSet rows
                ? wrap(rows, self instanceof Statement statement ? statement : null)
                : result;
    }

    /** Returns rows that lead back to the checked statement instead of the driver's own one. */
    private static ResultSet wrap(ResultSet rows, @Nullable Statement statement) {
        return proxy(
                ResultSet.class,
                (self, method, arguments) -> method.getName().equals("getStatement")
                        ? statement
                        : invokeUnchecked(rows, method, orEmpty(arguments)));
    }

    private void requireOpen(String method) throws SQLException {
        if (isEnded && !AT_ANY_TIME.contains(method)) {
            throw new SQLException("the Java step that received this connection has ended");
        }
    }

    /** Checks the SQL, which JDBC methods take as their first argument. The name of a savepoint is not SQL. */
    private @Nullable Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (arguments.length > 0
                && arguments[0] instanceof String sql
                && (name.startsWith("prepare") || name.startsWith("execute") || name.equals("addBatch"))) {
            arguments[0] = guard.apply(sql);
        }
        return invokeUnchecked(target, method, arguments);
    }

    private static @Nullable Object invokeUnchecked(Object target, Method method, Object[] arguments) throws Throwable {
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
