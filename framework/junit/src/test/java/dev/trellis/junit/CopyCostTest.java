package dev.trellis.junit;

import static org.junit.jupiter.api.Assertions.fail;

import dev.trellis.TrellisBuilder;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cost of a database for a test with 100 revisions, compared to the database's own copy. The measurements alternate, and
 * medians are compared, so that other work of the machine affects both in the same way.
 */
class CopyCostTest {
    private static final double LIMIT = 1.3;
    private static final int ATTEMPTS = 5;
    private static @Nullable Path scripts;
    private static @Nullable TestDatabase server;

    @TempDir
    Path folder = Path.of("");

    /** The duration of an action that includes the first query. */
    private interface Action {
        void run() throws Exception;
    }

    @BeforeEach
    void write_scripts() throws IOException {
        scripts = Files.createDirectories(folder.resolve("db"));
        for (int i = 1; i <= 100; i++) {
            String parent = i == 1 ? "null\nbranch_labels: [app]" : id(i - 1);
            Files.writeString(folder.resolve("db/" + i + ".yaml"), """
                    revision: %s
                    down_revision: %s
                    message: m
                    upgrade:
                      - create_table: {name: t%d, columns: {id: integer, name: string(40)}, primary_key: [id]}
                    downgrade:
                      - drop_table: t%d
                    """.formatted(id(i), parent, i, i));
        }
    }

    private static String id(int number) {
        return String.format(Locale.ROOT, "a%011x", number);
    }

    @Test
    void a_postgresql_database_costs_at_most_1_3_of_a_bare_clone() throws Exception {
        try (TestDatabase postgresql = TestDatabase.open(Kind.POSTGRESQL);
                Connection admin = postgresql.connect()) {
            server = postgresql;
            try (TestProject project = project()) {
                project.migrated().close();
                String template = postgresql
                        .query("select datname from pg_database where datname like 'trellis\\_template\\_%'")
                        .get(0);
                assertCost(
                        30,
                        () -> {
                            execute(admin, "create database bare template " + template);
                            query(postgresql.url().replaceFirst("/t_[0-9a-f]+", "/bare"), postgresql.user());
                            execute(admin, "drop database bare");
                        },
                        () -> use(project));
            }
        }
    }

    @Test
    void an_sqlite_database_costs_at_most_1_3_of_a_copied_file() throws Exception {
        try (TestDatabase sqlite = TestDatabase.open(Kind.SQLITE)) {
            server = sqlite;
            try (TestProject project = project();
                    MigratedDatabase template = project.migrated()) {
                Path file = Path.of(template.url().replace("jdbc:sqlite:", ""));
                Path bare = file.resolveSibling("bare.db");
                assertCost(
                        100,
                        () -> {
                            Files.copy(file, bare);
                            query("jdbc:sqlite:" + bare, null);
                            Files.delete(bare);
                        },
                        () -> use(project));
            }
        }
    }

    private static TestProject project() {
        return new TestProject(new TestSettings(
                new TestSettings.Server(null, null, null), null, null, "heads", HundredRevisions.class));
    }

    private static void use(TestProject project) throws SQLException {
        try (MigratedDatabase database = project.migrated()) {
            query(database.url(), database.user());
        }
    }

    private static void query(String url, @Nullable String user) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, null)) {
            execute(connection, "select * from t100");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void assertCost(int rounds, Action bare, Action copy) throws Exception {
        List<String> measured = new ArrayList<>();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            List<Long> bareTimes = new ArrayList<>();
            List<Long> copyTimes = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                bareTimes.add(time(bare));
                copyTimes.add(time(copy));
            }
            double ratio = (double) median(copyTimes) / median(bareTimes);
            measured.add(String.format(
                    Locale.ROOT,
                    "%.2f (%d us, bare %d us)",
                    ratio,
                    median(copyTimes) / 1000,
                    median(bareTimes) / 1000));
            if (ratio <= LIMIT) {
                System.out.println("cost of a database: " + measured);
                return;
            }
        }
        fail("more than " + LIMIT + " times a bare copy: " + measured);
    }

    private static long time(Action action) throws Exception {
        long start = System.nanoTime();
        action.run();
        return System.nanoTime() - start;
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    static final class HundredRevisions implements TrellisTestSetup {
        @Override
        public void configure(TrellisBuilder trellis) {
            TestDatabase database = Objects.requireNonNull(server);
            trellis.findPlugins(false)
                    .database(database.url(), database.user(), database.password())
                    .branch("app", Objects.requireNonNull(scripts).toString());
        }
    }
}
