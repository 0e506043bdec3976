package dev.trellis.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waves, the stop rule and the selection. */
@SuppressWarnings("NullAway.Init")
class WavesTest {
    private static final FleetTask UPGRADE = new FleetTask.Upgrade("heads", UpgradeOptions.NONE);

    @TempDir
    Path folder;

    private void breakTarget(FleetProject project, int number) {
        project.file(project.schemas().get(number) + ".db", "this is no database");
    }

    @Test
    void a_failed_canary_stops_the_run_before_the_next_wave() {
        try (FleetProject project = FleetProject.create(folder, Kind.SQLITE, 6)) {
            project.addRevisions(1).configure("  waves: [canary, rest]\n");
            breakTarget(project, 0);

            FleetProject.Results results = project.run(UPGRADE);

            assertEquals(1, results.count(TargetStatus.FAILED), results.errors().toString());
            assertEquals(5, results.count(TargetStatus.NOT_STARTED));
            assertEquals(6, results.all().size());
            assertTrue(results.errors().get(3).contains("1 of 1 targets of wave 'canary' failed"));
            assertTrue(results.summary().needsPerson());
            assertFalse(results.summary().isRetryable());
        }
    }

    @Test
    void waves_run_in_the_configured_order() {
        try (FleetProject project = FleetProject.create(folder, Kind.SQLITE, 6)) {
            project.addRevisions(1).configure("  waves: [rest, canary]\n  max_parallel: 3\n");

            FleetProject.Results results = project.run(UPGRADE);

            assertEquals("canary", results.all().get(5).wave());
            assertEquals(6, results.count(TargetStatus.CHANGED));
        }
    }

    @Test
    void a_run_stops_after_a_number_of_failures() {
        try (FleetProject project = FleetProject.create(folder, Kind.SQLITE, 8)) {
            project.addRevisions(1).configure("  stop_after: 2\n  max_parallel: 1\n");
            breakTarget(project, 1);
            breakTarget(project, 3);

            FleetProject.Results results = project.run(UPGRADE);

            assertEquals(2, results.count(TargetStatus.FAILED));
            assertEquals(2, results.count(TargetStatus.CHANGED));
            assertEquals(4, results.count(TargetStatus.NOT_STARTED));
        }
    }

    @Test
    void a_run_continues_below_the_percentage() {
        try (FleetProject project = FleetProject.create(folder, Kind.SQLITE, 11)) {
            project.addRevisions(1).configure("  stop_after: 10%\n  max_parallel: 1\n");
            breakTarget(project, 1);
            FleetProject.Results results = project.run(UPGRADE);
            assertEquals(10, results.count(TargetStatus.CHANGED));

            breakTarget(project, 2);
            breakTarget(project, 3);
            project.addRevisions(1);
            assertEquals(8, project.run(UPGRADE).count(TargetStatus.NOT_STARTED));
        }
    }

    @Test
    void labels_waves_and_slices_select() {
        try (FleetProject project = FleetProject.create(folder, Kind.SQLITE, 10)) {
            project.addRevisions(1).configure("");
            Fleet fleet = project.fleet();
            assertEquals(
                    5, fleet.targets(Selection.ALL.withLabels(Set.of("even"))).size());
            assertEquals(
                    1, fleet.targets(Selection.ALL.withWaves(Set.of("canary"))).size());
            assertEquals(
                    10,
                    fleet.targets(Selection.ALL.withSlice(new Slice(1, 3))).size()
                            + fleet.targets(Selection.ALL.withSlice(new Slice(2, 3)))
                                    .size()
                            + fleet.targets(Selection.ALL.withSlice(new Slice(3, 3)))
                                    .size());
            assertEquals(
                    "no_targets",
                    assertThrows(FleetException.class, () -> fleet.targets(Selection.ALL.withLabels(Set.of("evne"))))
                            .name());
        }
    }

    @Test
    void a_broken_script_stops_the_run_before_any_target() {
        try (FleetProject project = FleetProject.create(folder, Kind.SQLITE, 3)) {
            project.addRevisions(1).configure("");
            project.file("db/broken.yaml", "revision: [");
            assertThrows(TrellisException.class, () -> project.run(UPGRADE));
            assertEquals(List.of(), List.of(folder.toFile().list((file, name) -> name.endsWith(".db"))));
        }
    }

    @Test
    void a_stopped_fleet_begins_no_target() {
        try (FleetProject project = FleetProject.create(folder, Kind.SQLITE, 3)) {
            project.addRevisions(1).configure("");
            Fleet fleet = project.fleet();
            fleet.stop();
            FleetSummary summary = fleet.run(UPGRADE, Selection.ALL, FleetListener.NONE);
            assertEquals(3, summary.count(TargetStatus.NOT_STARTED));
            assertTrue(summary.isRetryable());
        }
    }
}
