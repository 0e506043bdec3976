package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/trellis} keeps of its first start, and that it starts whatever has become of it. */
class LauncherTest {
    private static final String JAVA_HOME = System.getProperty("java.home");
    /** Lets the JVM fail where it would otherwise go on without what was kept. */
    private static final String INSIST = Runtime.version().feature() < 25 ? "-Xshare:on" : "-XX:AOTMode=on";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private record Start(Process process, Path out) {}

    @TempDir
    private Path folder;

    private Path cache;
    private final List<Start> started = new ArrayList<>();

    @BeforeEach
    void distribution() throws IOException {
        cache = folder.resolve("cache");
        Path lib = Files.createDirectories(folder.resolve("home/lib"));
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path path = Path.of(entry);
            Path jar = lib.resolve(number++ + ".jar");
            if (Files.isDirectory(path)) {
                pack(path, jar);
            } else if (entry.matches(".*/(picocli|trellis|jackson|snakeyaml|guice|jakarta.inject|aopalliance|guava|"
                    + "failureaccess|jdbi|geantyref|slf4j|sqlite)[^/]*")) {
                Files.copy(path, jar);
            }
        }
    }

    @AfterEach
    void nothingIsLeftRunning() {
        started.forEach(start -> start.process().destroyForcibly());
    }

    @Test
    void keeps_at_the_first_start_what_every_later_one_uses() throws Exception {
        assertStarts(start(Map.of()));
        Set<Path> kept = kept();
        assertEquals(1, kept.size());
        Path only = kept.iterator().next();
        assertTrue(Files.size(only.resolve("classes")) > 1_000_000);
        assertTrue(Files.isRegularFile(only.resolve(System.mapLibraryName("sqlitejdbc"))));
        assertStarts(start(Map.of("JAVA_TOOL_OPTIONS", INSIST)));
        assertEquals(kept, kept());

        Files.writeString(only.resolve("classes"), "not what it was");
        assertStarts(start(Map.of()));
        Files.delete(only.resolve("classes"));
        assertStarts(start(Map.of()));
    }

    @Test
    void makes_it_anew_for_a_changed_jar_and_for_another_jdk() throws Exception {
        assertStarts(start(Map.of()));
        Set<Path> first = kept();
        try (OutputStream jar = Files.newOutputStream(folder.resolve("home/lib/more.jar"));
                JarOutputStream more = new JarOutputStream(jar)) {
            more.putNextEntry(new ZipEntry("more.txt"));
        }
        assertStarts(start(Map.of()));
        Set<Path> second = kept();
        assertStarts(start(Map.of("JAVA_TOOL_OPTIONS", INSIST)));
        assertNotEquals(first, second);
        assertTrue(second.containsAll(first));

        Path other = jdk("JAVA_VERSION=\"" + Runtime.version().feature() + ".0.99\"\n");
        assertStarts(start(Map.of("JAVA_HOME", other.toString())));
        assertEquals(3, kept().size());
    }

    @Test
    void starts_without_where_nothing_can_be_kept() throws Exception {
        Files.writeString(cache, "a file, where a folder would have to be");
        assertStarts(start(Map.of()));
        Files.delete(cache);
        assertStarts(start(Map.of("JAVA_HOME", jdk("JAVA_VERSION=\"9.0.1\"\n").toString())));
        assertTrue(Files.notExists(cache));
    }

    @Test
    void many_may_start_for_the_first_time_at_once() throws Exception {
        List<Start> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(start(Map.of()));
        }
        for (Start each : all) {
            assertStarts(each);
        }
        assertEquals(1, kept().size());
        assertStarts(start(Map.of("JAVA_TOOL_OPTIONS", INSIST)));
    }

    /** What runs this test, under another roof. */
    private Path jdk(String release) throws IOException {
        Path jdk = Files.createDirectories(folder.resolve("jdk" + release.hashCode()));
        Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexec '" + JAVA_HOME + "/bin/java' \"$@\"\n");
        assertTrue(java.toFile().setExecutable(true));
        Files.writeString(jdk.resolve("release"), release);
        return jdk;
    }

    private Start start(Map<String, String> environment) throws IOException {
        Path launcher = Path.of("src/main/dist/bin/trellis").toAbsolutePath();
        Path out = Files.createTempFile(folder, "out", ".txt");
        ProcessBuilder builder = new ProcessBuilder("sh", launcher.toString(), "--version")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME", JAVA_HOME,
                        "TRELLIS_HOME", folder.resolve("home").toString(),
                        "TRELLIS_CACHE", cache.toString()));
        builder.environment().putAll(environment);
        Start start = new Start(builder.start(), out);
        started.add(start);
        return start;
    }

    private static void assertStarts(Start start) throws Exception {
        int code = start.process().waitFor();
        String said = Files.readString(start.out());
        assertEquals(0, code, said);
        assertTrue(said.endsWith("trellis dev\n"), said);
    }

    /** What is kept when nothing is being made any more, which no start waits for. */
    private Set<Path> kept() throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Stream<Path> folders = Files.list(cache)) {
                Set<Path> kept = new HashSet<>(folders.toList());
                if (kept.stream().noneMatch(each -> each.toString().endsWith(".part"))) {
                    return kept;
                }
                assertTrue(System.nanoTime() < deadline, kept::toString);
            }
            Thread.sleep(50);
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar, StandardOpenOption.CREATE_NEW));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
    }
}
