package dev.trellis.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.Trellis;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Applications with several data sources. */
@ExtendWith(OutputCaptureExtension.class)
class DataSourcesTest {
    private static final String SHOP = "trellis.branches.shop.table-prefix=shop_";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DataSourceAutoConfiguration.class, TrellisAutoConfiguration.class));

    /** Two data sources of which none is primary. */
    @Configuration(proxyBeanMethods = false)
    static class Two {
        @Bean
        DataSource orders(Environment environment) {
            return source(environment, "orders");
        }

        @Bean
        DataSource visits(Environment environment) {
            return source(environment, "visits");
        }
    }

    /** Two data sources of which one is marked. */
    @Configuration(proxyBeanMethods = false)
    static class Marked {
        @Bean
        DataSource orders(Environment environment) {
            return source(environment, "orders");
        }

        @Bean
        @TrellisDataSource
        DataSource visits(Environment environment) {
            return source(environment, "visits");
        }
    }

    private static DataSource source(Environment environment, String name) {
        return DataSourceBuilder.create()
                .url(environment.getRequiredProperty(name + ".url"))
                .username(environment.getProperty(name + ".user", ""))
                .password(environment.getProperty(name + ".password", ""))
                .build();
    }

    private ApplicationContextRunner on(TestDatabase orders, TestDatabase visits) {
        return runner.withPropertyValues(
                "orders.url=" + orders.url(),
                "orders.user=" + orders.user(),
                "orders.password=" + (orders.password() == null ? "" : orders.password()),
                "visits.url=" + visits.url(),
                "visits.user=" + visits.user(),
                "visits.password=" + (visits.password() == null ? "" : visits.password()));
    }

    @Test
    void each_listed_data_source_gets_its_own_branches(CapturedOutput output) {
        try (TestDatabase orders = TestDatabase.open(Kind.H2);
                TestDatabase visits = TestDatabase.open(Kind.POSTGRESQL)) {
            on(orders, visits)
                    .withUserConfiguration(Two.class)
                    .withPropertyValues(
                            "trellis.data-sources.orders.branches.shop.table-prefix=shop_",
                            "trellis.data-sources.visits.branches.store.table-prefix=store_",
                            "trellis.data-sources.visits.version-table=v")
                    .run(context -> assertThat(context)
                            .hasNotFailed()
                            .getBeanNames(Trellis.class)
                            .containsExactly("ordersTrellis", "visitsTrellis"));
            assertThat(orders.query("select version_num from trellis_version")).containsExactly("a2");
            assertThat(visits.query("select version_num from v")).containsExactly("b1");
        }
        assertThat(TrellisAutoConfigurationTest.lines(output))
                .containsExactly(
                        "ordersTrellis: 2 revisions run, the database is at a2 in N ms; found branch shop",
                        "visitsTrellis: 1 revision run, the database is at b1 in N ms; found branch store");
    }

    @Test
    void the_marked_data_source_is_migrated() {
        try (TestDatabase orders = TestDatabase.open(Kind.H2);
                TestDatabase visits = TestDatabase.open(Kind.H2)) {
            on(orders, visits)
                    .withUserConfiguration(Marked.class)
                    .withPropertyValues(SHOP)
                    .run(context -> assertThat(context).hasNotFailed());
            assertThat(visits.query("select version_num from trellis_version")).containsExactly("a2");
            assertThat(orders.query("select count(*) from information_schema.tables where table_schema = 'public'"))
                    .containsExactly("0");
        }
    }

    @Test
    void several_data_sources_of_which_none_is_chosen_are_refused() {
        try (TestDatabase orders = TestDatabase.open(Kind.H2)) {
            on(orders, orders)
                    .withUserConfiguration(Two.class)
                    .withPropertyValues(SHOP)
                    .run(
                            context -> assertThat(context)
                                    .getFailure()
                                    .rootCause()
                                    .hasMessageContaining(
                                            "ambiguous_data_source: there are several data sources, and none is primary: orders, visits"));
        }
    }

    @Test
    void a_listed_data_source_that_does_not_exist_is_refused() {
        try (TestDatabase orders = TestDatabase.open(Kind.H2)) {
            on(orders, orders)
                    .withUserConfiguration(Two.class)
                    .withPropertyValues("trellis.data-sources.oders.branches.shop.table-prefix=shop_")
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .hasMessageContaining(
                                    "no_such_data_source: 'trellis.data-sources.oders' names no bean that is a data source;"
                                            + " there are: orders, visits"));
        }
    }

    @Test
    void properties_next_to_listed_data_sources_are_refused() {
        try (TestDatabase orders = TestDatabase.open(Kind.H2)) {
            on(orders, orders)
                    .withUserConfiguration(Two.class)
                    .withPropertyValues(
                            "trellis.data-sources.orders.branches.shop.table-prefix=shop_", "trellis.lock-timeout=5s")
                    .run(context -> assertThat(context)
                            .getFailure()
                            .hasStackTraceContaining("trellis.lock-timeout")
                            .hasStackTraceContaining("Each data source has properties of its own"));
        }
    }
}
