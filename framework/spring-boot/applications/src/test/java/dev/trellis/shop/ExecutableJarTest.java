package dev.trellis.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The executable jar with PostgreSQL: scripts and plugins are in nested jars. */
class ExecutableJarTest {
    @TempDir
    Path folder;

    private static List<String> arguments(TestDatabase database, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--spring.datasource.url=" + database.url()));
        arguments.add("--spring.datasource.username=" + database.user());
        if (database.password() != null) {
            arguments.add("--spring.datasource.password=" + database.password());
        }
        arguments.addAll(List.of(more));
        return arguments;
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), () -> "no '" + part + "' in: " + text);
    }

    @Test
    void the_application_starts_on_the_migrated_database_and_the_actuator_shows_it() throws Exception {
        int port = Jvm.freePort();
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL);
                Jvm jvm = new Jvm(folder, arguments(database, "--server.port=" + port))) {
            assertEquals("200 [\"the first\"]", jvm.get(port, "/orders"));
            assertEquals(1, jvm.lines().size(), jvm.log());
            assertContains(jvm.lines().get(0), "; found branches loyalty, retail, shop");
            // The steps of the run, which Trellis logs to System.Logger, are in Boot's log as well.
            assertContains(jvm.log(), "upgrade 5a0000000001 (create orders)");
            String endpoint = jvm.get(port, "/actuator/trellis");
            assertContains(endpoint, "200 {\"databases\":{\"trellis\":{");
            assertContains(endpoint, "\"pending\":[]");
            assertContains(endpoint, "\"shop\":{\"revisions\":1,\"applied\":1}");
            assertContains(jvm.get(port, "/actuator/health/readiness"), "200 ");
            assertContains(jvm.get(port, "/actuator/health/liveness"), "200 ");
        }
    }

    @Test
    void the_application_runs_with_code_that_was_generated_ahead_of_time() throws Exception {
        int port = Jvm.freePort();
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL);
                Jvm jvm = new Jvm(folder, arguments(database, "-Dspring.aot.enabled=true", "--server.port=" + port))) {
            assertEquals("200 [\"the first\"]", jvm.get(port, "/orders"));
            assertContains(jvm.log(), "AOT-processed");
            assertContains(jvm.lines().get(0), "; found branches loyalty, retail, shop");
        }
    }

    @Test
    void during_a_long_migration_the_application_is_alive_and_not_ready() throws Exception {
        int port = Jvm.freePort();
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL)) {
            Path scripts = java.nio.file.Files.createDirectories(folder.resolve("slow"));
            java.nio.file.Files.writeString(scripts.resolve("first.yaml"), """
                    revision: 510000000001
                    down_revision: null
                    branch_labels: [slow]
                    message: take a long time
                    depends_on: [shop]
                    upgrade:
                      - execute: select pg_sleep(5)
                    downgrade: []
                    """);
            try (Jvm jvm = new Jvm(
                    folder,
                    arguments(
                            database,
                            "--server.port=" + port,
                            "--trellis.branches.slow.scripts=" + scripts,
                            "--trellis.probes=true"))) {
                assertEquals("200 {\"status\":\"UP\"}", jvm.get(port, "/actuator/health/liveness"));
                assertEquals("503 {\"status\":\"OUT_OF_SERVICE\"}", jvm.get(port, "/actuator/health/readiness"));
                assertEquals("503 {\"status\":\"OUT_OF_SERVICE\"}", jvm.get(port, "/orders"));
                int unavailable = 0;
                String readiness = jvm.get(port, "/actuator/health/readiness");
                while (readiness.startsWith("503")) {
                    assertTrue(!Jvm.answer(port, "/actuator/health/liveness").startsWith("503"));
                    unavailable++;
                    Thread.sleep(100);
                    readiness = jvm.get(port, "/actuator/health/readiness");
                }
                assertEquals("200 {\"status\":\"UP\"}", readiness);
                assertTrue(unavailable > 5, () -> "the migration was too short to be seen");
                assertEquals("200 [\"the first\"]", jvm.get(port, "/orders"));
            }
        }
    }

    @Test
    void a_job_upgrades_and_exits_and_the_application_waits_for_it() throws Exception {
        int port = Jvm.freePort();
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL);
                Jvm waiting = new Jvm(
                        folder,
                        arguments(
                                database,
                                "--server.port=" + port,
                                "--trellis.mode=wait",
                                "--trellis.poll-interval=100ms"));
                Jvm job = new Jvm(folder, arguments(database, "--trellis.mode=upgrade-and-exit"))) {
            assertEquals(0, job.await(), job.log());
            assertTrue(!job.log().contains("ERROR") && !job.log().contains("Application run failed"), job.log());
            assertContains(job.lines().get(0), " revisions run, the database is at ");
            assertEquals("200 [\"the first\"]", waiting.get(port, "/orders"));
            assertContains(waiting.lines().get(0), "checked that the database is at its heads in N ms");
        }
    }

    @Test
    void an_application_whose_database_is_down_ends_with_an_explanation() throws Exception {
        try (Jvm jvm = new Jvm(
                folder,
                List.of(
                        "--spring.datasource.url=jdbc:postgresql://localhost:1/none",
                        "--spring.datasource.username=someone",
                        "--spring.datasource.password=secret-word",
                        "--spring.datasource.hikari.connection-timeout=500",
                        "--trellis.mode=upgrade-and-exit"))) {
            assertEquals(1, jvm.await());
            assertContains(jvm.log(), "APPLICATION FAILED TO START");
            assertContains(jvm.log(), "Trellis cannot migrate the database:\n\ncannot_connect: ");
            assertContains(jvm.log(), "Start the database, or correct 'spring.datasource.url'.");
            assertTrue(!jvm.log().contains("secret-word"), jvm.log());
        }
    }
}
