package dev.trellis.internal.diff;

import dev.trellis.testbed.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A database that is emptied before each case, because servers create new ones slowly. */
final class EmptyDatabase {
    private static final Map<TestDatabase.Kind, EmptyDatabase> SHARED = new EnumMap<>(TestDatabase.Kind.class);

    private final TestDatabase.Kind kind;
    private @Nullable TestDatabase database;

    private EmptyDatabase(TestDatabase.Kind kind) {
        this.kind = kind;
    }

    /** Returns the shared database, which exists until the JVM ends. */
    static synchronized EmptyDatabase of(TestDatabase.Kind kind) {
        return SHARED.computeIfAbsent(kind, EmptyDatabase::new);
    }

    /** Empties the database and returns a connection, which the caller closes. */
    Connection emptied() throws SQLException {
        boolean embedded = kind == TestDatabase.Kind.SQLITE || kind == TestDatabase.Kind.H2;
        if (embedded) {
            close();
        }
        TestDatabase current = database;
        if (current == null) {
            current = TestDatabase.open(kind);
            database = current;
        }
        Connection connection = current.connect();
        try (Statement statement = connection.createStatement()) {
            switch (kind) {
                case SQLITE -> statement.execute("PRAGMA synchronous = OFF");
                case H2 -> {}
                case POSTGRESQL -> emptyPostgresql(statement);
                case MARIADB, MYSQL -> emptyDatabase(statement);
            }
        }
        return connection;
    }

    private static void emptyPostgresql(Statement statement) throws SQLException {
        for (String schema : strings(
                statement,
                "select quote_ident(nspname) from pg_namespace"
                        + " where nspname !~ '^pg_' and nspname <> 'information_schema'")) {
            statement.execute("drop schema " + schema + " cascade");
        }
        statement.execute("create schema public");
    }

    private static void emptyDatabase(Statement statement) throws SQLException {
        String name = strings(statement, "select database()").get(0);
        statement.execute("set foreign_key_checks = 0");
        statement.execute("drop database if exists " + AnyModel.OTHER_SCHEMA);
        statement.execute("drop database " + name);
        statement.execute("set foreign_key_checks = 1");
        statement.execute("create database " + name + " character set utf8mb4");
        statement.execute("use " + name);
    }

    private static List<String> strings(Statement statement, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    /** Returns whether the server offers the extensions. */
    static boolean hasExtensions(Connection connection, List<String> wanted) throws SQLException {
        if (wanted.isEmpty()) {
            return true;
        }
        try (Statement statement = connection.createStatement()) {
            return strings(statement, "select name from pg_available_extensions")
                    .containsAll(wanted);
        }
    }

    private void close() {
        TestDatabase old = database;
        database = null;
        if (old != null) {
            old.close();
        }
    }
}
