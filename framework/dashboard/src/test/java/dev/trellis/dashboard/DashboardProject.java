package dev.trellis.dashboard;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.config.Configuration;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.testbed.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A project with scripts and a configuration in a folder. */
final class DashboardProject {
    static final String SECRET = "correct-horse-battery";

    /** A text with a meaning in HTML and JavaScript. */
    static final String HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&amp;";

    private final Path folder;

    DashboardProject(Path folder) {
        this.folder = folder;
        script("a1", "null", "create a table", """
                  - create_table: {name: shop_order, columns: {id: integer, note: text}, primary_key: [id]}
                """, "branch_labels: [shop]\n", "[{drop_table: shop_order}]");
    }

    Path folder() {
        return folder;
    }

    /** Adds a script to the branch {@code shop}. */
    DashboardProject script(String id, String down, String message, String operations) {
        return script(id, down, message, operations, "", "[]");
    }

    private DashboardProject script(
            String id, String down, String message, String operations, String header, String downgrade) {
        write(
                "db/" + id + ".yaml",
                "revision: " + id + "\ndown_revision: " + down + "\n" + header + "message: '"
                        + message.replace("'", "''") + "'\nupgrade:\n" + operations + "downgrade: " + downgrade + "\n");
        return this;
    }

    DashboardProject configure(String lines) {
        write("trellis.yaml", lines + "\nbranches: {shop: {directory: db}}\n");
        return this;
    }

    /** Writes the configuration of a database. */
    DashboardProject configure(TestDatabase database) {
        return configure("lock_timeout: 30s\ndatabase: {url: \"%s\", user: \"%s\", password: \"%s\"}"
                .formatted(
                        database.url(),
                        Objects.requireNonNullElse(database.user(), ""),
                        Objects.requireNonNullElse(database.password(), "")));
    }

    private void write(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Configuration configuration(@Nullable String environment) {
        return ConfigurationReader.read(folder.resolve("trellis.yaml"), environment, Map.of(), name -> null);
    }

    Trellis trellis() {
        return new Trellis(configuration(null), Extensions.NONE, Listener.NONE);
    }

    Dashboard start(Permission permission) {
        return start(null, permission);
    }

    Dashboard start(@Nullable String environment, Permission permission) {
        return Dashboard.start(
                new DashboardRequest(configuration(environment), Extensions.NONE, environment, 0, permission));
    }
}
