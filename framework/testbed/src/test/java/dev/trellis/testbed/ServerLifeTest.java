package dev.trellis.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.trellis.testbed.TestDatabase.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server does not outlive the JVM that started it, even if the JVM is killed. */
class ServerLifeTest {
    @Test
    void a_killed_jvm_leaves_neither_server_nor_folder() throws IOException, InterruptedException {
        ProcessBuilder victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // The child JVM must start the servers itself.
        victim.environment().keySet().removeIf(name -> name.startsWith("TRELLIS_TEST_"));
        Process process = victim.start();
        List<Path> folders = new ArrayList<>();
        List<ProcessHandle> children;
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (Kind kind : List.of(Kind.POSTGRESQL, Kind.MARIADB, Kind.MYSQL)) {
                String folder = reader.readLine();
                assertNotNull(folder, kind + " did not start");
                folders.add(Path.of(folder));
            }
            children = process.descendants().toList();
        } finally {
            process.destroyForcibly();
        }
        assertEquals(3, folders.stream().filter(Files::isDirectory).count());
        assertFalse(children.isEmpty());

        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (Instant.now().isBefore(end)
                && (folders.stream().anyMatch(Files::exists)
                        || children.stream().anyMatch(ProcessHandle::isAlive))) {
            Thread.sleep(50);
        }
        assertEquals(List.of(), folders.stream().filter(Files::exists).toList());
        assertEquals(List.of(), children.stream().filter(ProcessHandle::isAlive).toList());
    }

    /** Starts the servers, prints their folders, and waits to be killed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws InterruptedException {
            TestDatabase postgresql = TestDatabase.open(Kind.POSTGRESQL);
            System.out.println(
                    Path.of(postgresql.query("show data_directory").get(0)).getParent());
            TestDatabase mariadb = TestDatabase.open(Kind.MARIADB);
            System.out.println(Path.of(mariadb.query("select @@datadir").get(0)).getParent());
            TestDatabase mysql = TestDatabase.open(Kind.MYSQL);
            System.out.println(Path.of(mysql.query("select @@datadir").get(0)).getParent());
            Thread.sleep(Duration.ofMinutes(1).toMillis());
        }
    }
}
