package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
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

/** {@code bin/trellis} creates an archive of classes at its first start, uses it later, and starts without one as well. */
class LauncherTest {
    private static final String JAVA_HOME = System.getProperty("java.home");
    /** Makes the JVM fail if it cannot use the archive, instead of starting without it. */
    private static final String REQUIRE_ARCHIVE = Runtime.version().feature() < 25 ? "-Xshare:on" : "-XX:AOTMode=on";

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private record Start(Process process, Path out) {}

    @TempDir
    private Path folder;

    private Path cache;
    private final List<Start> started = new ArrayList<>();

    @BeforeEach
    void createDistribution() throws IOException {
        cache = folder.resolve("cache");
        Path lib = Files.createDirectories(folder.resolve("home/lib"));
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path path = Path.of(entry);
            Path jar = lib.resolve(number++ + ".jar");
            if (Files.isDirectory(path)) {
                pack(path, jar);
            } else if (entry.matches(".*/(trellis|jackson|snakeyaml|guice|jakarta.inject|aopalliance|guava|"
                    + "failureaccess|jdbi|geantyref|slf4j|sqlite)[^/]*")) {
                Files.copy(path, jar);
            }
        }
    }

    @AfterEach
    void killProcesses() {
        started.forEach(start -> start.process().destroyForcibly());
    }

    @Test
    void the_first_start_creates_an_archive_that_later_starts_use() throws Exception {
        assertStarts(start(Map.of()));
        Set<Path> archives = archives();
        assertEquals(1, archives.size());
        Path archive = archives.iterator().next();
        assertTrue(Files.size(archive.resolve("classes")) > 1_000_000);
        assertTrue(Files.isRegularFile(archive.resolve(System.mapLibraryName("sqlitejdbc"))));
        assertStarts(start(Map.of("JAVA_TOOL_OPTIONS", REQUIRE_ARCHIVE)));
        assertEquals(archives, archives());

        Files.writeString(archive.resolve("classes"), "not an archive");
        assertStarts(start(Map.of()));
        Files.delete(archive.resolve("classes"));
        assertStarts(start(Map.of()));
    }

    @Test
    void a_changed_jar_and_another_jdk_have_their_own_archive() throws Exception {
        assertStarts(start(Map.of()));
        Set<Path> first = archives();
        try (OutputStream jar = Files.newOutputStream(folder.resolve("home/lib/more.jar"));
                JarOutputStream more = new JarOutputStream(jar)) {
            more.putNextEntry(new ZipEntry("more.txt"));
        }
        assertStarts(start(Map.of()));
        Set<Path> second = archives();
        assertStarts(start(Map.of("JAVA_TOOL_OPTIONS", REQUIRE_ARCHIVE)));
        assertNotEquals(first, second);
        assertTrue(second.containsAll(first));

        Path other = jdk("JAVA_VERSION=\"" + Runtime.version().feature() + ".0.99\"\n");
        assertStarts(start(Map.of("JAVA_HOME", other.toString())));
        assertEquals(3, archives().size());
    }

    @Test
    void starts_without_an_archive_if_none_can_be_created() throws Exception {
        Files.writeString(cache, "a file in the place of the folder");
        assertStarts(start(Map.of()));
        Files.delete(cache);
        assertStarts(start(Map.of("JAVA_HOME", jdk("JAVA_VERSION=\"unknown\"\n").toString())));
        assertTrue(Files.notExists(cache));
    }

    @Test
    void a_missing_and_an_old_java_are_errors() throws Exception {
        Path old = jdk("JAVA_VERSION=\"11.0.25\"\n");
        assertFails(
                "error: old_java: " + old + "/bin/java: this is Java 11.0.25, and Trellis needs Java 17 or later\n"
                        + "  Install Java 17 or later, and set JAVA_HOME to its folder.\n",
                Map.of("JAVA_HOME", old.toString()));
        assertFails(
                "error: no_java: JAVA_HOME: the folder '/none' contains no bin/java\n"
                        + "  Set JAVA_HOME to the folder of a JDK 17 or later.\n",
                Map.of("JAVA_HOME", "/none"));
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertFails(
                "error: no_java: PATH: no folder contains java, and JAVA_HOME is not set\n"
                        + "  Install Java 17 or later, or set JAVA_HOME to the folder of a JDK.\n",
                Map.of("JAVA_HOME", "", "PATH", empty.toString()));
    }

    private void assertFails(String expected, Map<String, String> environment) throws Exception {
        Start start = start(environment);
        int code = start.process().waitFor();
        assertEquals(expected, Files.readString(start.out()));
        assertEquals(1, code);
    }

    @Test
    void several_first_starts_at_the_same_time_create_one_archive() throws Exception {
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(start(Map.of()));
        }
        for (Start start : starts) {
            assertStarts(start);
        }
        assertEquals(1, archives().size());
        assertStarts(start(Map.of("JAVA_TOOL_OPTIONS", REQUIRE_ARCHIVE)));
    }

    @Test
    void a_cache_folder_with_other_files_keeps_them() throws Exception {
        Path old = Files.createDirectories(cache.resolve("accounts"));
        Path ended = Files.createDirectories(cache.resolve("start-1"));
        for (Path each : List.of(old, ended, Files.writeString(cache.resolve("letter.txt"), "dear"))) {
            Files.setLastModifiedTime(each, FileTime.from(Instant.now().minus(Duration.ofDays(40))));
        }
        assertStarts(start(Map.of()));
        archives();
        waitUntil(() -> Files.notExists(ended));
        assertTrue(Files.exists(old) && Files.exists(cache.resolve("letter.txt")));
    }

    @Test
    void the_folder_of_all_caches_is_not_used_directly() throws Exception {
        assertStarts(start(Map.of("TRELLIS_CACHE", "", "XDG_CACHE_HOME", cache.toString(), "HOME", "")));
        waitUntil(() -> Files.isDirectory(cache.resolve("trellis")));
        assertStarts(start(Map.of("TRELLIS_CACHE", "", "XDG_CACHE_HOME", cache.toString(), "HOME", "")));
        try (Stream<Path> folders = Files.list(cache)) {
            assertEquals(List.of(cache.resolve("trellis")), folders.toList());
        }
        cache = cache.resolve("trellis");
        archives();
    }

    /** The JVM would execute the code in the archive and in the library. */
    @Test
    void files_of_the_cache_that_others_can_write_are_not_loaded() throws Exception {
        assertStarts(start(Map.of()));
        Path archive = archives().iterator().next();
        Path log = folder.resolve("arguments");
        Map<String, String> environment = Map.of("JAVA_HOME", loggingJdk(log).toString());
        assertStarts(start(environment));
        archives();
        assertStarts(start(environment));
        assertTrue(Files.readString(log).contains(cache.toString()), Files.readString(log));
        Path used;
        try (Stream<Path> all = Files.list(cache)) {
            used = all.filter(path -> !path.equals(archive)).findFirst().orElseThrow();
        }
        for (Path writable : List.of(cache, used, used.resolve("classes"))) {
            Set<PosixFilePermission> before = Files.getPosixFilePermissions(writable);
            Files.setPosixFilePermissions(writable, PosixFilePermissions.fromString("rwxrwxrwx"));
            assertStarts(start(environment));
            assertFalse(Files.readString(log).contains(cache.toString()), writable + ": " + Files.readString(log));
            Files.setPosixFilePermissions(writable, before);
        }
        assertStarts(start(environment));
        assertTrue(Files.readString(log).contains(cache.toString()));
    }

    @Test
    void frequent_commands_start_without_the_libraries_that_arrange_diagrams() throws Exception {
        Path log = folder.resolve("arguments");
        Map<String, String> environment = Map.of("JAVA_HOME", loggingJdk(log).toString());
        for (String command : List.of("-q upgrade heads", "heads --json", "revision -m docs-page")) {
            start(environment, command.split(" ")).process().waitFor();
            assertFalse(Files.readString(log).contains("lib/diagram"), command + ": " + Files.readString(log));
        }
        for (String command : List.of("diagram", "docs --output heads", "serve", "@upgrade", "stock heads docs")) {
            start(environment, command.split(" ")).process().waitFor();
            assertTrue(
                    Files.readString(log).contains("/home/lib/*:" + folder.resolve("home/lib/diagram/*")),
                    command + ": " + Files.readString(log));
        }
    }

    @Test
    void a_message_and_file_names_with_umlauts_are_utf_8_in_the_locale_c() throws Exception {
        Path project = Files.createDirectories(folder.resolve("Größe"));
        Files.writeString(
                project.resolve("trellis.yaml"),
                "database: {url: \"jdbc:sqlite:größe.db\"}\nbranches: {app: {directory: käfer}}\n");
        Files.createDirectories(project.resolve("käfer"));
        String file = project.resolve("trellis.yaml").toString();
        for (Map<String, String> locale :
                List.of(Map.of("LC_ALL", "C"), Map.of("LANG", "de_DE"), Map.of("LC_ALL", ""))) {
            Start written = start(locale, "-c", file, "revision", "--head", "app@head", "-m", "größe €");
            assertEquals(0, written.process().waitFor(), Files.readString(written.out()));
        }
        try (Stream<Path> scripts = Files.list(project.resolve("käfer"))) {
            for (Path script : scripts.toList()) {
                assertTrue(Files.readString(script).contains("message: größe €\n"), Files.readString(script));
            }
        }
        assertEquals(
                0,
                start(Map.of("LC_ALL", "C"), "-c", file, "upgrade", "heads")
                        .process()
                        .waitFor());
        assertTrue(Files.exists(project.resolve("größe.db")));
    }

    private interface Condition {
        boolean holds();
    }

    private static void waitUntil(Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline);
            Thread.sleep(50);
        }
    }

    /** Creates the folder of a JDK with the given release file; its {@code java} calls the one that runs this test. */
    private Path jdk(String release) throws IOException {
        Path jdk = Files.createDirectories(folder.resolve("jdk" + release.hashCode()));
        Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexec '" + JAVA_HOME + "/bin/java' \"$@\"\n");
        assertTrue(java.toFile().setExecutable(true));
        Files.writeString(jdk.resolve("release"), release);
        return jdk;
    }

    /** Creates the folder of a JDK that writes the arguments of its {@code java} to a file. */
    private Path loggingJdk(Path log) throws IOException {
        Path jdk = jdk(Files.readString(Path.of(JAVA_HOME, "release")));
        Files.writeString(
                jdk.resolve("bin/java"),
                "#!/bin/sh\necho \"$@\" > '" + log + "'\nexec '" + JAVA_HOME + "/bin/java' \"$@\"\n");
        return jdk;
    }

    /** A folder with spaces, quotes and an umlaut, a link to a link, a search path of cd, and a bare locale. */
    @Test
    void starts_through_links_from_any_folder() throws Exception {
        Path home = Files.move(folder.resolve("home"), folder.resolve("a 'b' \"ö\" $x"));
        Path launcher = Files.createDirectories(home.resolve("bin")).resolve("trellis");
        Files.copy(Path.of("src/main/dist/bin/trellis"), launcher);
        Files.createSymbolicLink(folder.resolve("first link"), launcher);
        Files.createSymbolicLink(home.resolve("second"), Path.of("../first link"));
        Map<String, String> environment =
                Map.of("TRELLIS_HOME", "", "TRELLIS_CACHE", "", "HOME", "", "CDPATH", ".:/tmp", "LC_ALL", "POSIX");
        assertStarts(run(environment, folder, "sh '" + "first link" + "' --version"));
        assertStarts(run(environment, home, "sh ./second --version"));
        assertStarts(run(environment, home, "sh bin/trellis --version"));
        assertStarts(run(environment, home.resolve("bin"), "sh trellis --version"));
        assertStarts(run(environment, Path.of("/"), "sh \"$LAUNCHER\" --version", home.resolve("second")));
    }

    @Test
    void a_deleted_folder_is_an_error() throws Exception {
        Path gone = Files.createDirectories(folder.resolve("gone"));
        Start start = run(
                Map.of("TRELLIS_HOME", folder.resolve("home").toString()),
                gone,
                "rmdir ../gone; exec sh \"$LAUNCHER\" --version 2>&1 | grep -v getcwd",
                Path.of("src/main/dist/bin/trellis").toAbsolutePath());
        start.process().waitFor();
        assertEquals(
                "error: no_folder: .: the current folder no longer exists\n  Change to a folder that exists.\n",
                Files.readString(start.out()));
    }

    private Start run(Map<String, String> environment, Path directory, String command) throws IOException {
        return run(environment, directory, command, Path.of(""));
    }

    private Start run(Map<String, String> environment, Path directory, String command, Path launcher)
            throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("JAVA_HOME", JAVA_HOME);
        builder.environment().put("LAUNCHER", launcher.toString());
        builder.environment().putAll(environment);
        Start start = new Start(builder.start(), out);
        started.add(start);
        return start;
    }

    private Start start(Map<String, String> environment) throws IOException {
        return start(environment, "--version");
    }

    private Start start(Map<String, String> environment, String... arguments) throws IOException {
        Path launcher = Path.of("src/main/dist/bin/trellis").toAbsolutePath();
        Path out = Files.createTempFile(folder, "out", ".txt");
        List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
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
        String output = Files.readString(start.out());
        assertEquals(0, code, output);
        assertTrue(output.endsWith("trellis dev\n"), output);
    }

    /** Waits until the background processes have finished, and returns the folders in the cache. */
    private Set<Path> archives() throws Exception {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            try (Stream<Path> folders = Files.list(cache)) {
                Set<Path> archives = new HashSet<>(folders.toList());
                if (archives.stream().noneMatch(archive -> archive.toString().endsWith(".part"))) {
                    return archives;
                }
                assertTrue(System.nanoTime() < deadline, archives::toString);
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
