package dev.trellis.adopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.adopt.AdoptionReport.Script;
import dev.trellis.adopt.AdoptionReport.State;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Migrations that cannot be converted remain gaps until a person has completed their scripts or corrected the originals. */
@SuppressWarnings("NullAway.Init")
class FlywayGapsTest {
    @TempDir
    Path folder;

    @Test
    void gaps_end_the_adoption_until_a_person_completes_or_accepts_them() throws IOException {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        project.write("migrations/V3__Import.java", "class V3__Import {}");
        project.write("migrations/afterMigrate.sql", "select 1;");
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project.migrate(database);
            database.execute(
                    "insert into flyway_schema_history values (50, '3', 'Import', 'JDBC', 'V3__Import', null, 'x',"
                            + " '2026-01-01', 1, 1)");
            AdoptionReport report = project.adopt(database);
            assertEquals(
                    "2 gaps are open; complete the scripts and adopt again, or accept the gaps with --accept-gaps",
                    report.reason());
            assertEquals(2, report.counts().gaps());
            assertEquals(List.of(), AdoptedProject.metadata(database));

            Script script = report.scripts().get(3);
            assertTrue(script.origin().endsWith("V3__Import.java"), script.origin());
            Path file = project.scripts()
                    .resolve(Path.of(String.valueOf(script.path())).getFileName());
            assertTrue(
                    Files.readString(file).contains("Not converted: a Java migration cannot be converted"),
                    Files.readString(file));
            Files.writeString(file, Files.readString(file) + "update customer set note = 'imported';\n");
            AdoptionReport completed = project.adopt(database);
            assertEquals(
                    "1 gap is open; complete the scripts and adopt again, or accept the gaps with --accept-gaps",
                    completed.reason());
            assertEquals(State.KEPT, completed.scripts().get(3).state());

            AdoptionReport accepted = project.adopt(database, project.request().withAcceptGaps(true));
            assertEquals(6, accepted.recorded().size());
        }
    }

    /** Returns a project whose second migration has a placeholder without a value and a byte that is not UTF-8. */
    private FlywayProject withFaults(String sql, Map<String, String> more) throws IOException {
        FlywayProject project = new FlywayProject(folder);
        project.write("flyway.toml", "[flyway]\nlocations = [\"filesystem:migrations\"]\n");
        project.write("migrations/V1__a.sql", "create table t (id integer primary key, b text);\n");
        more.forEach(project::write);
        Files.writeString(folder.resolve("migrations/V2__b.sql"), sql, StandardCharsets.ISO_8859_1);
        return project;
    }

    private static Path script(FlywayProject project, String end) {
        return project.scripts()
                .resolve(project.files().stream()
                        .filter(name -> name.endsWith(end))
                        .findFirst()
                        .orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "insert into t values (1, 'caf\u00e9'); | encoding | ISO-8859-1 | caf\u00e9 | _b.sql",
                "insert into t values (1, '${word}'); | placeholders.word | cafe | cafe | _b.sql",
                "insert into t values (1, '${word}'); | placeholderReplacement | false | ${word} | _b.sql",
                "insert into t values (1, '${word}\\n-- upgrade\\n'); | placeholders.word | cafe | cafe | _b.yaml",
            })
    void an_empty_script_that_no_one_has_completed_is_replaced_once_the_migration_can_be_converted(
            String sql, String setting, String value, String row, String end) throws IOException {
        FlywayProject project = withFaults(sql.replace("\\n", "\n"), Map.of());
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            assertEquals(State.WRITTEN, project.adopt(database).scripts().get(1).state());
            String empty = Files.readString(script(project, "_b.sql"));
            assertEquals(1, empty.split("(?i)not converted", -1).length - 1, empty);
            AdoptionReport open = project.adopt(database);
            assertTrue(open.isFinding());
            assertEquals(State.UNCHANGED, open.scripts().get(1).state());

            AdoptionRequest repaired = project.request().withSettings(Map.of(setting, value));
            AdoptionReport tried = project.adopt(database, repaired.withDryRun(true));
            assertEquals(State.PLANNED, tried.scripts().get(1).state());
            assertEquals(empty, Files.readString(script(project, "_b.sql")));
            AdoptionReport report = project.adopt(database, repaired);
            assertFalse(report.isFinding(), String.valueOf(report.reason()));
            assertEquals(State.REPLACED, report.scripts().get(1).state());
            assertEquals(0, report.counts().gaps());
            assertTrue(Files.exists(script(project, end)));
            assertEquals(
                    State.UNCHANGED,
                    project.adopt(database, repaired).scripts().get(1).state());
            try (Trellis trellis = project.trellis(database)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            assertTrue(database.query("select b from t").get(0).startsWith(row));
        }
    }

    @Test
    void a_script_without_the_downgrade_of_a_broken_undo_migration_is_replaced_once_it_is_corrected()
            throws IOException {
        FlywayProject project = withFaults(
                "insert into t values (1, 'x');\n",
                Map.of("migrations/U2__b.sql", "delete from t where b = '${word}';\n"));
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            assertTrue(project.adopt(database).isFinding());
            String text = Files.readString(script(project, "_b.sql"));
            assertTrue(text.contains("# Not converted, line 1: the placeholder 'word' has no value\n"), text);
            project.write("migrations/U2__b.sql", "delete from t where b = 'x';\n");
            AdoptionReport report = project.adopt(database);
            assertFalse(report.isFinding());
            assertEquals(State.REPLACED, report.scripts().get(1).state());
            assertTrue(Files.readString(script(project, "_b.sql"))
                    .endsWith("-- downgrade\ndelete from t where b = 'x';\n"));
        }
    }

    /** The second column is the state that the script then has, whether its original can be converted or not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-- upgrade | -- upgrade\\n-- Ann ports this by hand. | INCOMPLETE",
                "-- # Converted from | -- # Ann ports this by hand.\\n-- # Converted from | INCOMPLETE",
                "down_revision: | depends_on: []\\n-- touches: [t]\\n-- down_revision: | INCOMPLETE",
                "-- upgrade | -- upgrade\\ninsert into t values (2, 'ann'); | KEPT",
                "-- # Not converted | -- # Nothing to do | KEPT",
            })
    void a_script_that_an_author_has_edited_is_kept_and_closes_its_gap_if_it_is_complete(
            String text, String replacement, State state) throws IOException {
        FlywayProject project = withFaults("insert into t values (1, '${word}');", Map.of());
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project.adopt(database);
            Path file = script(project, "_b.sql");
            String edited = Files.readString(file).replace(text, replacement.replace("\\n", "\n"));
            Files.writeString(file, edited);
            AdoptionRequest repaired = project.request().withSettings(Map.of("placeholders.word", "x"));
            for (AdoptionRequest request : List.of(project.request(), repaired)) {
                AdoptionReport report = project.adopt(database, request);
                assertEquals(state == State.INCOMPLETE, report.isFinding(), String.valueOf(report.reason()));
                assertEquals(state, report.scripts().get(1).state());
                assertEquals(edited, Files.readString(file));
            }
        }
    }

    @Test
    void an_undo_migration_that_is_not_sql_is_a_gap_until_a_person_writes_the_downgrade() throws IOException {
        FlywayProject project = FlywayProject.shop(folder, Kind.SQLITE);
        project.write("migrations/U1_1__create_orders.sh", "exit 1");
        project.write("migrations/U2__Seed.java", "class U2__Seed {}");
        project.write("migrations/V3__Import.java", "class V3__Import {}");
        project.write("migrations/U3__Import.java", "class U3__Import {}");
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            AdoptionReport report = project.adopt(database);
            String undo = "the undo migration is not SQL; write the downgrade of this revision by hand";
            assertEquals(
                    List.of(
                            "U1_1__create_orders.sh: " + undo,
                            "U2__Seed.java: " + undo,
                            "U3__Import.java: " + undo,
                            "V3__Import.java: a Java migration cannot be converted; write its changes into the empty"
                                    + " script that was created in its place"),
                    report.gaps().stream()
                            .map(gap -> Path.of(gap.place()).getFileName() + ": " + gap.reason())
                            .toList());

            Script seed = report.scripts().get(2);
            Path file = project.scripts()
                    .resolve(Path.of(String.valueOf(seed.path())).getFileName());
            Files.writeString(file, Files.readString(file) + "\n-- downgrade\ndelete from customer;\n");
            assertEquals(
                    "3 gaps are open; complete the scripts and adopt again, or accept the gaps with --accept-gaps",
                    project.adopt(database).reason());
        }
    }
}
