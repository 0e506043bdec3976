package dev.trellis.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The least that has to be done: the same work in bare Java. */
final class Floor {
    private Floor() {}

    /** @param args what to do, then the URL, user and password, or the folder */
    public static void main(String... args) throws SQLException, IOException {
        switch (args[0]) {
            case "read" -> read(args);
            case "apply" -> apply(args);
            case "files" -> files(Path.of(args[1]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void read(String... args) throws SQLException {
        try (Connection connection = DriverManager.getConnection(args[1], args[2], args[3]);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select version_num from floor_version")) {
            while (rows.next()) {
                System.out.println(rows.getString(1));
            }
        }
    }

    /** A transaction a revision, with one write to the version table. */
    private static void apply(String... args) throws SQLException {
        try (Connection connection = DriverManager.getConnection(args[1], args[2], args[3]);
                Statement statement = connection.createStatement()) {
            statement.execute("create table floor_version (version_num varchar(32) not null primary key)");
            statement.execute("insert into floor_version values ('base')");
            connection.setAutoCommit(false);
            for (int i = 0; i < Integer.parseInt(args[4]); i++) {
                for (String sql : Inputs.statements(i)) {
                    statement.execute(sql);
                }
                statement.executeUpdate("update floor_version set version_num = '" + Inputs.id(i) + "'");
                connection.commit();
            }
        }
    }

    private static void files(Path folder) throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                bytes += Files.readAllBytes(file).length;
            }
        }
        System.out.println(bytes);
    }
}
