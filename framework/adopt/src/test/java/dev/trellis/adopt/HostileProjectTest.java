package dev.trellis.adopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.adopt.source.Gap;
import dev.trellis.error.TrellisException;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and settings of a project that are broken or made to do harm. */
@SuppressWarnings("NullAway.Init")
class HostileProjectTest {
    @TempDir
    Path folder;

    @Test
    void a_link_that_leads_out_of_the_location_is_a_gap_and_is_not_read() throws IOException {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        Path secret = Files.writeString(folder.resolve("secret.txt"), "create table stolen (id integer);");
        Files.createSymbolicLink(folder.resolve("migrations/V3__stolen.sql"), secret);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            AdoptionReport report = project.adopt(database);
            assertEquals(1, report.gaps().size());
            assertTrue(report.gaps().get(0).reason().contains("leads out of its location"));
            assertEquals(5, report.scripts().size());
        }
    }

    @Test
    void control_characters_in_a_name_do_not_reach_scripts_and_reports() throws IOException {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        project.write("migrations/V3__a\u001b[31m\n-- upgrade\nb.sql", "create table t (id integer);");
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            AdoptionReport report = project.adopt(database);
            assertEquals("a [31m -- upgrade b", report.scripts().get(3).message());
            for (String line : AdoptionText.lines(report)) {
                assertTrue(line.chars().noneMatch(Character::isISOControl), line);
            }
            assertTrue(AdoptionText.markdown(report).lines().noneMatch(line -> line.contains("\u001b")));
            for (String file : project.files()) {
                assertFalse(Files.readString(project.scripts().resolve(file)).contains("\u001b"), file);
            }
            project.migrate(database);
            assertFalse(project.adopt(database).isFinding());
        }
    }

    @Test
    void a_huge_file_and_a_binary_file_are_gaps() throws IOException {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        try (RandomAccessFile huge =
                new RandomAccessFile(folder.resolve("migrations/V3__huge.sql").toFile(), "rw")) {
            huge.setLength(5L << 30);
        }
        Files.write(folder.resolve("migrations/V4__binary.sql"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            AdoptionReport report = project.adopt(database);
            assertEquals(
                    List.of("it is larger than 16 MiB", "it is not text in the configured encoding; set 'encoding'"),
                    report.gaps().stream().map(Gap::reason).toList());
        }
    }

    @Test
    void text_that_looks_like_a_section_of_a_script_stays_sql() {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        project.write("migrations/V3__marker.sql", """
                create table marker (id integer);
                -- downgrade
                insert into marker values (1);
                -- upgrade mysql
                insert into marker values (2);
                """);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE);
                TestDatabase converted = TestDatabase.open(Kind.SQLITE)) {
            project.migrate(database);
            assertFalse(project.adopt(database).isFinding());
            try (Trellis trellis = project.trellis(converted)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            assertEquals(List.of("1", "2"), converted.query("select id from marker order by id"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[flyway\nlocations = 1",
                "[flyway]\nplaceholderReplacement = \"maybe\"",
                "[flyway]\nencoding = \"no such encoding\"",
                "[flyway]\nlocations = [\"filesystem:/no/such/folder\"]",
                "[flyway]\nlocations = [\"filesystem:\\u0000\"]"
            })
    void a_broken_configuration_is_one_error_and_nothing_is_written(String toml) {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        project.write("flyway.toml", toml + "\n");
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            TrellisException refused = assertThrows(TrellisException.class, () -> project.adopt(database));
            assertEquals("cannot_convert", refused.name());
            assertEquals(1, refused.problems().size());
            assertEquals(List.of(), project.files());
        }
    }

    @Test
    void a_misspelt_setting_is_an_error_that_names_the_nearest() {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            AdoptionRequest misspelt = project.request().withSettings(Map.of("flyway.location", "filesystem:x"));
            TrellisException refused = assertThrows(TrellisException.class, () -> project.adopt(database, misspelt));
            assertEquals(
                    "cannot_convert: --set: there is no setting 'location' that the conversion uses\n  Did you mean"
                            + " 'locations'?",
                    refused.problem().toString());
        }
    }

    @Test
    void two_files_with_equal_versions_are_one_error() {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        project.write("migrations/other/V1.0__again.sql", "select 1;");
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            TrellisException refused = assertThrows(TrellisException.class, () -> project.adopt(database));
            assertEquals("cannot_convert", refused.name());
            assertTrue(refused.problem().message().startsWith("it has the same version 1 as "));
        }
    }

    @Test
    void a_missing_project_and_an_unknown_environment_are_errors() {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            AdoptionRequest missing =
                    AdoptionRequest.of(Tool.FLYWAY, folder.resolve("none")).withLabels("shop");
            assertEquals(
                    "cannot_convert",
                    assertThrows(TrellisException.class, () -> project.adopt(database, missing))
                            .name());
            AdoptionRequest unknown = project.request().withSettings(Map.of("environment", "none"));
            assertEquals(
                    "cannot_convert",
                    assertThrows(TrellisException.class, () -> project.adopt(database, unknown))
                            .name());
        }
    }
}
