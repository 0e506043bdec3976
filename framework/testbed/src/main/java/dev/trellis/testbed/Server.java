package dev.trellis.testbed;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server on which tests create databases. */
final class Server {
    private static final Pattern URL = Pattern.compile("(jdbc:[a-z:]+//[^/?]+/)([^?]+)(?:\\?(.*))?");

    /**
     * Waits up to 20 ms for sessions of a PostgreSQL database that are about to end. A DROP DATABASE that finds such a session
     * sleeps for 100 ms before it looks again.
     */
    private static final String AWAIT_SESSIONS = """
            do $$ begin
              for i in 1..20 loop
                exit when not exists (select from pg_stat_activity where datname = '%s');
                perform pg_sleep(0.001), pg_stat_clear_snapshot();
              end loop;
            end $$
            """;

    /** MariaDB's and MySQL's ER_NO_SUCH_THREAD: the connection has ended in the meantime. */
    private static final int NO_SUCH_CONNECTION = 1094;

    private final TestDatabase.Kind kind;
    private final Address address;
    private final @Nullable String user;
    private final @Nullable String password;
    /**
     * Creates and drops databases, and stays open: to connect to PostgreSQL takes as much CPU time as to create a database.
     * Null before the first use.
     */
    private @Nullable Connection administration;

    /**
     * Describes a server.
     *
     * @param user null if the server has no users
     * @param password the password of the user; null for no password
     */
    Server(TestDatabase.Kind kind, Address address, @Nullable String user, @Nullable String password) {
        this.kind = kind;
        this.address = address;
        this.user = user;
        this.password = password;
    }

    /**
     * The parts of a JDBC URL.
     *
     * @param prefix the URL up to the name of the database
     * @param database an existing database; a connection to it can create other databases
     * @param parameters the parameters without user and password; empty, or begins with {@code ?}
     */
    record Address(String prefix, String database, String parameters) {}

    /** Reads a JDBC URL, for example {@code jdbc:postgresql://host:5432/postgres?user=u&password=p}. */
    static Server at(TestDatabase.Kind kind, String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalStateException("the URL of the " + kind + " server for the tests does not have the form"
                    + " jdbc:<database>://<host>/<database>?user=<user>&password=<password>");
        }
        String user = null;
        String password = null;
        List<String> remaining = new ArrayList<>();
        String parameters = matcher.group(3) == null ? "" : matcher.group(3);
        for (String parameter : parameters.split("&")) {
            if (parameter.startsWith("user=")) {
                user = URLDecoder.decode(parameter.substring("user=".length()), StandardCharsets.UTF_8);
            } else if (parameter.startsWith("password=")) {
                password = URLDecoder.decode(parameter.substring("password=".length()), StandardCharsets.UTF_8);
            } else if (!parameter.isEmpty()) {
                remaining.add(parameter);
            }
        }
        String otherParameters = remaining.isEmpty() ? "" : "?" + String.join("&", remaining);
        return new Server(kind, new Address(matcher.group(1), matcher.group(2), otherParameters), user, password);
    }

    @Nullable
    String user() {
        return user;
    }

    @Nullable
    String password() {
        return password;
    }

    String url(String name) {
        return address.prefix() + name + address.parameters();
    }

    /** Creates a database; H2 creates it at the first connection. */
    void create(String name) throws SQLException {
        switch (kind) {
            case MARIADB -> execute("create database " + name + " character set utf8mb4");
            case POSTGRESQL, MYSQL -> execute("create database " + name);
            default -> {}
        }
    }

    void drop(String name) throws SQLException {
        switch (kind) {
            case MARIADB, MYSQL -> {
                endConnections(name);
                execute("drop database " + name);
            }
            case POSTGRESQL -> {
                execute(AWAIT_SESSIONS.formatted(name));
                execute("drop database " + name + " with (force)");
            }
            default -> shutdown(name);
        }
    }

    Connection connect() throws SQLException {
        return connect(address.database());
    }

    private Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(url(database), properties);
    }

    /** Returns the connection that stays open; a test may have ended the previous one. */
    private Connection administration() throws SQLException {
        Connection present = administration;
        if (present == null || !present.isValid(0)) {
            present = connect();
            administration = present;
        }
        return present;
    }

    private synchronized void execute(String sql) throws SQLException {
        try (Statement statement = administration().createStatement()) {
            statement.execute(sql);
        }
    }

    private void shutdown(String database) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        }
    }

    /**
     * Ends all connections to a database, because DROP DATABASE would wait up to a day for a transaction that a test left
     * open.
     */
    private synchronized void endConnections(String name) throws SQLException {
        try (Statement statement = administration().createStatement()) {
            List<String> ids = new ArrayList<>();
            try (ResultSet result =
                    statement.executeQuery("select id from information_schema.processlist where db = '" + name + "'")) {
                while (result.next()) {
                    ids.add(result.getString(1));
                }
            }
            for (String id : ids) {
                try {
                    statement.execute("kill " + id);
                } catch (SQLException e) {
                    if (e.getErrorCode() != NO_SUCH_CONNECTION) {
                        throw e;
                    }
                }
            }
        }
    }
}
