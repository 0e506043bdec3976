package dev.trellis.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The minimum of each workload: the same work with plain JDBC and Java. */
final class Floor {
    private Floor() {}

    /**
     * Runs one workload.
     *
     * @param args the action, the URL, the user, the password, and arguments of the action
     */
    public static void main(String... args) throws SQLException, IOException {
        if (args[0].equals("files")) {
            System.out.println(args[4].endsWith(".jar") ? entries(args[4]) : files(Path.of(args[4])));
            return;
        }
        try (Connection connection = DriverManager.getConnection(args[1], args[2], args[3]);
                Statement statement = connection.createStatement()) {
            switch (args[0]) {
                case "read" -> read(statement);
                case "apply" -> apply(connection, statement, Integer.parseInt(args[4]));
                case "apply-under-lock" -> applyUnderLock(connection, statement, Integer.parseInt(args[4]));
                case "read-catalog" -> readCatalog(statement, CatalogQueries.forUrl(args[1]));
                default -> throw new IllegalArgumentException(args[0]);
            }
        }
    }

    private static void read(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select version_num from floor_version")) {
            while (rows.next()) {
                System.out.println(rows.getString(1));
            }
        }
    }

    /** Applies each revision in a transaction, with one write to the version table. */
    private static void apply(Connection connection, Statement statement, int count) throws SQLException {
        statement.execute("create table floor_version (version_num varchar(32) not null primary key)");
        statement.execute("insert into floor_version values ('base')");
        connection.setAutoCommit(false);
        for (int i = 0; i < count; i++) {
            for (String sql : Inputs.statements(i)) {
                statement.execute(sql);
            }
            statement.executeUpdate("update floor_version set version_num = '" + Inputs.id(i) + "'");
            connection.commit();
        }
    }

    /** Waits for the lock on PostgreSQL and applies the revisions unless another process has done so. */
    private static void applyUnderLock(Connection connection, Statement statement, int count) throws SQLException {
        statement.execute("select pg_advisory_lock(4711)");
        boolean done;
        try (ResultSet table = statement.executeQuery("select to_regclass('floor_version')")) {
            table.next();
            done = table.getString(1) != null;
        }
        if (done) {
            read(statement);
        } else {
            apply(connection, statement, count);
        }
    }

    private static void readCatalog(Statement statement, List<String> queries) throws SQLException {
        long values = 0;
        for (String query : queries) {
            try (ResultSet rows = statement.executeQuery(query)) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    for (int i = 1; i <= columns; i++) {
                        values += rows.getString(i) == null ? 0 : 1;
                    }
                }
            }
        }
        System.out.println(values);
    }

    private static long files(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                bytes += Files.isDirectory(file) ? 0 : Files.readAllBytes(file).length;
            }
        }
        return bytes;
    }

    private static long entries(String jar) throws IOException {
        long bytes = 0;
        try (ZipFile file = new ZipFile(jar)) {
            for (Enumeration<? extends ZipEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                try (InputStream stream = file.getInputStream(entries.nextElement())) {
                    bytes += stream.readAllBytes().length;
                }
            }
        }
        return bytes;
    }
}
