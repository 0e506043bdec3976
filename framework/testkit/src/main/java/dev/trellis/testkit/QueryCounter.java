package dev.trellis.testkit;

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

/** Records the queries on a connection: the executed statements and the queries of the driver's metadata. */
final class QueryCounter {
    private static final Map<Class<?>, Class<?>> RECORDED = Map.of(
            Statement.class, Statement.class,
            PreparedStatement.class, PreparedStatement.class,
            CallableStatement.class, CallableStatement.class,
            DatabaseMetaData.class, DatabaseMetaData.class);

    private final List<String> queries = new ArrayList<>();
    private final Connection connection;

    QueryCounter(Connection connection) {
        this.connection = recorded(Connection.class, connection, "");
    }

    /** Returns the connection that records. */
    Connection connection() {
        return connection;
    }

    /** Returns the queries so far, each as the name of the JDBC method and the text of the query. */
    List<String> queries() {
        return List.copyOf(queries);
    }

    private <T> T recorded(Class<T> type, T target, String sql) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            String text =
                    arguments != null && arguments.length > 0 && arguments[0] instanceof String string ? string : sql;
            if (method.getName().startsWith("execute")
                    || (type == DatabaseMetaData.class && method.getReturnType() == ResultSet.class)) {
                queries.add(method.getName() + ": " + text);
            }
            try {
                Object result = method.invoke(target, arguments);
                Class<?> resultType = result == null ? null : RECORDED.get(method.getReturnType());
                return resultType == null ? result : recordedAs(resultType, result, text);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private <T> T recordedAs(Class<T> type, Object target, String sql) {
        return recorded(type, type.cast(target), sql);
    }
}
