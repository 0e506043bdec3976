package dev.trellis.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Extensions;
import dev.trellis.UpgradeOptions;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.testbed.ChildJvm;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that is killed while it migrates a fleet loses no target, and a rerun runs only what is left. */
@SuppressWarnings("NullAway.Init")
class KillTest {
    private static final int TARGETS = 8;
    private static final int REVISIONS = 4;
    private static final int KILLED = 137;
    private static final FleetTask UPGRADE = new FleetTask.Upgrade("heads", UpgradeOptions.NONE);

    @TempDir
    Path folder;

    /** Upgrades a fleet, and ends the JVM without any cleanup when a number of targets is done. */
    static final class Child {
        private Child() {}

        public static void main(String... args) {
            AtomicInteger remaining = new AtomicInteger(Integer.parseInt(args[1]));
            Fleet fleet = Fleet.of(
                    ConfigurationReader.read(Path.of(args[0]), null, Map.of(), System::getenv), Extensions.NONE);
            fleet.run(UPGRADE, Selection.ALL, new FleetListener() {
                @Override
                public void result(TargetResult result) {
                    if (remaining.decrementAndGet() == 0) {
                        Runtime.getRuntime().halt(KILLED);
                    }
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_rerun_completes_each_target_once(Kind kind) throws Exception {
        try (FleetProject project = FleetProject.create(folder, kind, TARGETS)) {
            project.addRevisions(REVISIONS).configure("  max_parallel: 3\n");
            for (int done = 2; done <= 3; done++) {
                ProcessBuilder builder = ChildJvm.of(
                        List.of(),
                        Child.class.getName(),
                        List.of(folder.resolve("trellis.yaml").toString(), String.valueOf(done)));
                if (project.database().password() != null) {
                    builder.environment()
                            .put(
                                    FleetProject.PASSWORD_VARIABLE,
                                    project.database().password());
                }
                Process process = builder.start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertEquals(KILLED, process.waitFor(), output);
            }

            FleetProject.Results results = project.run(UPGRADE);

            assertEquals(List.of(), results.errors());
            assertEquals(TARGETS, results.count(TargetStatus.CHANGED) + results.count(TargetStatus.UNCHANGED));
            assertTrue(results.count(TargetStatus.UNCHANGED) >= 2, results.all().toString());
            for (String schema : project.schemas()) {
                assertEquals(
                        List.of(project.lastId()),
                        project.query(schema, "select version_num from %s.trellis_version"),
                        schema);
                assertEquals(
                        List.of(String.valueOf(REVISIONS)),
                        project.query(schema, "select count(*) from %s.trellis_history where outcome = 'applied'"),
                        schema);
            }
        }
    }
}
