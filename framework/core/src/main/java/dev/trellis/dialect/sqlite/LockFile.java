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
 * The migration lock of a database in WAL mode: an empty SQLite database next to the locked one, in which one connection at
 * a time holds an exclusive transaction. SQLite releases the lock when the process ends, and the lock also excludes other
 * connections of the same process. The holder deletes the file on release; a file left behind by a killed process is reused.
 *
 * @param path the file
 * @param connection the connection to the file whose transaction holds the lock
 */
record LockFile(Path path, Connection connection) {
    private static final String SUFFIX = "-trellis";

    /** Returns whether the database is in WAL mode, where the exclusive locking mode does not keep other writers out. */
    static boolean isNeeded(Connection connection) throws SQLException {
        return text(connection, "PRAGMA journal_mode").equals("wal");
    }

    /** Takes the lock if it is free; does not wait. */
    static Optional<LockFile> take(Connection connection) throws SQLException {
        Path path = Path.of(text(connection, "SELECT file FROM pragma_database_list WHERE name = 'main'") + SUFFIX);
        Object key = create(path);
        LockFile file;
        try {
            file = new LockFile(path, connect(connection, path));
        } catch (SQLException e) {
            if (Objects.equals(key, fileKey(path))) {
                throw e;
            }
            return Optional.empty();
        }
        boolean taken = false;
        try {
            execute(file.connection, "PRAGMA busy_timeout = 0");
            execute(file.connection, "BEGIN EXCLUSIVE");
            // If the last holder has deleted the file in the meantime, other processes lock a new file of this name.
            taken = Objects.equals(key, fileKey(path));
        } catch (SQLException e) {
            // SQLite opens the file by name again; the last holder may have deleted it in the meantime.
            boolean sameFile = Objects.equals(key, fileKey(path));
            if (sameFile && new SqliteDialect().errorKind(e) != SqlErrorKind.LOCK_WAIT_TIMEOUT) {
                throw e;
            }
        } finally {
            if (!taken) {
                file.connection.close();
            }
        }
        return taken ? Optional.of(file) : Optional.empty();
    }

    void release() throws SQLException {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Some systems do not delete an open file. The next holder reuses it.
        } finally {
            connection.close();
        }
    }

    private static @Nullable Object create(Path path) throws SQLException {
        try {
            Files.createFile(path);
        } catch (FileAlreadyExistsException e) {
            // Another process holds the lock, or a killed process left the file behind.
        } catch (IOException e) {
            throw new SQLException("cannot create the lock file " + path + ": " + e, e);
        }
        return fileKey(path);
    }

    /**
     * Returns a key that distinguishes the file from earlier files of the same name; null if the file system has no such key.
     */
    private static @Nullable Object fileKey(Path path) throws SQLException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return path;
        } catch (IOException e) {
            throw new SQLException("cannot read the attributes of the lock file " + path + ": " + e, e);
        }
    }

    /** Connects with the driver of another connection, because that driver need not be on the class path. */
    private static Connection connect(Connection other, Path path) throws SQLException {
        try {
            Object driver = Class.forName(
                            new SqliteDialect().driverClass(),
                            true,
                            other.unwrap(Connection.class).getClass().getClassLoader())
                    .getDeclaredConstructor()
                    .newInstance();
            return ((Driver) driver).connect("jdbc:sqlite:" + path, new Properties());
        } catch (ReflectiveOperationException e) {
            throw new SQLException("cannot load SQLite's driver for the lock file: " + e, e);
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
