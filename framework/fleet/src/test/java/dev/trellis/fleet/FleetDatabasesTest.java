package dev.trellis.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.UpgradeOptions;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fleet on each database: schemas of one database, or files. */
@SuppressWarnings("NullAway.Init")
class FleetDatabasesTest {
    private static final int TARGETS = 12;
    private static final FleetTask UPGRADE = new FleetTask.Upgrade("heads", UpgradeOptions.NONE);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void all_targets_are_upgraded_once_and_then_unchanged(Kind kind) {
        try (FleetProject project = FleetProject.create(folder, kind, TARGETS)) {
            project.addRevisions(3).configure("  max_parallel: 4\n");

            FleetProject.Results first = project.run(UPGRADE);
            assertEquals(List.of(), first.errors());
            assertEquals(TARGETS, first.count(TargetStatus.CHANGED));
            requireApplied(project, 3);

            FleetProject.Results again = project.run(UPGRADE);
            assertEquals(List.of(), again.errors());
            assertEquals(
                    TARGETS, again.count(TargetStatus.UNCHANGED), again.all().toString());
            assertEquals(
                    List.of(project.lastId()),
                    again.of(project.schemas().get(5)).heads());
            requireApplied(project, 3);

            project.addRevisions(1);
            FleetProject.Results current = project.run(new FleetTask.Current(true));
            assertEquals(TARGETS, current.count(TargetStatus.PENDING));
            FleetProject.Results plan = project.run(new FleetTask.Plan("heads", UpgradeOptions.NONE));
            assertEquals(
                    TARGETS, plan.count(TargetStatus.PENDING), plan.errors().toString());
            assertTrue(plan.all().stream().allMatch(result -> Integer.valueOf(1).equals(result.plan())));

            assertEquals(TARGETS, project.run(UPGRADE).count(TargetStatus.CHANGED));
            requireApplied(project, 4);
            FleetProject.Results down = project.run(new FleetTask.Downgrade("-1", false));
            assertEquals(
                    TARGETS, down.count(TargetStatus.CHANGED), down.errors().toString());
            assertEquals(
                    List.of(FleetProject.id(2)),
                    project.run(new FleetTask.Current(false))
                            .of(project.schemas().get(7))
                            .heads());
        }
    }

    private static void requireApplied(FleetProject project, int revisions) {
        for (String schema : project.schemas()) {
            assertEquals(
                    List.of(FleetProject.id(revisions - 1)),
                    project.query(schema, "select version_num from %s.trellis_version"),
                    schema);
            assertEquals(
                    List.of(String.valueOf(revisions)),
                    project.query(schema, "select count(*) from %s.trellis_history where outcome = 'applied'"),
                    schema);
            assertEquals(List.of("0"), project.query(schema, "select count(*) from %s.t" + (revisions - 1)), schema);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_failing_target_does_not_affect_the_others(Kind kind) {
        try (FleetProject project = FleetProject.create(folder, kind, TARGETS)) {
            project.addRevisions(1).configure("  max_parallel: 3\n");
            assertEquals(TARGETS, project.run(UPGRADE).count(TargetStatus.CHANGED));
            String broken = project.schemas().get(6);
            project.addRevision(
                    "  - execute: insert into t0 (id, name) values (1, 'a')\n", "  - execute: delete from t0\n");
            if (kind == Kind.SQLITE) {
                project.file(broken + ".db", "this is no database");
            } else {
                project.database().execute("insert into " + project.quote(broken) + ".t0 (id, name) values (1, 'b')");
            }

            FleetProject.Results results = project.run(UPGRADE);

            assertEquals(1, results.count(TargetStatus.FAILED), results.errors().toString());
            assertEquals(TARGETS - 1, results.count(TargetStatus.CHANGED));
            TargetResult failed = results.of(broken);
            assertNotNull(failed.error());
            assertEquals(
                    "trellis fleet plan -v --target " + broken, failed.error().examine());
            assertTrue(results.summary().needsPerson());
            assertEquals(TARGETS, Set.copyOf(results.all()).size());

            if (kind != Kind.SQLITE) {
                project.database().execute("delete from " + project.quote(broken) + ".t0");
                FleetProject.Results again = project.run(UPGRADE);
                assertEquals(List.of(), again.errors());
                assertEquals(List.of(broken), changed(again));
            }
        }
    }

    private static List<String> changed(FleetProject.Results results) {
        return results.all().stream()
                .filter(result -> result.status() == TargetStatus.CHANGED)
                .map(TargetResult::target)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_changed_script_is_reported_for_each_target(Kind kind) {
        try (FleetProject project = FleetProject.create(folder, kind, 5)) {
            project.addRevisions(2).configure("");
            assertEquals(5, project.run(UPGRADE).count(TargetStatus.CHANGED));
            project.file("db/" + FleetProject.id(1) + ".yaml", """
                    revision: %s
                    down_revision: %s
                    message: changed
                    upgrade:
                      - create_table: {name: other, columns: {id: integer}, primary_key: [id]}
                    downgrade:
                      - drop_table: other
                    """.formatted(FleetProject.id(1), FleetProject.id(0)));

            FleetProject.Results refused = project.run(UPGRADE);
            assertEquals(
                    Collections.nCopies(1, "changed_script"),
                    refused.all().stream()
                            .flatMap(result -> result.error() == null
                                    ? Stream.empty()
                                    : Stream.of(result.error().name()))
                            .filter(name -> !name.equals("not_started"))
                            .distinct()
                            .toList());

            FleetProject.Results accepted =
                    project.run(new FleetTask.Upgrade("heads", new UpgradeOptions(false, true)));
            assertEquals(List.of(), accepted.errors());
            assertEquals(5, project.run(UPGRADE).count(TargetStatus.UNCHANGED));
        }
    }

    /** Scripts change settings that would break or misplace the next target if they leaked. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
    void settings_of_one_target_do_not_reach_the_next(Kind kind) {
        try (FleetProject project = FleetProject.create(folder, kind, 6)) {
            String first = project.schemas().get(0);
            String settings = switch (kind) {
                case POSTGRESQL -> """
                              - execute: create temporary table leak (id integer)
                              - execute: set lock_timeout = 77
                              - execute: set search_path = pg_catalog
                            """;
                case H2 -> "  - execute: set schema \"%s\"\n".formatted(first);
                default -> """
                              - execute: create temporary table leak (id integer)
                              - execute: set session sql_mode = 'ANSI_QUOTES'
                              - execute: set @leak = 1
                              - execute: use `%s`
                            """.formatted(first);
            };
            project.addRevision(settings, "  - execute: select 1\n");
            project.addRevisions(1).configure("  max_parallel: 1\n");

            FleetProject.Results results = project.run(UPGRADE);

            assertEquals(List.of(), results.errors());
            for (String schema : project.schemas()) {
                assertEquals(List.of("0"), project.query(schema, "select count(*) from %s.t1"), schema);
                assertEquals(List.of("2"), project.query(schema, "select count(*) from %s.trellis_history"), schema);
            }
        }
    }
}
