package dev.trellis.dialect;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A connection that records the queries sent to the database, by statements and by the driver's metadata. */
final class CountedConnection {
    private static final Map<Class<?>, Class<?>> WATCHED = Map.of(
            Statement.class, Statement.class,
            PreparedStatement.class, PreparedStatement.class,
            CallableStatement.class, CallableStatement.class,
            DatabaseMetaData.class, DatabaseMetaData.class);

    private final List<String> statements = new ArrayList<>();
    private final Connection connection;

    CountedConnection(Connection real) {
        connection = watched(Connection.class, real, "");
    }

    Connection connection() {
        return connection;
    }

    /** Returns the executed statements and metadata queries. */
    List<String> statements() {
        return List.copyOf(statements);
    }

    private <T> T watched(Class<T> type, T real, String sql) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            String text =
                    arguments != null && arguments.length > 0 && arguments[0] instanceof String given ? given : sql;
            if (method.getName().startsWith("execute")
                    || (type == DatabaseMetaData.class && method.getReturnType() == ResultSet.class)) {
                statements.add(method.getName() + ": " + text);
            }
            try {
                Object result = method.invoke(real, arguments);
                Class<?> kind = result == null ? null : WATCHED.get(method.getReturnType());
                return kind == null ? result : watchedAs(kind, result, text);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private <T> T watchedAs(Class<T> type, Object real, String sql) {
        return watched(type, type.cast(real), sql);
    }
}
