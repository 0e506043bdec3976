package dev.trellis.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A new, empty database for one test, dropped when closed. */
public final class TestDatabase implements AutoCloseable {
    /** The databases that Trellis is tested on. */
    public enum Kind {
        /** SQLite: a file in a temporary folder, which is in memory if enough memory is free. */
        SQLITE,
        /** H2 in memory; unquoted names are lower case, as in PostgreSQL. */
        H2,
        POSTGRESQL,
        /** MariaDB with the character set {@code utf8mb4} and otherwise the defaults of the server. */
        MARIADB,
        /** MySQL with the defaults of the server. */
        MYSQL
    }

    interface Drop {
        void run() throws SQLException, IOException;
    }

    private final Kind kind;
    private final String url;
    private final @Nullable String user;
    private final @Nullable String password;
    private final Drop drop;
    private boolean closed;

    TestDatabase(Kind kind, String url, @Nullable String user, @Nullable String password, Drop drop) {
        this.kind = kind;
        this.url = url;
        this.user = user;
        this.password = password;
        this.drop = drop;
    }

    /**
     * Creates a database.
     *
     * @throws IllegalStateException if the server cannot start; the message contains the server's log. The tests fail then
     *     and are not skipped.
     */
    public static TestDatabase open(Kind kind) {
        String name = newName();
        return switch (kind) {
            case SQLITE -> sqlite();
            case H2 -> h2(name);
            case POSTGRESQL, MARIADB, MYSQL -> onServer(kind, name);
        };
    }

    /** Creates a database that other processes can use, too; for H2, this method uses a server process. */
    public static TestDatabase shared(Kind kind) {
        return kind == Kind.H2 ? onServer(kind, newName()) : open(kind);
    }

    /** Creates an H2 file that several processes can open; the first one serves the others. */
    public static TestDatabase autoServer() {
        try {
            Path folder = TemporaryFolders.temporary("trellis-h2-");
            String url = "jdbc:h2:file:" + folder.resolve("test") + ";AUTO_SERVER=TRUE;DATABASE_TO_LOWER=TRUE";
            return new TestDatabase(Kind.H2, url, "sa", null, () -> TemporaryFolders.delete(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String newName() {
        return "t_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    private static TestDatabase sqlite() {
        try {
            Path folder = TemporaryFolders.temporary("trellis-sqlite-");
            return new TestDatabase(
                    Kind.SQLITE,
                    "jdbc:sqlite:" + folder.resolve("test.db"),
                    null,
                    null,
                    () -> TemporaryFolders.delete(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestDatabase h2(String name) {
        String url = "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;DATABASE_TO_LOWER=TRUE";
        return new TestDatabase(Kind.H2, url, "sa", null, () -> {
            try (Connection connection = DriverManager.getConnection(url, "sa", "");
                    Statement statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            }
        });
    }

    private static TestDatabase onServer(Kind kind, String name) {
        Server server = Servers.of(kind);
        try {
            server.create(name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create a database on " + kind + ": " + e.getMessage(), e);
        }
        return new TestDatabase(kind, server.url(name), server.user(), server.password(), () -> server.drop(name));
    }

    public Kind kind() {
        return kind;
    }

    /** Returns the JDBC URL, without user and password. */
    public String url() {
        return url;
    }

    /** Returns the user; null if the database has no users. */
    public @Nullable String user() {
        return user;
    }

    /** Returns the password; null for none. */
    public @Nullable String password() {
        return password;
    }

    /** Opens a connection, which the caller closes. */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(url, properties);
    }

    /** Runs each statement, in autocommit, on one connection. */
    public void execute(String... statements) {
        execute(List.of(statements));
    }

    /**
     * Runs each statement, in autocommit, on one connection.
     *
     * @throws IllegalStateException with the statement that fails
     */
    public void execute(List<String> statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    throw new IllegalStateException(e.getMessage() + "\nin " + kind + ": " + sql, e);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the rows as {@code psql -At} prints them, values joined by {@code |}, with null as {@code NULL}. */
    public List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int i = 1; i <= columns; i++) {
                    String value = result.getString(i);
                    row.add(value == null ? "NULL" : value);
                }
                rows.add(row.toString());
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + "\nin " + kind + ": " + sql, e);
        }
    }

    /** Drops the database, even if connections to it are open. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            drop.run();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot drop " + url, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return kind + " " + url;
    }
}
