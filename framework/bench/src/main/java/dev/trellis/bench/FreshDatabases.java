package dev.trellis.bench;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.trellis.Trellis;
import dev.trellis.TrellisBuilder;
import dev.trellis.UpgradeOptions;
import dev.trellis.junit.TrellisTest;
import dev.trellis.junit.TrellisTestSetup;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Provides fresh databases, as tests need them, and prints the median cost of one in seconds. A cost includes one query and the
 * removal of the database. The arguments are a {@link Contender}, the URL, user and password of an empty database, its
 * {@link Kind}, and the folder with the scripts.
 */
final class FreshDatabases {
    /** Precedes the printed number. */
    static final String RESULT = "seconds: ";

    private static final String QUERY = "select count(*) from t0";
    private static final int CHEAP = 60;
    private static final int EXPENSIVE = 10;

    /** The time at which each test of JUnit has ended; the removal of its database is a cost of the next one. */
    private static final List<Long> ENDS = new ArrayList<>();

    private final String url;
    private final String user;
    private final String password;
    private final Kind kind;
    private final Path inputs;

    private FreshDatabases(String... args) {
        url = args[1];
        user = args[2];
        password = args[3];
        kind = Kind.valueOf(args[4]);
        inputs = Path.of(args[5]);
    }

    /** The ways to a fresh database; the first one is the floor. */
    enum Contender {
        FLOOR("bare clone"),
        TEMPLATE("trellis, @TrellisTest"),
        FROM_EMPTY("trellis, migrating from empty"),
        FLYWAY("flyway, clean and migrate");

        private final String label;

        Contender(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** One way to use a fresh database. */
    private interface Use {
        void run() throws Exception;
    }

    public static void main(String... args) throws Exception {
        FreshDatabases databases = new FreshDatabases(args);
        List<Long> costs = switch (Contender.valueOf(args[0])) {
            case FLOOR -> databases.clones();
            case TEMPLATE -> databases.tests(TemplateTests.class);
            case FROM_EMPTY -> databases.fromEmpty();
            case FLYWAY -> databases.flyway();
        };
        // The first costs contain the loading of classes and, with a template, its creation.
        List<Long> sorted = costs.subList(3, costs.size()).stream().sorted().toList();
        System.out.println("\n" + RESULT + sorted.get(sorted.size() / 2) / 1e9);
        System.exit(0);
    }

    private static List<Long> costs(int count, Use use) throws Exception {
        List<Long> costs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            use.run();
            costs.add(System.nanoTime() - start);
        }
        return costs;
    }

    /** Creates the database that the floor copies. */
    private List<Long> clones() throws Exception {
        upgrade(url);
        return tests(BareTests.class);
    }

    private List<Long> fromEmpty() throws Exception {
        if (kind == Kind.SQLITE) {
            Path fresh = file(url).resolveSibling("fresh.db");
            return costs(EXPENSIVE, () -> {
                upgrade("jdbc:sqlite:" + fresh);
                query("jdbc:sqlite:" + fresh);
                Files.delete(fresh);
            });
        }
        String name = name(url);
        String fresh = "fresh_" + name;
        try (Connection admin = connect(url)) {
            return costs(EXPENSIVE, () -> {
                execute(admin, "create database " + fresh);
                upgrade(url.replace("/" + name, "/" + fresh));
                query(url.replace("/" + name, "/" + fresh));
                execute(admin, "drop database " + fresh);
            });
        }
    }

    private List<Long> flyway() throws Exception {
        Flyway flyway = Flyway.configure()
                .dataSource(url, user, password)
                .locations("filesystem:" + inputs.resolve("flyway"))
                .cleanDisabled(false)
                .load();
        return costs(EXPENSIVE, () -> {
            flyway.clean();
            flyway.migrate();
            query(url);
        });
    }

    /** Runs the tests of a class and returns the time from the end of each test to the end of the next. */
    private List<Long> tests(Class<?> type) {
        Setup.databases = this;
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(type))
                                .build(),
                        summary);
        if (summary.getSummary().getTestsSucceededCount() != CHEAP) {
            summary.getSummary()
                    .getFailures()
                    .forEach(failure -> failure.getException().printStackTrace());
            throw new IllegalStateException("the tests have failed");
        }
        List<Long> costs = new ArrayList<>();
        for (int i = 1; i < ENDS.size(); i++) {
            costs.add(ENDS.get(i) - ENDS.get(i - 1));
        }
        return costs;
    }

    /** Tests whose database is copied with the means of the database only. */
    static final class BareTests {
        private final FreshDatabases databases = Setup.databases;
        private final String copy = databases.kind == Kind.SQLITE
                ? databases.url.replace(".db", "-bare.db")
                : databases.url.replaceFirst("/([a-z0-9_]+)$", "/bare_$1");

        @BeforeEach
        void copy() throws Exception {
            if (databases.kind == Kind.SQLITE) {
                Files.copy(file(databases.url), file(copy));
            } else {
                admin("create database " + name(copy) + " template " + name(databases.url));
            }
        }

        @RepeatedTest(CHEAP)
        void a_query_finds_the_tables() throws SQLException {
            databases.query(copy);
            ENDS.add(System.nanoTime());
        }

        @AfterEach
        void remove() throws Exception {
            if (databases.kind == Kind.SQLITE) {
                Files.delete(file(copy));
            } else {
                admin("drop database " + name(copy));
            }
        }

        private void admin(String sql) throws SQLException {
            try (Connection admin = databases.connect(databases.url.replace(name(databases.url), "postgres"))) {
                execute(admin, sql);
            }
        }
    }

    /** Tests with the databases of Trellis. */
    @TrellisTest(setup = Setup.class)
    static final class TemplateTests {
        @RepeatedTest(CHEAP)
        void a_query_finds_the_tables(DataSource database) throws SQLException {
            try (Connection connection = database.getConnection()) {
                execute(connection, QUERY);
            }
            ENDS.add(System.nanoTime());
        }
    }

    private static Path file(String url) {
        return Path.of(url.replace("jdbc:sqlite:", ""));
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** Declares the branch and the server of the tests. */
    static final class Setup implements TrellisTestSetup {
        @SuppressWarnings("NullAway.Init")
        private static FreshDatabases databases;

        @Override
        public void configure(TrellisBuilder trellis) {
            databases.configure(trellis, databases.url);
        }
    }

    private void upgrade(String databaseUrl) {
        TrellisBuilder builder = Trellis.builder();
        configure(builder, databaseUrl);
        try (Trellis trellis = builder.build()) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
    }

    private void configure(TrellisBuilder builder, String databaseUrl) {
        builder.findPlugins(false)
                .database(databaseUrl, user, password)
                .branch("b0", inputs.resolve("trellis/scripts/b0").toString());
    }

    private Connection connect(String databaseUrl) throws SQLException {
        return DriverManager.getConnection(databaseUrl, user, password);
    }

    private void query(String databaseUrl) throws SQLException {
        try (Connection connection = connect(databaseUrl)) {
            execute(connection, QUERY);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
