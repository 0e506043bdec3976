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

/**
 * A server on which databases can be created.
 *
 * @param address the JDBC URL up to the name of the database
 * @param database the one that is there already
 * @param parameters what follows the name in a URL, without user and password; empty or from the {@code ?} on
 */
record Server(
        TestDatabase.Kind kind,
        String address,
        String database,
        String parameters,
        @Nullable String user,
        @Nullable String password) {
    private static final Pattern URL = Pattern.compile("(jdbc:[a-z:]+//[^/?]+/)([^?]+)(?:\\?(.*))?");

    /** MariaDB's and MySQL's ER_NO_SUCH_THREAD: it ended by itself meanwhile. */
    private static final int NO_SUCH_CONNECTION = 1094;

    /** The server of a JDBC URL such as {@code jdbc:postgresql://host:5432/postgres?user=u&password=p}. */
    static Server at(TestDatabase.Kind kind, String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalStateException("the URL of the " + kind + " server to test on is not of the form"
                    + " jdbc:<database>://<host>/<database>?user=<user>&password=<password>");
        }
        String user = null;
        String password = null;
        List<String> others = new ArrayList<>();
        String parameters = matcher.group(3) == null ? "" : matcher.group(3);
        for (String parameter : parameters.split("&")) {
            if (parameter.startsWith("user=")) {
                user = URLDecoder.decode(parameter.substring("user=".length()), StandardCharsets.UTF_8);
            } else if (parameter.startsWith("password=")) {
                password = URLDecoder.decode(parameter.substring("password=".length()), StandardCharsets.UTF_8);
            } else if (!parameter.isEmpty()) {
                others.add(parameter);
            }
        }
        String rest = others.isEmpty() ? "" : "?" + String.join("&", others);
        return new Server(kind, matcher.group(1), matcher.group(2), rest, user, password);
    }

    String url(String name) {
        return address + name + parameters;
    }

    /** H2 creates one when it is first connected to. */
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
            case POSTGRESQL -> execute("drop database " + name + " with (force)");
            default -> execute(name, "shutdown");
        }
    }

    Connection connect() throws SQLException {
        return connect(database);
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

    private void execute(String sql) throws SQLException {
        execute(database, sql);
    }

    private void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** DROP DATABASE of MariaDB and MySQL would wait, for a day, for a transaction that a test left open. */
    private void endConnections(String name) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
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
