package dev.trellis.adopt.flyway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.trellis.adopt.flyway.FlywayConfigurationReader.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class FlywayConfigurationReaderTest {
    @TempDir
    Path folder;

    @Test
    void conf() throws IOException {
        Files.createDirectory(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/flyway.conf"), """
                # a comment
                flyway.locations = filesystem:a,\\
                    filesystem:b
                flyway.placeholders.name=C:\\temp\\new
                flyway.sqlMigrationPrefix=
                flyway.placeholderReplacement=false
                """);
        Project project = FlywayConfigurationReader.read(folder, Map.of("flyway.table", "history"));
        FlywaySettings settings = project.settings();
        assertEquals(List.of("filesystem:a", "filesystem:b"), settings.list("locations"));
        assertEquals(Map.of("name", "C:\\temp\\new"), settings.placeholders());
        assertEquals("", settings.text("sqlMigrationPrefix", "V"));
        assertFalse(settings.flag("placeholderReplacement", true));
        assertEquals("history", settings.get("table"));
        assertEquals(
                folder,
                FlywayConfigurationReader.read(folder.resolve("conf/flyway.conf"), Map.of())
                        .folder());
    }

    @Test
    void toml_with_environments() throws IOException {
        Files.writeString(folder.resolve("flyway.toml"), """
                [environments.default]
                url = "jdbc:sqlite:a.db"
                schemas = ["one"]
                [environments.production]
                schemas = ["two", "three"]
                flyway.placeholders.name = "live"
                [flyway]
                locations = ["filesystem:a", "filesystem:b"]
                outOfOrder = true
                placeholders = { name = "test", "a.b" = "c" }
                """);
        FlywaySettings standard =
                FlywayConfigurationReader.read(folder, Map.of()).settings();
        assertEquals("one", standard.defaultSchema());
        assertEquals(Map.of("name", "test", "a.b", "c"), standard.placeholders());
        assertEquals(true, standard.flag("outOfOrder", false));
        FlywaySettings production = FlywayConfigurationReader.read(folder, Map.of("environment", "production"))
                .settings();
        assertEquals(List.of("two", "three"), production.list("schemas"));
        assertEquals("live", production.placeholders().get("name"));
    }

    @Test
    void the_users_toml_overrides() throws IOException {
        Files.writeString(folder.resolve("flyway.toml"), "[flyway]\ntable = \"a\"\nencoding = \"UTF-8\"\n");
        Files.writeString(folder.resolve("flyway.user.toml"), "[flyway]\ntable = \"b\"\n");
        FlywaySettings settings =
                FlywayConfigurationReader.read(folder, Map.of()).settings();
        assertEquals("b", settings.get("table"));
        assertEquals("UTF-8", settings.get("encoding"));
    }

    @Test
    void properties_of_spring_boot() throws IOException {
        Path resources = Files.createDirectories(folder.resolve("src/main/resources"));
        Files.writeString(resources.resolve("application.properties"), """
                spring.datasource.url=jdbc:sqlite:a.db
                spring.flyway.locations=classpath:db/migration,classpath:db/{vendor}
                spring.flyway.sql-migration-prefix=X
                spring.flyway.placeholders.some-name=y
                """);
        Project project = FlywayConfigurationReader.read(folder, Map.of());
        assertEquals("X", project.settings().get("sqlMigrationPrefix"));
        assertEquals(Map.of("some-name", "y"), project.settings().placeholders());
        assertEquals(2, project.settings().list("locations").size());
        assertEquals(
                folder.normalize(),
                FlywayConfigurationReader.read(resources.resolve("application.properties"), Map.of())
                        .folder());
    }
}
