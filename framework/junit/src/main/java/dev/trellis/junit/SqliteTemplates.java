package dev.trellis.junit;

import dev.trellis.config.Configuration.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Templates of SQLite, which are files. */
final class SqliteTemplates implements TemplateStore {
    /** The endings of the files that belong to a database file. */
    private static final List<String> ENDINGS = List.of("", "-journal", "-wal", "-shm");

    private final String parameters;
    private final TemplateFolder folder;

    SqliteTemplates(DatabaseSettings server) throws IOException {
        int start = server.url().indexOf('?');
        this.parameters = start < 0 ? "" : parameters(server.url().substring(start + 1));
        this.folder = new TemplateFolder();
    }

    /** Returns the parameters of the URL without those that place a database in memory. */
    private static String parameters(String all) {
        List<String> kept = List.of(all.split("&")).stream()
                .filter(parameter -> !parameter.equals("mode=memory") && !parameter.startsWith("cache="))
                .toList();
        return kept.isEmpty() ? "" : "?" + String.join("&", kept);
    }

    @Override
    public MigratedDatabase copy(String key, Migration migration) throws SQLException {
        try {
            Path copy = folder.newCopy();
            Files.copy(folder.template(key + ".db", file -> migration.run(settings(file))), copy);
            return database(copy);
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException("cannot copy the template: " + e.getMessage(), e);
        }
    }

    @Override
    public MigratedDatabase empty() {
        return database(folder.newCopy());
    }

    private DatabaseSettings settings(Path file) {
        return new DatabaseSettings("jdbc:sqlite:" + file + parameters, null, null, null);
    }

    private MigratedDatabase database(Path file) {
        return new MigratedDatabase(settings(file), () -> {
            for (String ending : ENDINGS) {
                try {
                    Files.deleteIfExists(file.resolveSibling(file.getFileName() + ending));
                } catch (IOException e) {
                    throw new SQLException("cannot delete " + file, e);
                }
            }
        });
    }

    @Override
    public void close() {
        folder.close();
    }
}
