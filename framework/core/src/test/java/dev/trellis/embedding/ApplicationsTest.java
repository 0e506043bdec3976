package dev.trellis.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.embedding.app.OnePlugin;
import dev.trellis.report.BranchReport;
import dev.trellis.testbed.ApplicationLoader;
import dev.trellis.testbed.Leaks;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several applications with plugins of their own in one JVM. */
class ApplicationsTest {
    private static final int STARTS = 100;
    private static final String PACKAGE = OnePlugin.class.getPackageName() + ".";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"H2", "POSTGRESQL"})
    void two_applications_that_start_and_stop_100_times_leave_nothing_behind(Kind kind) throws Exception {
        Path one = jar("one", "One");
        Path two = jar("two", "Two");
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        try (TestDatabase database = TestDatabase.open(kind)) {
            start(one, two, database, loaders);
            Set<String> threads = threads();
            Set<String> files = Leaks.temporaryFiles();
            int sessions = sessions(database);
            for (int i = 1; i < STARTS; i++) {
                start(one, two, database, loaders);
            }
            await("sessions", () -> sessions(database) <= sessions);
            Set<String> left = Leaks.temporaryFiles();
            left.removeAll(files);
            // Other processes use the folder, too; a leak would leave one file for each start.
            assertTrue(left.size() < STARTS / 2, left::toString);
            assertEquals(0, Leaks.remaining(loaders), "class loaders in memory");
            await("threads", () -> threads.containsAll(threads()));
        }
    }

    /** Both applications are open at the same time; one uses a pool, the other connections of Trellis. */
    private static void start(Path one, Path two, TestDatabase database, List<WeakReference<ClassLoader>> loaders)
            throws IOException {
        try (ApplicationLoader first = new ApplicationLoader(one, ApplicationsTest.class.getClassLoader(), PACKAGE);
                ApplicationLoader second =
                        new ApplicationLoader(two, ApplicationsTest.class.getClassLoader(), PACKAGE);
                HikariDataSource pool = GivenDatabaseTest.pool(database, 1);
                Trellis a = Trellis.builder()
                        .classLoader(first)
                        .dataSource(pool)
                        .versionTable("one_version")
                        .historyTable("one_history")
                        .build();
                Trellis b = Trellis.builder()
                        .classLoader(second)
                        .database(database.url(), database.user(), database.password())
                        .versionTable("two_version")
                        .historyTable("two_history")
                        .build()) {
            assertEquals(List.of("one"), labels(a));
            assertEquals(List.of("two"), labels(b));
            a.upgrade("heads", UpgradeOptions.NONE);
            b.upgrade("heads", UpgradeOptions.NONE);
            assertTrue(a.check(null).stream()
                    .allMatch(report -> report.operations().isEmpty()));
            a.downgrade("base", others -> true);
            b.downgrade("base", others -> true);
            loaders.add(new WeakReference<>(first));
            loaders.add(new WeakReference<>(second));
        }
    }

    /** Waits, because a server and a pool end a session and a thread some time after it is closed. */
    private static void await(String what, Callable<Boolean> hasEnded) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!hasEnded.call()) {
            assertTrue(System.nanoTime() < deadline, what + " are left: " + threads());
            Thread.sleep(20);
        }
    }

    private static List<String> labels(Trellis trellis) {
        return trellis.plugins().stream()
                .map(BranchReport::label)
                .filter(label -> !label.equals("shop"))
                .toList();
    }

    @Test
    void a_closed_trellis_keeps_no_jar_of_the_plugin_folder_open() throws IOException {
        Path jar = jar("one", "One");
        try (TestDatabase database = TestDatabase.open(Kind.H2);
                Trellis trellis = Trellis.builder()
                        .database(database.url(), database.user(), database.password())
                        .classLoader(new WithoutApplications())
                        .settings(settings -> settings.pluginFolder(folder))
                        .build()) {
            trellis.upgrade("one@head", UpgradeOptions.NONE);
            assertEquals(1, openFiles(jar));
        }
        assertEquals(0, openFiles(jar));
    }

    private static long openFiles(Path file) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(each -> isLink(each, file)).count();
        }
    }

    private static boolean isLink(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException e) {
            return false;
        }
    }

    // ---- what could be left behind ----

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> !name.startsWith("ForkJoinPool.commonPool"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int sessions(TestDatabase database) {
        String sql = database.kind() == Kind.H2
                ? "select count(*) from information_schema.sessions"
                : "select count(*) from pg_stat_activity where datname = current_database()";
        return Integer.parseInt(database.query(sql).get(0));
    }

    // ---- the applications ----

    /** The class path without the applications. */
    private static final class WithoutApplications extends ClassLoader {
        WithoutApplications() {
            super(ApplicationsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(PACKAGE)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    private Path jar(String label, String prefix) throws IOException {
        Path jar = folder.resolve(label + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String type : List.of("Plugin", "Plugin$Name", "Plugin$Fill")) {
                String name = (PACKAGE + prefix + type).replace('.', '/') + ".class";
                try (InputStream stream = Objects.requireNonNull(
                        ApplicationsTest.class.getClassLoader().getResourceAsStream(name))) {
                    add(out, name, stream.readAllBytes());
                }
            }
            add(out, "META-INF/services/dev.trellis.inject.TrellisPlugin", text(PACKAGE + prefix + "Plugin\n"));
            add(
                    out,
                    "db/" + label + "/" + label + "1.yaml",
                    text("revision: " + label + "1\ndown_revision: null\n"
                            + "branch_labels: [" + label + "]\nmessage: items\nupgrade:\n  - create_table: {name: "
                            + label
                            + "_item, columns: {id: integer, name: string(20)}, primary_key: [id]}\n  - run: " + label
                            + ".fill\ndowngrade:\n  - drop_table: " + label + "_item\n"));
            add(
                    out,
                    "db/" + label + "/model.yaml",
                    text("tables: {" + label
                            + "_item: {columns: {id: integer, name: string(20)}, primary_key: [id]}}\n"));
        }
        return jar;
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
