package dev.trellis.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.ExtensionPoint;
import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.HistoryEntry;
import dev.trellis.script.JavaStep;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A Java step that throws an {@link Error} fails its revision as one that throws an exception does. */
class JavaStepErrorTest {
    private static final Map<String, Supplier<Throwable>> ERRORS = Map.of(
            "AssertionError", () -> new AssertionError("three rows expected"),
            "NoClassDefFoundError", () -> new NoClassDefFoundError("com/example/Missing"),
            "ExceptionInInitializerError", () -> new ExceptionInInitializerError(new IllegalStateException("no key")),
            "OutOfMemoryError", () -> new OutOfMemoryError("Java heap space"),
            "InterruptedException", () -> new InterruptedException("stopped"));

    @TempDir
    Path folder = Path.of("");

    private volatile boolean fails;

    @TestFactory
    Stream<DynamicTest> an_error_of_a_java_step_is_a_failure_in_the_history_and_can_be_run_again() {
        return Stream.of(Kind.values())
                .flatMap(kind -> ERRORS.entrySet().stream()
                        .map(error -> DynamicTest.dynamicTest(
                                kind + ": " + error.getKey(),
                                () -> failsAndRunsAgain(
                                        kind, folder.resolve(kind + error.getKey()), error.getValue()))));
    }

    private void failsAndRunsAgain(Kind kind, Path project, Supplier<Throwable> error) {
        JavaStep step = context -> {
            context.handle().execute("insert into t values (1)");
            if (fails) {
                throwAny(error.get());
            }
        };
        runs(kind, project, step, error.get().getClass());
    }

    @TestFactory
    Stream<DynamicTest> a_java_step_that_overflows_the_stack_is_a_failure() {
        return Stream.of(Kind.values())
                .map(kind -> DynamicTest.dynamicTest(kind.toString(), () -> {
                    JavaStep step = context -> {
                        context.handle().execute("insert into t values (1)");
                        if (fails) {
                            overflow(1);
                        }
                    };
                    runs(kind, folder.resolve(kind + "overflow"), step, StackOverflowError.class);
                }));
    }

    private void runs(Kind kind, Path place, JavaStep step, Class<? extends Throwable> type) {
        try (TestProject project = new TestProject(kind, place)) {
            project.script(
                    "a1",
                    "null",
                    "upgrade:\n  - create_table: {name: t, columns: {id: integer}, primary_key: [id]}\n  - run: step\n");
            Extensions extensions = extensions(step);
            fails = true;
            try (Trellis trellis = project.trellis(extensions, Listener.NONE)) {
                TrellisException e =
                        assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
                assertEquals("step_failed", e.name());
                assertTrue(e.toString().contains(type.getName()), e::toString);
            }
            List<HistoryEntry> failed = project.attempts();
            assertEquals(
                    List.of(HistoryEntry.Outcome.FAILED),
                    failed.stream().map(HistoryEntry::outcome).toList());
            assertTrue(String.valueOf(failed.get(0).error()).contains(type.getName()), failed::toString);
            fails = false;
            try (Trellis trellis = project.trellis(extensions, Listener.NONE)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            assertEquals(List.of("1"), project.database().query("select id from t"));
            assertEquals(List.of("upgrade a1"), project.applied());
        }
    }

    /** The work of an application in {@link Trellis#run} is rolled back as well. */
    @Test
    void an_error_of_an_applications_work_rolls_back() {
        try (TestProject project = new TestProject(Kind.POSTGRESQL, folder)) {
            project.script("a1", "null", "upgrade:\n  - execute: create table t (id integer)\n");
            project.upgrade();
            try (Trellis trellis = project.trellis()) {
                TrellisException e = assertThrows(
                        TrellisException.class,
                        () -> trellis.run("the import", context -> {
                            context.handle().execute("insert into t values (1)");
                            throw new AssertionError("three rows expected");
                        }));
                assertEquals("command_failed", e.name());
            }
            assertEquals(List.of(), project.database().query("select id from t"));
        }
    }

    private static Extensions extensions(JavaStep step) {
        return Extensions.builder()
                .add(ExtensionPoint.STEP, "step", step.getClass())
                .instances(new Extensions.Instances() {
                    @Override
                    public <T> T get(Class<T> type) {
                        return type.cast(step);
                    }
                })
                .build();
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int overflow(int depth) {
        return overflow(depth + 1) + 1;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwAny(Throwable error) throws T {
        throw (T) error;
    }
}
