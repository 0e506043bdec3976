package dev.trellis.runtime;

import dev.trellis.Extensions;
import dev.trellis.dialect.Dialect;
import dev.trellis.script.JavaStep;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Dialects whose connections count what is sent to the database, and do something before or behind the n-th: each
 * statement and each commit counts twice, once before it is sent and once behind its answer.
 */
final class Halting {
    private static final Set<String> SENT =
            Set.of("execute", "executeUpdate", "executeQuery", "executeBatch", "rollback");
    private static final List<Class<? extends Dialect>> DIALECTS =
            List.of(Sqlite.class, Postgresql.class, Mariadb.class, Mysql.class, H2.class);
    private static int left = Integer.MAX_VALUE;
    private static int counted;
    private static Runnable action = () -> {};
    private static boolean dead;
    private static int commitsLeft;
    private static Runnable behindCommit = () -> {};

    static final Extensions EXTENSIONS = extensions(java.util.Map.of());

    /** With Java steps besides. */
    static Extensions extensions(java.util.Map<String, JavaStep> steps) {
        java.util.Map<String, Class<? extends JavaStep>> types = new java.util.HashMap<>();
        steps.forEach((name, step) -> types.put(name, step.getClass()));
        return Site.extensions(DIALECTS, types, new Extensions.Instances() {
            @Override
            public <T> T get(Class<T> type) {
                for (JavaStep step : steps.values()) {
                    if (type.isInstance(step)) {
                        return type.cast(step);
                    }
                }
                return type.cast(halting(type, dialect(type)));
            }
        });
    }

    /** The same without a lock for the session, as behind a pooler that breaks it. */
    static final Extensions UNLOCKED = Site.extensions(DIALECTS, java.util.Map.of(), new Extensions.Instances() {
        @Override
        public <T> T get(Class<T> type) {
            Dialect dialect = dialect(type);
            return type.cast(Proxy.newProxyInstance(
                    Halting.class.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> method.getName().equals("lock")
                            ? dev.trellis.dialect.SessionLock.NONE
                            : call(method, dialect, arguments)));
        }
    });

    private static Dialect dialect(Class<?> type) {
        return Site.dialect(dev.trellis.testbed.TestDatabase.Kind.valueOf(
                type.getSimpleName().toUpperCase(Locale.ROOT)));
    }

    private Halting() {}

    /** Dialects are named by their class. */
    interface Sqlite extends Dialect {}

    interface Postgresql extends Dialect {}

    interface Mariadb extends Dialect {}

    interface Mysql extends Dialect {}

    interface H2 extends Dialect {}

    static void at(int calls, Runnable what) {
        left = calls;
        counted = 0;
        action = what;
        dead = false;
        commitsLeft = 0;
    }

    /** From the n-th call on nothing is heard of the connection any more. */
    static void die(int calls) {
        at(calls, () -> {
            dead = true;
            throw new Death();
        });
    }

    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** What happens behind the n-th commit from now on, which has been made by then. */
    static void behindCommit(int commits, Runnable what) {
        at(Integer.MAX_VALUE, () -> {});
        commitsLeft = commits;
        behindCommit = what;
    }

    /** How many there were. */
    static int counted() {
        return counted;
    }

    private static void count() {
        counted++;
        if (--left == 0) {
            action.run();
        }
    }

    private static Object halting(Class<?> type, Dialect dialect) {
        return Proxy.newProxyInstance(
                Halting.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getName().equals("driverClass")
                        ? Counting.class.getName()
                        : call(method, dialect, arguments));
    }

    private static @Nullable Object call(Method method, Object target, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static Object counting(Class<?> type, Object target) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (dead && !method.getName().equals("close")) {
                throw new Death();
            }
            boolean commits = commits(method, target, arguments);
            boolean sent = commits || SENT.contains(method.getName());
            if (sent) {
                count();
            }
            Object result = call(method, target, arguments);
            if (sent) {
                count();
            }
            if (commits && --commitsLeft == 0) {
                behindCommit.run();
            }
            Class<?> returned = method.getReturnType();
            boolean statement = returned == Statement.class
                    || returned == PreparedStatement.class
                    || returned == CallableStatement.class;
            return statement && result != null ? counting(returned, result) : result;
        };
        return Proxy.newProxyInstance(Halting.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    /** Whoever ends the mode of transactions commits the one there is. */
    private static boolean commits(Method method, Object target, Object @Nullable [] arguments) throws SQLException {
        return method.getName().equals("commit")
                || (method.getName().equals("setAutoCommit")
                        && arguments != null
                        && Boolean.TRUE.equals(arguments[0])
                        && !((Connection) target).getAutoCommit());
    }

    /** The driver that connects with the one that is meant, and counts. */
    public static final class Counting implements Driver {
        public Counting() {}

        @Override
        public Connection connect(String url, Properties properties) throws SQLException {
            return (Connection) counting(Connection.class, DriverManager.getConnection(url, properties));
        }

        @Override
        public boolean acceptsURL(String url) {
            return true;
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }
    }
}
