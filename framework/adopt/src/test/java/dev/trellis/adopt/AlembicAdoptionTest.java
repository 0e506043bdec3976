package dev.trellis.adopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.adopt.AdoptionReport.Script;
import dev.trellis.adopt.AdoptionReport.State;
import dev.trellis.adopt.source.Gap;
import dev.trellis.adopt.source.Note;
import dev.trellis.error.TrellisException;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that the SQL of Alembic has migrated are adopted. Alembic itself is the oracle of {@link AlembicOracleTest}. */
@SuppressWarnings("NullAway.Init")
class AlembicAdoptionTest {
    @TempDir
    Path folder;

    static Stream<Arguments> kindsAndBodies() {
        return AlembicProject.KINDS.stream()
                .flatMap(kind -> Stream.of(Arguments.of(kind, true), Arguments.of(kind, false)));
    }

    private AlembicProject project(Kind kind, boolean isRecorded) {
        return isRecorded ? AlembicProject.withRecording(folder, kind) : AlembicProject.withSql(folder, kind);
    }

    @ParameterizedTest
    @MethodSource("kindsAndBodies")
    void an_adopted_database_is_clean_and_takes_the_next_revision(Kind kind, boolean isRecorded) {
        AlembicProject project = project(kind, isRecorded);
        try (TestDatabase original = TestDatabase.open(kind);
                TestDatabase converted = TestDatabase.open(kind)) {
            AlembicProject.migrate(original);
            AdoptionReport report = project.adoptBoth(original);
            AlembicChecks.adopted(project, report, original, converted);
        }
    }

    @ParameterizedTest
    @MethodSource("kindsAndBodies")
    void scripts_that_are_not_applied_run_after_the_adoption(Kind kind, boolean isRecorded) {
        AlembicProject project = project(kind, isRecorded);
        try (TestDatabase database = TestDatabase.open(kind)) {
            AlembicProject.migrate(database, "a4c000000004");
            AdoptionReport report = project.adoptBoth(database);
            assertEquals(List.of(), report.differences());
            assertEquals(List.of("a1c000000001", "a2c000000002", "a4c000000004"), report.recorded());
            try (Trellis trellis = project.both(database)) {
                assertEquals(
                        4, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
                trellis.check(null)
                        .forEach(difference -> assertFalse(difference.isFinding(false), difference.toString()));
            }
            assertEquals(
                    List.of("1|Zoe's; -- Running upgrade x -> y|first|NULL"),
                    database.query("select id, name, note, active from customer where id = 1"));
        }
    }

    @Test
    void headers_stay_the_same() {
        AlembicProject project = AlembicProject.withSql(folder, Kind.SQLITE);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project.adoptBoth(database);
            Map<String, List<String>> headers = project.headers();
            assertEquals(
                    List.of(
                            "down_revision: null",
                            "branch_labels: [shop]",
                            "message: create the customers",
                            "created: 2024-03-01T09:30:00Z"),
                    headers.get("a1c000000001"));
            assertEquals(
                    List.of(
                            "down_revision: a1c000000001",
                            "message: insert the first customers; keep the quotes",
                            "created: 2024-03-02T10:00:00Z"),
                    headers.get("a2c000000002"));
            assertEquals(
                    List.of(
                            "down_revision: [a3c000000003, a4c000000004]",
                            "message: merge the flag and the tags",
                            "created: 2024-03-05T10:00:00Z"),
                    headers.get("a5c000000005"));
            assertEquals(
                    List.of(
                            "down_revision: null",
                            "branch_labels: [orders]",
                            "depends_on: [a1c000000001]",
                            "message: create the orders",
                            "created: 2024-04-01T10:00:00Z"),
                    headers.get("b1c000000001"));
            assertEquals(
                    List.of(
                            "down_revision: b1c000000001",
                            "depends_on: [a5c000000005]",
                            "message: create the view of the tags",
                            "created: 2024-04-02T10:00:00Z"),
                    headers.get("b2c000000002"));
        }
    }

    @Test
    void scripts_without_a_body_are_gaps_and_a_completed_script_closes_its_gap() {
        AlembicProject project = AlembicProject.shop(folder, Map.of());
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            AdoptionReport report = project.adoptBoth(database);
            assertEquals(7, report.gaps().size());
            Gap gap = report.gaps().get(0);
            assertEquals("a1c000000001", gap.revision());
            assertTrue(gap.place().endsWith("versions/shop/a1_customer.py:11"), gap.place());
            assertTrue(report.isFinding());
            assertEquals(new AdoptionReport.Counts(7, 0, 0, 7), report.counts());
            for (Map.Entry<String, String> script : project.scriptTexts().entrySet()) {
                assertTrue(script.getValue().contains("Not converted"), script.getKey());
                project.write("trellis/" + script.getKey(), script.getValue().replaceAll("(?m)^(--|#) Not.*\n", ""));
            }
            AdoptionReport completed = project.adoptBoth(database);
            assertFalse(completed.isFinding(), String.valueOf(completed.reason()));
            assertTrue(completed.scripts().stream().allMatch(script -> script.state() == State.KEPT));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void empty_scripts_are_replaced_once_their_bodies_are_known(boolean isRecorded) {
        AlembicProject project = AlembicProject.shop(folder, Map.of());
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            assertTrue(project.adoptBoth(database).isFinding());
            Map.Entry<String, String> script = project.scriptTexts().entrySet().stream()
                    .filter(entry -> entry.getKey().contains("b2c000000002"))
                    .findFirst()
                    .orElseThrow();
            String edited = script.getKey();
            project.write(
                    "trellis/" + edited, script.getValue().replace("# Not converted", "# Later.\n# Not converted"));
            AlembicProject known = isRecorded
                    ? AlembicProject.withRecording(folder, Kind.SQLITE)
                    : AlembicProject.withSql(folder, Kind.SQLITE);
            AdoptionReport report = known.adoptBoth(database);
            assertEquals(
                    List.of(edited),
                    report.gaps().stream()
                            .map(gap -> gap.file().replaceFirst(".*/trellis/", ""))
                            .toList());
            assertTrue(report.isFinding());
            assertEquals(
                    Map.of(State.REPLACED, 6L, State.INCOMPLETE, 1L),
                    report.scripts().stream().collect(Collectors.groupingBy(Script::state, Collectors.counting())));
            assertEquals(
                    List.of(edited),
                    known.scriptTexts().entrySet().stream()
                            .filter(entry -> entry.getValue().contains("Not converted"))
                            .map(Map.Entry::getKey)
                            .toList());
        }
    }

    @Test
    void data_migrations_are_listed() {
        AlembicProject project = AlembicProject.withSql(folder, Kind.SQLITE);
        project.write(
                "versions/shop/a2_rows.py",
                LiquibaseProject.resource("/alembic/versions/shop/a2_rows.py")
                        + "\n\ndef later():\n    for row in op.get_bind().execute('select 1'):\n        pass\n");
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            AdoptionReport report = project.adoptBoth(database);
            assertEquals(
                    List.of(
                            "a data migration: it reads the database, which the SQL of Alembic's offline mode cannot contain"),
                    report.gaps().stream().map(Gap::reason).toList());
            assertTrue(
                    report.gaps().get(0).place().endsWith("a2_rows.py:31"),
                    report.gaps().toString());
        }
        AlembicProject recorded = AlembicProject.withRecording(folder.resolve("recorded"), Kind.SQLITE);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            AdoptionReport report = recorded.adoptBoth(database);
            assertEquals(
                    List.of("a data migration: it inserts 2 rows"),
                    report.notes().stream().map(Note::change).toList());
            assertTrue(
                    report.notes().get(0).place().endsWith("a2_rows.py:22"),
                    report.notes().toString());
        }
    }

    @Test
    void a_dry_run_and_a_difference_record_nothing() {
        AlembicProject project = AlembicProject.withSql(folder, Kind.SQLITE);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            AlembicProject.migrate(database);
            AdoptionReport tried = project.adoptBoth(database, project.request().withDryRun(true));
            assertFalse(tried.isFinding(), String.valueOf(tried.reason()));
            assertTrue(tried.scripts().stream().allMatch(Script::applied));
            assertEquals(Map.of(), project.scriptTexts());
            database.execute("alter table orders add column surprise integer");
            AdoptionReport report = project.adoptBoth(database);
            assertEquals(List.of("column orders.surprise is left over"), report.differences());
            assertEquals(List.of(), AdoptedProject.metadata(database));
        }
    }

    @Test
    void states_that_are_not_in_order_are_refused_and_nothing_is_written() {
        Map<String, String> states = Map.of(
                "update alembic_version set version_num = 'fff000000000'", "unknown",
                "insert into alembic_version values ('a1c000000001')", "failed");
        states.forEach((sql, kind) -> {
            AlembicProject project = AlembicProject.withSql(folder, Kind.SQLITE);
            try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
                AlembicProject.migrate(database);
                database.execute(sql);
                TrellisException refused = assertThrows(TrellisException.class, () -> project.adoptBoth(database));
                assertEquals("cannot_adopt", refused.name());
                assertEquals(kind, refused.problem().facts().get("kind"), sql);
                assertEquals(Map.of(), project.scriptTexts());
                assertEquals(List.of(), AdoptedProject.metadata(database));
            }
        });
    }

    @Test
    void an_empty_version_table_means_that_nothing_is_applied() {
        AlembicProject project = AlembicProject.withSql(folder, Kind.SQLITE);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            database.execute("create table alembic_version (version_num varchar(32) not null primary key)");
            AdoptionReport report = project.adoptBoth(database);
            assertEquals(List.of(), report.differences());
            assertEquals(List.of(), report.recorded());
            assertFalse(report.isFinding(), String.valueOf(report.reason()));
        }
    }

    @Test
    void one_folder_with_several_labelled_lines_becomes_several_branches() {
        AlembicProject project = AlembicProject.withSql(folder, Kind.SQLITE);
        for (String file : List.of(
                "shop/a1_customer",
                "shop/a2_rows",
                "shop/a3_active",
                "shop/a4_tag",
                "shop/a5_merge",
                "orders/b1_orders",
                "orders/b2_view")) {
            project.write(
                    "one/versions/" + file.substring(file.indexOf('/') + 1) + ".py",
                    LiquibaseProject.resource("/alembic/versions/" + file + ".py"));
        }
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            AlembicProject.migrate(database);
            AdoptionRequest request = project.request(Map.of("version_locations", "one/versions"));
            AdoptionReport report = project.adoptBoth(database, request);
            assertFalse(report.isFinding(), String.valueOf(report.reason()));
            assertEquals(
                    List.of("shop", "shop", "shop", "shop", "shop", "orders", "orders"),
                    report.scripts().stream()
                            .sorted((a, b) -> a.revision().compareTo(b.revision()))
                            .map(Script::branch)
                            .toList());
        }
    }

    @Test
    void a_single_branch_takes_all_revisions_and_declares_its_label() {
        AlembicProject project = AlembicProject.withSql(folder, Kind.SQLITE);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            AlembicProject.migrate(database);
            AdoptionRequest request = project.request().withLabels("app");
            AdoptionReport report = new Adoption(
                            project.configuration(database, Map.of("app", "trellis/app")),
                            Extensions.NONE,
                            Listener.NONE)
                    .run(request);
            assertFalse(report.isFinding(), String.valueOf(report.reason()));
            assertTrue(report.notes().stream()
                    .anyMatch(note ->
                            note.change().startsWith("the project has 2 separate lines of revisions without a label")));
            assertEquals(
                    "branch_labels: [shop, app]",
                    project.headers()
                            .getOrDefault("a1c000000001", List.of("", ""))
                            .get(1));
        }
    }

    @Test
    void a_version_table_with_another_name_is_read() {
        AlembicProject project = AlembicProject.withSql(folder, Kind.POSTGRESQL);
        String sql = AlembicProject.output(Kind.POSTGRESQL, "upgrade.sql");
        project.write("upgrade.sql", sql.replace("alembic_version", "tools.shop_version"));
        project.write(
                "downgrade.sql",
                AlembicProject.output(Kind.POSTGRESQL, "downgrade.sql")
                        .replace("alembic_version", "tools.shop_version"));
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL)) {
            AlembicProject.migrate(database);
            database.execute(
                    "create schema tools",
                    "alter table alembic_version set schema tools",
                    "alter table tools.alembic_version rename to shop_version");
            AdoptionReport report = project.adoptBoth(
                    database,
                    project.request(Map.of("version_table", "shop_version", "version_table_schema", "tools")));
            assertFalse(report.isFinding(), report.toString());
            assertEquals(7, report.recorded().size());
        }
    }
}
