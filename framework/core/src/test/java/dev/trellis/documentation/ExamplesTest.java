package dev.trellis.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.trellis.Listener;
import dev.trellis.RevisionRequest;
import dev.trellis.SeedValues;
import dev.trellis.Trellis;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.error.TrellisException;
import dev.trellis.inject.Plugins;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java examples of the pages work. */
@SuppressWarnings("NullAway.Init")
class ExamplesTest {
    private static final String CLERKS = """
            revision: 8c1f2a77b3de
            branch_labels: [shop]
            upgrade:
              - create_table: {name: shop_clerk, columns: {id: integer, name: string(40), password: string(64)}}
              - bulk_insert: {table: shop_clerk, rows: [{id: 7, name: " Ada ", password: secret}]}
              - run: shop.trim_names
            downgrade:
              - drop_table: shop_clerk
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void configure() throws IOException {
        write("db/clerks.yaml", CLERKS);
        write("trellis.yaml", """
                database: {url: "${DB}"}
                branches: {shop: {directory: db}}
                plugins: {classes: [dev.trellis.documentation.ShopPlugin]}
                """);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("shop.db");
    }

    @Test
    void the_embedding_example_migrates_with_the_step_and_the_migration_of_the_plugin() {
        assertEquals(
                List.of("8c1f2a77b3de", "c0ffee000001"),
                Embedding.migrate(folder.resolve("trellis.yaml"), Map.of("DB", url())).steps().stream()
                        .map(step -> step.revision())
                        .toList());
        try (Trellis trellis = trellis()) {
            trellis.run(
                    "looking",
                    context -> assertEquals(
                            Map.of("name", "Ada", "password", new Sha256().of("secret")),
                            context.handle()
                                    .createQuery("select name, password from shop_clerk")
                                    .mapToMap()
                                    .one()));
        }
    }

    @Test
    void the_embedding_example_migrates_over_a_pool() throws IOException {
        write("classes/db/shop/a1.yaml", """
                revision: a1
                branch_labels: [shop]
                message: items
                upgrade:
                  - create_table: {name: shop_item, columns: {id: integer}, primary_key: [id]}
                downgrade:
                  - drop_table: shop_item
                """);
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (HikariDataSource source = new HikariDataSource(pool);
                URLClassLoader loader = new URLClassLoader(
                        new URL[] {folder.resolve("classes").toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            assertEquals(List.of("a1"), Embedding.migrate(source).heads());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void the_embedding_example_passes_errors_on() {
        TrellisException e =
                assertThrows(TrellisException.class, () -> Embedding.migrate(folder.resolve("nowhere.yaml"), Map.of()));
        assertEquals("no_configuration", e.name());
    }

    @Test
    void the_lint_rule_finds_a_text() throws IOException {
        write("db/text.yaml", """
                revision: aaaa00000002
                down_revision: c0ffee000001
                upgrade:
                  - add_column: {table: shop_clerk, name: life, type: text}
                downgrade:
                  - drop_column: {table: shop_clerk, name: life}
                """);
        try (Trellis trellis = trellis()) {
            assertEquals(
                    List.of("unlimited_text"),
                    trellis.lint(null).findings().stream()
                            .filter(finding -> finding.revision().equals("aaaa00000002"))
                            .map(finding -> finding.rule())
                            .toList());
        }
    }

    @Test
    void the_hook_adds_its_note_and_leaves_its_tables_alone() throws IOException {
        Files.delete(folder.resolve("db/clerks.yaml"));
        write("db/model.yaml", """
                tables:
                  shop_clerk: {columns: {id: integer, name: string(40), password: string(64)}}
                  report_total: {columns: {id: integer}}
                """);
        write("trellis.yaml", """
                database: {url: "${DB}"}
                branches: {shop2: {directory: db, model: db/model.yaml}}
                plugins: {classes: [dev.trellis.documentation.HookPlugin]}
                """);
        try (Trellis trellis = trellis()) {
            trellis.autogenerate(RevisionRequest.of("clerks", "shop2@head"), rename -> true);
        }
        try (var files = Files.newDirectoryStream(folder.resolve("db"), "*_clerks.yaml")) {
            String script = Files.readString(files.iterator().next());
            assertTrue(script.contains("# try the downgrade too"), script);
            assertTrue(script.contains("shop_clerk"), script);
            assertFalse(script.contains("report_total"), script);
        }
    }

    @Test
    void the_seeder_takes_its_options() throws IOException {
        write("trellis.yaml", """
                database: {url: "${DB}"}
                branches: {shop: {directory: db, model: db/model.yaml}}
                plugins: {classes: [dev.trellis.documentation.ShopPlugin]}
                """);
        write("db/model.yaml", """
                tables:
                  shop_clerk: {columns: {id: integer, name: string(40), password: string(64)}}
                """);
        try (Trellis trellis = trellis()) {
            assertEquals(
                    List.of("the administrator"),
                    trellis.createDatabase(there -> true, SeedValues.NONE.with(Administrator.PASSWORD, "secret"))
                            .seeded());
            trellis.run(
                    "looking",
                    context -> assertEquals(
                            "admin",
                            context.handle()
                                    .createQuery("select name from shop_clerk")
                                    .mapTo(String.class)
                                    .one()));
        }
    }

    private Trellis trellis() {
        var configuration =
                ConfigurationReader.read(folder.resolve("trellis.yaml"), null, Map.of("DB", url()), name -> null);
        return new Trellis(
                configuration,
                Plugins.find(configuration.pluginFolder(), configuration.pluginClasses()),
                Listener.NONE);
    }
}
