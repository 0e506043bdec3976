package dev.trellis.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Listener;
import dev.trellis.TrellisBuilder;
import dev.trellis.report.RunReport;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several JVMs, at the same time and one after the other, share templates; what a killed one leaves is removed. */
class ForkedJvmsTest {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_template_is_built_once_per_state_of_the_scripts(Kind kind) throws Exception {
        Files.createDirectories(folder.resolve("target"));
        try (TestDatabase server = TestDatabase.shared(kind)) {
            Process first = start(server, "one", Copies.class);
            Process second = start(server, "one", Copies.class);
            assertSuccessful(ConsoleRun.output(first));
            assertSuccessful(ConsoleRun.output(second));
            assertEquals(1, builds());
            assertSuccessful(ConsoleRun.output(start(server, "two", Copies.class)));
            assertEquals(2, builds());
            assertEquals(List.of(), copies(server));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SQLITE", "POSTGRESQL", "MARIADB"})
    void the_next_jvm_removes_the_databases_of_a_killed_one(Kind kind) throws Exception {
        Files.createDirectories(folder.resolve("target"));
        try (TestDatabase server = TestDatabase.shared(kind)) {
            Process killed = start(server, "one", Endless.class);
            try (BufferedReader output = killed.inputReader(StandardCharsets.UTF_8)) {
                String line = output.readLine();
                while (line != null && !line.contains("READY")) {
                    line = output.readLine();
                }
                assertEquals(1, copies(server).size());
                killed.destroyForcibly().waitFor();
            }
            assertEquals(1, copies(server).size());
            // The server notices the end of a connection a moment later.
            for (int i = 0; i < 20 && !copies(server).isEmpty(); i++) {
                assertSuccessful(ConsoleRun.output(start(server, "one", Copies.class)));
            }
            assertEquals(List.of(), copies(server));
        }
    }

    @Test
    void a_project_without_a_build_folder_leaves_nothing() throws Exception {
        try (TestDatabase server = TestDatabase.open(Kind.SQLITE)) {
            Path temporary = Files.createDirectories(folder.resolve("tmp"));
            assertSuccessful(ConsoleRun.output(start(server, "one", Copies.class)));
            try (Stream<Path> files = Files.list(temporary)) {
                assertEquals(
                        List.of(),
                        files.filter(file -> file.getFileName().toString().startsWith("trellis"))
                                .toList());
            }
        }
    }

    private Process start(TestDatabase server, String state, Class<?> test) throws IOException {
        return ConsoleRun.start(
                6,
                folder,
                List.of(
                        "-Dtrellis.test.url=" + server.url(),
                        "-Dtrellis.test.user=" + (server.user() == null ? "" : server.user()),
                        "-Dtrellis.test.password=" + (server.password() == null ? "" : server.password()),
                        "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                        "-Dsample.state=" + state,
                        "-Dsample.builds=" + folder.resolve("builds")),
                test);
    }

    private static void assertSuccessful(String output) {
        assertTrue(output.endsWith("exit code 0"), output);
    }

    private long builds() throws IOException {
        return Files.readAllLines(folder.resolve("builds")).size();
    }

    /** Returns the copies that exist, on the server or in the folder. */
    private List<String> copies(TestDatabase server) throws IOException {
        return switch (server.kind()) {
            case POSTGRESQL -> server.query("select datname from pg_database where datname like 'trellis\\_test\\_%'");
            case MARIADB, MYSQL ->
                server.query("select schema_name from information_schema.schemata"
                        + " where schema_name like 'trellis\\_test\\_%'");
            default -> {
                try (Stream<Path> files = Files.list(folder.resolve("target/trellis-templates"))) {
                    List<String> copies = new ArrayList<>();
                    files.filter(file -> file.getFileName().toString().startsWith("copies-"))
                            .forEach(file -> copies.add(file.toString()));
                    yield copies;
                }
            }
        };
    }

    @TrellisTest(setup = Counted.class)
    static class Copies {
        @Test
        void first(Handle handle) {
            assertEquals(
                    2,
                    handle.createQuery("select count(*) from customer")
                            .mapTo(Integer.class)
                            .one());
            handle.execute("delete from app_order");
        }

        @Test
        void second(Handle handle) {
            assertEquals(
                    1,
                    handle.createQuery("select count(*) from app_order")
                            .mapTo(Integer.class)
                            .one());
            handle.execute("delete from app_order");
        }
    }

    @TrellisTest(setup = Counted.class)
    static class Endless {
        @Test
        void waits(Handle handle) throws InterruptedException {
            System.out.println("READY " + handle.isClosed());
            Thread.sleep(600_000);
        }
    }

    /** Writes a line into a file for each upgrade. */
    static final class Counted implements TrellisTestSetup {
        @Override
        public void configure(TrellisBuilder trellis) {
            Sample.branches(trellis);
            trellis.variable("state", System.getProperty("sample.state")).listener(new Listener() {
                @Override
                public void finished(RunReport report) {
                    try {
                        Files.writeString(
                                Path.of(System.getProperty("sample.builds")),
                                "built\n",
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        }
    }
}
