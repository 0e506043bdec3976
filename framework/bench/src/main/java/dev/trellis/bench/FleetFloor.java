package dev.trellis.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The minimum of the workload W6: the same statements and one version write for each revision, with plain JDBC and one
 * connection for each thread and database.
 */
final class FleetFloor {
    /** The connection of a thread. */
    private static final ThreadLocal<@Nullable Open> CONNECTIONS = new ThreadLocal<>();

    private FleetFloor() {}

    private record Open(String url, Connection connection) {}

    /**
     * Migrates all targets.
     *
     * @param args {@code fleet}, a URL, the user, the password, the file of the targets, the number of threads, and the
     *     number of revisions after the run
     */
    public static void main(String... args) throws InterruptedException {
        int wanted = Integer.parseInt(args[6]);
        FleetLoop.run(args, target -> {
            Connection connection = connection(target, args[2], args[3]);
            try (Statement statement = connection.createStatement()) {
                apply(connection, statement, wanted);
            } catch (SQLException e) {
                connection.rollback();
                connection.setAutoCommit(true);
                throw e;
            }
        });
    }

    private static Connection connection(FleetLoop.Target target, String user, String password) throws SQLException {
        Open open = CONNECTIONS.get();
        if (open == null || !open.url().equals(target.url())) {
            if (open != null) {
                open.connection().close();
            }
            open = new Open(target.url(), DriverManager.getConnection(target.url(), user, password));
            CONNECTIONS.set(open);
        }
        String schema = target.schema();
        if (schema != null && target.url().startsWith("jdbc:mariadb")) {
            open.connection().setCatalog(schema);
        } else if (schema != null) {
            open.connection().setSchema(schema);
        }
        return open.connection();
    }

    private static void apply(Connection connection, Statement statement, int wanted) throws SQLException {
        int applied = applied(statement);
        if (applied < 0) {
            statement.execute("create table floor_version (version_num integer not null primary key)");
            statement.execute("insert into floor_version values (0)");
            applied = 0;
        }
        if (applied == wanted) {
            return;
        }
        connection.setAutoCommit(false);
        for (int i = applied; i < wanted; i++) {
            for (String sql : Inputs.statements(i)) {
                statement.execute(sql);
            }
            statement.executeUpdate("update floor_version set version_num = " + (i + 1));
            connection.commit();
        }
        connection.setAutoCommit(true);
    }

    /** Returns the number of applied revisions; -1 if there is no version table. */
    private static int applied(Statement statement) {
        try (ResultSet row = statement.executeQuery("select version_num from floor_version")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            return -1;
        }
    }
}
