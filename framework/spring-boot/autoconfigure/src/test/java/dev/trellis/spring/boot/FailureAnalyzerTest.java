package dev.trellis.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The texts for errors that end the start of an application. */
class FailureAnalyzerTest {
    private static final String SHOP = "trellis.branches.shop.table-prefix=shop_";

    private static FailureAnalysis analyze(TestDatabase database, String... properties) {
        return analyze(new ApplicationContextRunner()
                .withPropertyValues(TrellisAutoConfigurationTest.properties(database))
                .withPropertyValues(properties));
    }

    private static FailureAnalysis analyze(ApplicationContextRunner runner) {
        FailureAnalysis[] analysis = new FailureAnalysis[1];
        runner.withConfiguration(
                        AutoConfigurations.of(DataSourceAutoConfiguration.class, TrellisAutoConfiguration.class))
                .run(context -> analysis[0] = new TrellisFailureAnalyzer()
                        .analyze(Objects.requireNonNull(context.getStartupFailure(), "the application has started")));
        return Objects.requireNonNull(analysis[0], "the failure is not one of Trellis");
    }

    private static void check(FailureAnalysis analysis, String description, String action) {
        assertThat(analysis.getDescription()).startsWith("Trellis cannot migrate the database:\n\n" + description);
        assertThat(analysis.getAction()).contains(action);
    }

    @Test
    void a_pool_whose_database_is_down() {
        check(
                analyze(new ApplicationContextRunner()
                        .withPropertyValues(
                                "spring.datasource.url=jdbc:postgresql://localhost:1/none",
                                "spring.datasource.hikari.connection-timeout=300",
                                SHOP)),
                "cannot_connect: ",
                "correct 'spring.datasource.url'. If the database starts together with the application, let the application"
                        + " wait for it: trellis.connect-timeout=60s");
    }

    @Test
    void a_database_that_is_down() {
        check(
                analyze(new ApplicationContextRunner()
                        .withPropertyValues("trellis.database.url=jdbc:postgresql://localhost:1/none", SHOP)),
                "cannot_connect: cannot connect to jdbc:postgresql://localhost:1/none",
                "Start the database");
    }

    @Test
    void a_wrong_password() {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            database.execute("create user someone password 'right'");
            FailureAnalysis analysis = analyze(
                    database,
                    SHOP,
                    "trellis.database.url=" + database.url(),
                    "trellis.database.user=someone",
                    "trellis.database.password=wrong-secret");
            check(analysis, "access_denied: ", "trellis.database.user");
            assertThat(analysis.getDescription()).doesNotContain("wrong-secret");
        }
    }

    @Test
    void a_branch_without_scripts() {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            check(
                    analyze(database, "trellis.branches.nothing.table-prefix=n_"),
                    "no_scripts: ",
                    "src/main/resources/db/LABEL");
        }
    }

    @Test
    void a_java_step_without_a_bean() {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            check(
                    analyze(database, "trellis.branches.audit.table-prefix=audit_"),
                    "unknown_step: ",
                    "@Component(\"NAME\")");
        }
    }

    @Test
    void a_database_that_is_not_at_its_heads() {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            check(
                    analyze(database, SHOP, "trellis.mode=check-heads"),
                    "not_at_heads: ",
                    "trellis.mode=upgrade-and-exit");
        }
    }

    @Test
    void a_database_of_another_tool() {
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL)) {
            database.execute("create table flyway_schema_history (installed_rank integer primary key)");
            check(analyze(database, SHOP), "foreign_history: ", "trellis.adopt=true");
            new ApplicationContextRunner()
                    .withConfiguration(
                            AutoConfigurations.of(DataSourceAutoConfiguration.class, TrellisAutoConfiguration.class))
                    .withPropertyValues(TrellisAutoConfigurationTest.properties(database))
                    .withPropertyValues(SHOP, "trellis.adopt=true")
                    .run(context -> assertThat(context).hasNotFailed());
        }
    }

    @Test
    void a_revision_whose_script_is_missing() {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            new ApplicationContextRunner()
                    .withConfiguration(
                            AutoConfigurations.of(DataSourceAutoConfiguration.class, TrellisAutoConfiguration.class))
                    .withPropertyValues(TrellisAutoConfigurationTest.properties(database))
                    .withPropertyValues(SHOP)
                    .run(context -> assertThat(context).hasNotFailed());
            check(
                    analyze(database, "trellis.branches.store.table-prefix=store_"),
                    "unexplained_revision: ",
                    "add the jar to the dependencies");
        }
    }

    /** The advice of the error is kept where no property is the remedy. */
    @Test
    void a_statement_that_fails() {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            database.execute("create table shop_order (id integer)");
            FailureAnalysis analysis = analyze(database, SHOP);
            check(analysis, "", "");
            assertThat(analysis.getDescription()).contains("a1_orders.yaml");
            assertThat(analysis.getAction()).isNotEmpty();
        }
    }
}
