package dev.trellis.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.Trellis;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** Applications with H2 and without Jakarta Persistence. */
class JdbcApplicationTest {
    /** The option that switches Jakarta Persistence off. The classes have other names in Spring Boot 4 than in 3.5. */
    private static final String WITHOUT_PERSISTENCE = "--spring.autoconfigure.exclude="
            + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
            + "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration,"
            + "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration,"
            + "org.springframework.boot.autoconfigure.data.jpa.JpaRepositoriesAutoConfiguration";

    /** One data source, which Boot configures. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Welcome.class)
    static class One {
        @Bean
        Set<String> names(JdbcTemplate jdbc) {
            return Set.copyOf(jdbc.queryForList("select customer_name from shop_order", String.class));
        }
    }

    /** Two data sources. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Welcome.class)
    static class Two {
        @Bean
        DataSource orders() {
            return DataSourceBuilder.create()
                    .url("jdbc:h2:mem:orders;DATABASE_TO_LOWER=TRUE")
                    .build();
        }

        @Bean
        DataSource base() {
            return DataSourceBuilder.create()
                    .url("jdbc:h2:mem:base;DATABASE_TO_LOWER=TRUE")
                    .build();
        }
    }

    private static ConfigurableApplicationContext run(Class<?> application, String... arguments) {
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .run(arguments);
    }

    @Test
    void a_bean_that_reads_the_database_is_created_after_the_upgrade() {
        try (ConfigurableApplicationContext context =
                run(One.class, WITHOUT_PERSISTENCE, "--spring.datasource.url=jdbc:h2:mem:one;DATABASE_TO_LOWER=TRUE")) {
            assertEquals(Set.of("the first"), context.getBean("names"));
        }
    }

    @Test
    void each_of_two_data_sources_has_its_branches() {
        try (ConfigurableApplicationContext context = run(
                Two.class,
                WITHOUT_PERSISTENCE,
                "--spring.config.location=optional:classpath:/none/",
                "--trellis.data-sources.orders.branches.shop.table-prefix=shop_",
                "--trellis.data-sources.orders.plugins.find=false",
                "--trellis.data-sources.base.plugins.branches=retail")) {
            assertEquals(List.of("shop"), labels(context, "ordersTrellis"));
            assertEquals(List.of("retail"), labels(context, "baseTrellis"));
            assertEquals(
                    1,
                    new JdbcTemplate(context.getBean("orders", DataSource.class))
                            .queryForObject("select count(*) from shop_order", Integer.class));
            assertEquals(
                    0,
                    new JdbcTemplate(context.getBean("base", DataSource.class))
                            .queryForObject("select count(*) from customer", Integer.class));
        }
    }

    private static List<String> labels(ConfigurableApplicationContext context, String bean) {
        return context.getBean(bean, Trellis.class).current().stream()
                .map(revision -> revision.branch())
                .toList();
    }
}
