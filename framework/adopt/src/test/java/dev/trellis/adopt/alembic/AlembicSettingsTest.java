package dev.trellis.adopt.alembic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The folders and tables that configurations of Alembic name. */
@SuppressWarnings("NullAway.Init")
class AlembicSettingsTest {
    @TempDir
    Path folder;

    private AlembicSettings ini(String text, Map<String, String> requested) throws IOException {
        Files.writeString(folder.resolve("alembic.ini"), text.replace("\\n", "\n") + "\n");
        return AlembicSettings.read(folder, requested);
    }

    private List<String> locations(AlembicSettings settings) {
        return settings.versionLocations().stream()
                .map(path -> folder.toAbsolutePath().relativize(path).toString().replace('\\', '/'))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "script_location = db | db/versions",
                "script_location: db  | db/versions",
                "SCRIPT_LOCATION=%(here)s/db | db/versions",
                "root = %(here)s/db\\nscript_location = %(root)s/x | db/x/versions",
                "version_locations = a b, c,d | a,b,c,d",
                "version_locations = a b\\nversion_path_separator = space | a,b",
                "version_locations = a:b c\\nversion_path_separator = : | a,b c",
                "version_locations = a;b\\npath_separator = ; | a,b",
                "version_locations = a;b\\nversion_path_separator = :\\npath_separator = ; | a,b",
                "version_locations = a:b\\nversion_path_separator = :  # a comment | a,b",
                "version_locations =\\n  a\\n  b c\\npath_separator = newline | a,b c",
                "version_locations =\\n  %(here)s/a\\n# comment\\n  %(here)s/b\\npath_separator = newline | a,b",
            })
    void version_locations_are_split_as_in_alembic(String settings, String expected) throws IOException {
        assertEquals(List.of(expected.split(",")), locations(ini("[alembic]\n" + settings, Map.of())));
    }

    @Test
    void the_separator_of_the_operating_system_is_used() throws IOException {
        assertEquals(
                List.of("a", "b"),
                locations(ini(
                        "[alembic]\nversion_locations = a" + File.pathSeparator + "b\npath_separator = os", Map.of())));
    }

    @Test
    void sections_and_requested_settings_have_an_effect() throws IOException {
        String text = """
                [DEFAULT]
                version_table = all_versions
                [alembic]
                script_location = one
                [billing]
                script_location = two
                version_table_schema = tools
                percent = 100%%
                """;
        AlembicSettings settings = ini(text, Map.of("name", "billing"));
        assertEquals(List.of("two/versions"), locations(settings));
        assertEquals("all_versions", settings.get("version_table"));
        assertEquals("tools", settings.get("version_table_schema"));
        assertEquals("100%", settings.get("percent"));
        assertEquals(
                List.of("x"),
                locations(AlembicSettings.read(folder, Map.of("version_locations", "x", "name", "billing"))));
    }

    @Test
    void pyproject_toml_is_read_after_alembic_ini() throws IOException {
        Files.writeString(folder.resolve("pyproject.toml"), """
                [tool.alembic]
                script_location = "%(here)s/toml"
                version_locations = ["%(here)s/a", "b"]
                recursive_version_locations = true
                """);
        AlembicSettings settings = AlembicSettings.read(folder, Map.of());
        assertEquals(List.of("a", "b"), locations(settings));
        assertEquals(true, settings.isRecursive());
        assertEquals(List.of("a", "b"), locations(AlembicSettings.read(folder.resolve("pyproject.toml"), Map.of())));
        assertEquals(List.of("x"), locations(ini("[alembic]\nversion_locations = x", Map.of())));
    }

    @Test
    void a_folder_of_scripts_and_a_package_are_found() throws IOException {
        Files.createDirectories(folder.resolve("src/shop/db/migrations"));
        assertEquals(
                List.of("src/shop/db/migrations/versions"),
                locations(ini("[alembic]\nscript_location = shop.db:migrations", Map.of())));
        Path versions = Files.createDirectories(folder.resolve("x/versions"));
        Files.writeString(versions.resolve("a1.py"), "revision = 'a1'\n");
        assertEquals(List.of(versions), AlembicSettings.read(versions, Map.of()).versionLocations());
        assertEquals(
                List.of(versions),
                AlembicSettings.read(folder.resolve("x"), Map.of()).versionLocations());
    }
}
