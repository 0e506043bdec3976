package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.SqlErrorKind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * An empty file beside a database in WAL mode that one connection at a time has locked, by a transaction on it: SQLite's
 * own lock, which dies with its process and also keeps the connections of one process apart. The holder removes the file
 * at the end; one that a killed process leaves behind is taken up by the next.
 */
record LockFile(Path path, Connection holding) {
    private static final String SUFFIX = "-trellis";

    /** Whether other connections go on writing between the transactions of this one, whatever its locking mode. */
    static boolean isNeeded(Connection connection) throws SQLException {
        return text(connection, "PRAGMA journal_mode").equals("wal");
    }

    /** Takes it if it is free. */
    static Optional<LockFile> take(Connection connection) throws SQLException {
        Path path = Path.of(text(connection, "SELECT file FROM pragma_database_list WHERE name = 'main'") + SUFFIX);
        Object created = create(path);
        LockFile file;
        try {
            file = new LockFile(path, connect(connection, path));
        } catch (SQLException e) {
            if (Objects.equals(created, key(path))) {
                throw e;
            }
            return Optional.empty();
        }
        boolean taken = false;
        try {
            execute(file.holding, "PRAGMA busy_timeout = 0");
            execute(file.holding, "BEGIN EXCLUSIVE");
            // Its last holder may have removed the file since: then others lock another of the same name.
            taken = Objects.equals(created, key(path));
        } catch (SQLException e) {
            // The library looks for the file by its name again, which its last holder may have removed just now.
            boolean there = Objects.equals(created, key(path));
            if (there && new SqliteDialect().errorKind(e) != SqlErrorKind.LOCK_TIMEOUT) {
                throw e;
            }
        } finally {
            if (!taken) {
                file.holding.close();
            }
        }
        return taken ? Optional.of(file) : Optional.empty();
    }

    void release() throws SQLException {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Some systems keep a file as long as it is open. The next one takes it up.
        } finally {
            holding.close();
        }
    }

    private static @Nullable Object create(Path path) throws SQLException {
        try {
            Files.createFile(path);
        } catch (FileAlreadyExistsException e) {
            // Somebody holds it, or has been killed.
        } catch (IOException e) {
            throw new SQLException("cannot create the lock file " + path + ": " + e, e);
        }
        return key(path);
    }

    /** What tells the file from others that had its name before; null where the system has no such thing. */
    private static @Nullable Object key(Path path) throws SQLException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return path;
        } catch (IOException e) {
            throw new SQLException("cannot look at the lock file " + path + ": " + e, e);
        }
    }

    /** With the driver of another connection, which need not be on the class path. */
    private static Connection connect(Connection like, Path path) throws SQLException {
        try {
            Object driver = Class.forName(
                            new SqliteDialect().driverClass(),
                            true,
                            like.getClass().getClassLoader())
                    .getDeclaredConstructor()
                    .newInstance();
            return ((Driver) driver).connect("jdbc:sqlite:" + path, new Properties());
        } catch (ReflectiveOperationException e) {
            throw new SQLException("the driver of SQLite cannot be used again: " + e, e);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
