package dev.trellis.bench;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.trellis.TrellisBuilder;
import dev.trellis.junit.TrellisTest;
import dev.trellis.junit.TrellisTestSetup;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs tests of JUnit, each of which uses a fresh database for one query, and measures them. */
final class FreshDatabaseTests {
    private static final int COUNT = 60;

    /** The time at which each test has ended; the removal of its database is a cost of the next one. */
    private static final List<Long> ENDS = new ArrayList<>();

    /** The databases of the tests; set by {@link #costs}, because JUnit creates the test classes. */
    @SuppressWarnings("NullAway.Init")
    private static DatabaseFactory databases;

    private FreshDatabaseTests() {}

    /** Runs the tests of a class and returns the time from the end of each test to the end of the next, in nanoseconds. */
    static List<Long> costs(Class<?> type, DatabaseFactory factory) {
        databases = factory;
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(type))
                                .build(),
                        listener);
        TestExecutionSummary summary = listener.getSummary();
        if (summary.getTestsSucceededCount() != COUNT) {
            IllegalStateException failed = new IllegalStateException("the tests have failed");
            summary.getFailures().forEach(failure -> failed.addSuppressed(failure.getException()));
            throw failed;
        }
        List<Long> costs = new ArrayList<>();
        for (int i = 1; i < ENDS.size(); i++) {
            costs.add(ENDS.get(i) - ENDS.get(i - 1));
        }
        return costs;
    }

    /** Tests whose database is copied with the means of the database only. */
    static final class Bare {
        private final String copy = databases.urlOf("bare_");

        @BeforeEach
        void copy() throws SQLException, IOException {
            databases.copy(copy);
        }

        @RepeatedTest(COUNT)
        void a_query_finds_the_tables() throws SQLException {
            databases.query(copy);
            ENDS.add(System.nanoTime());
        }

        @AfterEach
        void drop() throws SQLException, IOException {
            databases.drop(copy);
        }
    }

    /** Tests with the databases of Trellis. */
    @TrellisTest(setup = Setup.class)
    static final class Template {
        @RepeatedTest(COUNT)
        void a_query_finds_the_tables(DataSource database) throws SQLException {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(DatabaseFactory.QUERY);
            }
            ENDS.add(System.nanoTime());
        }
    }

    /** Declares the branch and the server of the tests. */
    static final class Setup implements TrellisTestSetup {
        @Override
        public void configure(TrellisBuilder trellis) {
            databases.configure(trellis, databases.url());
        }
    }
}
