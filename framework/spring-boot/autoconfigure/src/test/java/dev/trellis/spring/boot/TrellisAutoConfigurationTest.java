package dev.trellis.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The properties, the modes, the order of beans and the line in the log. */
@ExtendWith(OutputCaptureExtension.class)
class TrellisAutoConfigurationTest {
    private static final String SHOP = "trellis.branches.shop.table-prefix=shop_";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    TrellisAutoConfiguration.class));

    private ApplicationContextRunner on(TestDatabase database) {
        return runner.withPropertyValues(properties(database));
    }

    static String[] properties(TestDatabase database) {
        List<String> properties = new ArrayList<>(List.of("spring.datasource.url=" + database.url()));
        if (database.user() != null) {
            properties.add("spring.datasource.username=" + database.user());
        }
        if (database.password() != null) {
            properties.add("spring.datasource.password=" + database.password());
        }
        return properties.toArray(String[]::new);
    }

    /** Returns the lines of the log that state what has been done. */
    static List<String> lines(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(line -> line.contains("TrellisInitializer"))
                .map(line ->
                        line.replaceFirst(".*TrellisInitializer\\s*(:|--) ", "").replaceAll(" \\d+ ms", " N ms"))
                .toList();
    }

    /** Reads the database when it is created. */
    @Configuration(proxyBeanMethods = false)
    static class Reader {
        @Bean
        String names(JdbcTemplate jdbc) {
            return jdbc.queryForList("select name from shop_order", String.class)
                    .get(0);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_upgrade_runs_before_a_bean_that_uses_the_database(Kind kind, CapturedOutput output) {
        try (TestDatabase database = TestDatabase.open(kind)) {
            on(database)
                    .withPropertyValues(SHOP)
                    .withUserConfiguration(Reader.class)
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        assertThat(context.getBean("names")).isEqualTo("first");
                    });
            on(database)
                    .withPropertyValues(SHOP)
                    .run(context -> assertThat(context).hasNotFailed());
            assertThat(lines(output))
                    .containsExactly(
                            "trellis: 2 revisions run, the database is at a2 in N ms; found branch shop",
                            "trellis: nothing to do, the database is at a2 in N ms; found branch shop");
        }
    }

    @Test
    void an_application_without_a_data_source_starts_and_the_log_says_why_nothing_was_done(CapturedOutput output) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TrellisAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Trellis.class));
        assertThat(lines(output))
                .containsExactly(
                        "trellis: nothing done: there is no data source, and 'trellis.database.url' is not set");
    }

    @Test
    void an_application_without_a_branch_starts_and_the_log_says_why_nothing_was_done(CapturedOutput output) {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            on(database)
                    .withPropertyValues("trellis.plugins.find=false")
                    .run(context -> assertThat(context).hasNotFailed());
            assertThat(database.query("select count(*) from information_schema.tables where table_schema = 'public'"))
                    .containsExactly("0");
        }
        assertThat(lines(output))
                .containsExactly("trellis: nothing done: neither a plugin nor a property"
                        + " 'trellis.branches' contributes a revision");
    }

    @Test
    void the_mode_none_does_not_even_connect(CapturedOutput output) {
        runner.withPropertyValues("spring.datasource.url=jdbc:postgresql://localhost:1/none", SHOP, "trellis.mode=none")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(lines(output)).containsExactly("trellis: nothing done: the mode is none");
    }

    @Test
    void the_mode_check_heads_refuses_a_database_that_is_not_at_its_heads(CapturedOutput output) {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            ApplicationContextRunner checked = on(database).withPropertyValues(SHOP, "trellis.mode=check-heads");
            checked.run(context -> assertThat(context)
                    .hasFailed()
                    .getFailure()
                    .rootCause()
                    .isInstanceOfSatisfying(
                            TrellisException.class, e -> assertThat(e.name()).isEqualTo("not_at_heads")));
            assertThat(database.query("select count(*) from information_schema.tables where table_schema = 'public'"))
                    .containsExactly("0");
            on(database)
                    .withPropertyValues(SHOP)
                    .run(context -> assertThat(context).hasNotFailed());
            checked.run(context -> assertThat(context).hasNotFailed());
            assertThat(lines(output))
                    .last()
                    .isEqualTo("trellis: checked that the database is at its heads in N ms; found branch shop");
        }
    }

    @Test
    void the_mode_wait_starts_when_another_process_has_upgraded_the_database(CapturedOutput output) throws Exception {
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL)) {
            Thread other = new Thread(() -> {
                pause();
                try (Trellis trellis = Trellis.builder()
                        .database(database.url(), database.user(), database.password())
                        .findPlugins(false)
                        .branch("shop", "classpath:db/shop")
                        .build()) {
                    trellis.upgrade("heads", UpgradeOptions.NONE);
                }
            });
            other.start();
            on(database)
                    .withPropertyValues(SHOP, "trellis.mode=wait", "trellis.poll-interval=50ms")
                    .withUserConfiguration(Reader.class)
                    .run(context -> assertThat(context.getBean("names")).isEqualTo("first"));
            other.join();
            assertThat(lines(output))
                    .containsExactly("trellis: checked that the database is at its heads in N ms; found branch shop");
            assertThat(output).contains("trellis: waiting for the database: ");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(700);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_mode_wait_ends_with_an_error_after_its_timeout() {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            on(database)
                    .withPropertyValues(
                            SHOP, "trellis.mode=wait", "trellis.wait-timeout=200ms", "trellis.poll-interval=20ms")
                    .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("not_at_heads"));
        }
    }

    @Test
    void a_database_that_is_down_is_tried_again_for_the_configured_time(CapturedOutput output) {
        runner.withPropertyValues(
                        "trellis.database.url=jdbc:postgresql://localhost:1/none",
                        "trellis.database.user=someone",
                        "trellis.database.password=secret-word",
                        SHOP,
                        "trellis.connect-timeout=300ms",
                        "trellis.poll-interval=50ms")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .satisfies(e -> assertThat(e).isNotNull()));
        assertThat(output).contains("trellis: waiting for the database: ").doesNotContain("secret-word");
    }

    @Test
    void every_property_has_its_effect() {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            on(database)
                    .withPropertyValues(
                            SHOP,
                            "trellis.target=a1",
                            "trellis.version-table=v",
                            "trellis.history-table=h",
                            "trellis.transactions=all",
                            "trellis.lock-timeout=5",
                            "trellis.statement-timeout=1m",
                            "trellis.lock-wait-timeout=10s",
                            "trellis.variables.name=value")
                    .run(context -> assertThat(context).hasNotFailed());
            assertThat(database.query("select version_num from v")).containsExactly("a1");
            assertThat(database.query("select count(*) from h")).containsExactly("1");
        }
    }

    @Test
    void an_unknown_property_is_refused() {
        runner.withPropertyValues("spring.datasource.url=jdbc:h2:mem:unknown", "trellis.lock-timeuot=5")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("trellis.lock-timeuot"));
    }

    @Test
    void migrations_may_run_as_another_user_than_the_application() {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            database.execute("create user owner password 'pw' admin");
            on(database)
                    .withPropertyValues(SHOP, "trellis.database.user=owner", "trellis.database.password=pw")
                    .run(context -> assertThat(context).hasNotFailed());
            assertThat(database.query("select version_num from trellis_version"))
                    .containsExactly("a2");
        }
    }

    @Test
    void a_strategy_replaces_the_upgrade(CapturedOutput output) {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            on(database)
                    .withPropertyValues(SHOP)
                    .withBean(
                            TrellisUpgradeStrategy.class,
                            () -> (name, trellis) -> trellis.upgrade("+1", UpgradeOptions.NONE))
                    .run(context -> assertThat(context).hasNotFailed());
            assertThat(lines(output))
                    .containsExactly("trellis: 1 revision run, the database is at a1 in N ms; found branch shop");
        }
    }

    @Test
    void a_trellis_bean_of_the_application_replaces_the_configured_one(CapturedOutput output) {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            on(database)
                    .withBean(
                            "own",
                            Trellis.class,
                            () -> Trellis.builder()
                                    .database(database.url(), database.user(), database.password())
                                    .findPlugins(false)
                                    .branch("shop", "classpath:db/shop")
                                    .build())
                    .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Trellis.class));
            assertThat(lines(output))
                    .containsExactly("own: 2 revisions run, the database is at a2 in N ms; found branch shop");
        }
    }
}
