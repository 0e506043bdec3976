package dev.trellis.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.trellis.Trellis;
import dev.trellis.report.RevisionReport;
import dev.trellis.spring.boot.plugins.OnePlugin;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;

/** Several applications with plugins of their own in one JVM. */
class SpringApplicationsTest {
    private static final int STARTS = 100;
    private static final String PACKAGE = OnePlugin.class.getPackageName() + ".";

    @TempDir
    Path folder;

    /** The application, which has different plugins on its class path. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, TrellisAutoConfiguration.class})
    static class Application {}

    @Test
    void two_applications_that_start_and_stop_100_times_leave_nothing_behind() throws Exception {
        Path one = jar("one", "OnePlugin");
        Path two = jar("two", "TwoPlugin");
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL)) {
            start(one, two, database, loaders);
            // The thread that the driver starts once keeps the class loader of the first application.
            loaders.clear();
            Set<String> threads = threads();
            Set<String> files = Leaks.temporaryFiles();
            for (int i = 1; i < STARTS; i++) {
                start(one, two, database, loaders);
            }
            assertThat(sessionsAfterClosing(database)).isEqualTo(1);
            Set<String> left = Leaks.temporaryFiles();
            left.removeAll(files);
            // Other processes use the folder, too; a leak would leave one file for each start.
            assertThat(left).hasSizeLessThan(STARTS / 2);
            assertThat(Leaks.remaining(loaders)).as("class loaders in memory").isZero();
            Set<String> added = threads();
            added.removeAll(threads);
            assertThat(added).isEmpty();
        }
    }

    /** Both applications run at the same time. */
    private static void start(Path one, Path two, TestDatabase database, List<WeakReference<ClassLoader>> loaders)
            throws IOException {
        try (ApplicationLoader first =
                        new ApplicationLoader(one, SpringApplicationsTest.class.getClassLoader(), PACKAGE);
                ApplicationLoader second =
                        new ApplicationLoader(two, SpringApplicationsTest.class.getClassLoader(), PACKAGE);
                ConfigurableApplicationContext a = run(first, "one", database);
                ConfigurableApplicationContext b = run(second, "two", database)) {
            assertThat(heads(a)).containsExactly("one1");
            assertThat(heads(b)).containsExactly("two1");
            a.getBean(Trellis.class).downgrade("base", others -> true);
            b.getBean(Trellis.class).downgrade("base", others -> true);
            loaders.add(new WeakReference<>(first));
            loaders.add(new WeakReference<>(second));
        }
    }

    private static ConfigurableApplicationContext run(ClassLoader loader, String name, TestDatabase database) {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            List<String> arguments = new ArrayList<>();
            for (String property : TrellisAutoConfigurationTest.properties(database)) {
                arguments.add("--" + property);
            }
            arguments.add("--spring.datasource.hikari.maximum-pool-size=1");
            arguments.add("--spring.datasource.type=" + HikariDataSource.class.getName());
            arguments.add("--trellis.version-table=" + name + "_version");
            arguments.add("--trellis.history-table=" + name + "_history");
            return new SpringApplicationBuilder(Application.class)
                    .resourceLoader(new DefaultResourceLoader(loader))
                    .web(WebApplicationType.NONE)
                    .bannerMode(Banner.Mode.OFF)
                    .registerShutdownHook(false)
                    .run(arguments.toArray(String[]::new));
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    private static List<String> heads(ConfigurableApplicationContext context) {
        return context.getBean(Trellis.class).current().stream()
                .map(RevisionReport::revision)
                .toList();
    }

    // ---- what could be left behind ----

    /** Returns the names of the running threads, with N in place of the numbers that pools add. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(thread -> thread.getName().replaceAll("\\d+", "N"))
                .filter(name -> !name.startsWith("ForkJoinPool.commonPool"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Returns the number of sessions. A server ends a session a moment after its connection has been closed, so this method
     * waits until only the session of the query itself is left, for at most five seconds.
     */
    private static int sessionsAfterClosing(TestDatabase database) throws InterruptedException {
        int sessions = sessions(database);
        for (int i = 0; i < 50 && sessions > 1; i++) {
            Thread.sleep(100);
            sessions = sessions(database);
        }
        return sessions;
    }

    private static int sessions(TestDatabase database) {
        return Integer.parseInt(
                database.query("select count(*) from pg_stat_activity where datname = current_database()")
                        .get(0));
    }

    // ---- the applications ----

    private Path jar(String label, String plugin) throws IOException {
        Path jar = folder.resolve(label + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            String name = (PACKAGE + plugin).replace('.', '/') + ".class";
            try (InputStream stream = Objects.requireNonNull(
                    SpringApplicationsTest.class.getClassLoader().getResourceAsStream(name))) {
                add(out, name, stream.readAllBytes());
            }
            add(out, "META-INF/services/dev.trellis.inject.TrellisPlugin", text(PACKAGE + plugin + "\n"));
            add(out, "db/" + label + "/" + label + "1.yaml", text("""
                    revision: @1
                    down_revision: null
                    branch_labels: [@]
                    message: items
                    upgrade:
                      - create_table: {name: @_item, columns: {id: integer}, primary_key: [id]}
                    downgrade:
                      - drop_table: @_item
                    """.replace("@", label)));
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
