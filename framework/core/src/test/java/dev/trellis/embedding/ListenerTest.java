package dev.trellis.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.TrellisBuilder;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.RunReport;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Step;
import dev.trellis.script.Script;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The events that a listener receives, in their order, and what the log contains. */
class ListenerTest {
    private static final String CREATE =
            "upgrade:\n  - create_table: {name: t, columns: {id: integer}, primary_key: [id]}\ndowngrade:\n  - drop_table: t\n";

    @TempDir
    Path folder;

    /** Records the names of events. */
    private static class Events implements Listener {
        final List<String> events = new ArrayList<>();

        @Override
        public void waiting(String holder) {
            events.add("waiting");
        }

        @Override
        public void planned(Plan plan) {
            events.add("planned " + plan.steps().size());
        }

        @Override
        public void begun(Step step, @Nullable Script script) {
            events.add("begun " + step.revision().id());
        }

        @Override
        public void done(Step step, @Nullable Script script, Duration took) {
            events.add("done " + step.revision().id());
        }

        @Override
        public void failed(Step step, @Nullable Script script, Throwable failure) {
            events.add("failed " + step.revision().id() + " " + ((TrellisException) failure).name());
        }

        @Override
        public void finished(RunReport report) {
            events.add("finished " + report.steps().size());
        }
    }

    private static TrellisBuilder builder(TestProject project) {
        return Trellis.builder().findPlugins(false).configuration(project.configuration());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_run_and_a_run_without_steps(Kind kind) {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script("a1", "null", CREATE);
            Events events = new Events();
            try (Trellis trellis = builder(project).listener(events).build()) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            assertEquals(List.of("planned 1", "begun a1", "done a1", "finished 1", "finished 0"), events.events);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_failed_step(Kind kind) {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script("a1", "null", CREATE);
            project.script("b2", "a1", "upgrade:\n  - execute: insert into nowhere values (1)\ndowngrade: []\n");
            Events events = new Events();
            try (Trellis trellis = builder(project).listener(events).build()) {
                assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
            }
            assertEquals(
                    List.of("planned 2", "begun a1", "done a1", "begun b2", "failed b2 statement_failed"),
                    events.events);
        }
    }

    @Test
    void a_process_that_waits() throws Exception {
        try (TestProject project = new TestProject(Kind.POSTGRESQL, folder)) {
            project.script("a1", "null", CREATE);
            CompletableFuture<Void> waited = new CompletableFuture<>();
            Events second = new Events() {
                @Override
                public void waiting(String holder) {
                    super.waiting(holder);
                    waited.complete(null);
                }
            };
            CompletableFuture<RunReport> other = new CompletableFuture<>();
            Listener first = new Listener() {
                @Override
                public void begun(Step step, @Nullable Script script) {
                    Thread thread = new Thread(() -> {
                        try (Trellis trellis = builder(project).listener(second).build()) {
                            other.complete(trellis.upgrade("heads", UpgradeOptions.NONE));
                        } catch (RuntimeException e) {
                            other.completeExceptionally(e);
                        }
                    });
                    thread.start();
                    waited.join();
                }
            };
            try (Trellis trellis = builder(project).listener(first).build()) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            assertEquals(List.of(), other.get().steps());
            assertEquals(List.of("waiting", "finished 0"), second.events);
        }
    }

    @Test
    void the_log_names_steps_and_results_and_no_password() {
        Logger logger = Logger.getLogger("dev.trellis");
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getLevel() + " "
                        + java.text.MessageFormat.format(
                                line.getMessage(),
                                line.getParameters() == null ? new Object[0] : line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        boolean usesParents = logger.getUseParentHandlers();
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try (TestDatabase database = TestDatabase.open(Kind.H2);
                TestProject project = new TestProject(database, folder)) {
            project.script("a1", "null", CREATE);
            logger.setLevel(Level.FINE);
            try (Trellis trellis = builder(project).build()) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(usesParents);
            logger.setLevel(null);
        }
        assertTrue(lines.contains("INFO 1 revision run, now at a1"), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("INFO upgrade a1 (step a1) in ")), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("FINE CREATE TABLE")), lines::toString);
        assertFalse(lines.toString().contains("password"), lines::toString);
    }
}
