package dev.trellis.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.Trellis;
import dev.trellis.report.DiffReport;
import dev.trellis.spring.boot.adopted.StoreOrder;
import dev.trellis.spring.boot.entities.StoreVisit;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Locale;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.naming.PhysicalNamingStrategy;
import org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The scanned entities of the application as the model of its branch. */
class EntityModelsTest {
    private static final String STORE = "trellis.branches.store.table-prefix=store_";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    HibernateJpaAutoConfiguration.class,
                    TrellisAutoConfiguration.class));

    /** An application with entities. */
    @Configuration(proxyBeanMethods = false)
    @EntityScan(basePackageClasses = StoreVisit.class)
    static class Application {}

    /** An application whose table Hibernate has created before Trellis was added. */
    @Configuration(proxyBeanMethods = false)
    @EntityScan(basePackageClasses = StoreOrder.class)
    static class AdoptedApplication {}

    /** An application that names tables in its own way. */
    @Configuration(proxyBeanMethods = false)
    @EntityScan(basePackageClasses = StoreVisit.class)
    static class ApplicationWithNames {
        @Bean
        PhysicalNamingStrategy names() {
            return new PhysicalNamingStrategyStandardImpl() {
                private static final long serialVersionUID = 1L;

                @Override
                public Identifier toPhysicalTableName(Identifier name, JdbcEnvironment environment) {
                    return Identifier.toIdentifier("tbl_" + name.getText().toLowerCase(Locale.ROOT));
                }
            };
        }
    }

    private static List<String> missing(Trellis trellis) {
        List<DiffReport> reports = trellis.check(null);
        return reports.stream()
                .flatMap(report -> report.operations().stream())
                .map(Object::toString)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"H2", "POSTGRESQL"})
    void the_entities_are_the_model_and_hibernate_finds_their_tables(Kind kind) {
        try (TestDatabase database = TestDatabase.open(kind)) {
            runner.withPropertyValues(TrellisAutoConfigurationTest.properties(database))
                    .withPropertyValues(STORE, "spring.jpa.hibernate.ddl-auto=validate")
                    .withUserConfiguration(Application.class)
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        assertThat(missing(context.getBean(Trellis.class))).isEmpty();
                        try (EntityManager manager =
                                context.getBean(EntityManagerFactory.class).createEntityManager()) {
                            assertThat(manager.createQuery("select count(v) from StoreVisit v", Long.class)
                                            .getSingleResult())
                                    .isZero();
                        }
                        assertThat(context.getBean(Trellis.class).plugins())
                                .filteredOn(branch -> branch.label().equals("store"))
                                .singleElement()
                                .satisfies(branch -> assertThat(branch.tables()).containsExactly("store_visit"));
                    });
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"H2", "POSTGRESQL", "MARIADB", "MYSQL"})
    void check_is_clean_after_stamp_of_a_schema_that_hibernate_has_created(Kind kind) {
        try (TestDatabase database = TestDatabase.open(kind)) {
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            DataSourceAutoConfiguration.class, HibernateJpaAutoConfiguration.class))
                    .withPropertyValues(TrellisAutoConfigurationTest.properties(database))
                    .withPropertyValues("spring.jpa.hibernate.ddl-auto=create")
                    .withUserConfiguration(AdoptedApplication.class)
                    .run(context -> assertThat(context).hasNotFailed());
            runner.withPropertyValues(TrellisAutoConfigurationTest.properties(database))
                    .withPropertyValues(STORE, "trellis.mode=none", "spring.jpa.hibernate.ddl-auto=validate")
                    .withUserConfiguration(AdoptedApplication.class)
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        Trellis trellis = context.getBean(Trellis.class);
                        trellis.stamp(List.of("heads"), false);
                        assertThat(missing(trellis)).isEmpty();
                    });
        }
    }

    @Test
    void the_model_has_the_names_of_the_naming_strategy_of_the_application() {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            runner.withPropertyValues(TrellisAutoConfigurationTest.properties(database))
                    .withPropertyValues(STORE)
                    .withUserConfiguration(ApplicationWithNames.class)
                    .run(context -> assertThat(context.getBean(Trellis.class).plugins())
                            .filteredOn(branch -> branch.label().equals("store"))
                            .singleElement()
                            .satisfies(branch -> assertThat(branch.tables()).containsExactly("tbl_storevisit")));
        }
    }

    @Test
    void hibernate_does_not_create_tables_in_an_embedded_database() {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            runner.withPropertyValues(TrellisAutoConfigurationTest.properties(database))
                    .withPropertyValues("trellis.branches.shop.table-prefix=shop_")
                    .withUserConfiguration(Application.class)
                    .run(context -> assertThat(missing(context.getBean(Trellis.class)))
                            .hasSize(2)
                            .anyMatch(operation -> operation.contains("store_visit")));
        }
    }

    @Test
    void packages_of_entities_can_be_chosen() {
        try (TestDatabase database = TestDatabase.open(Kind.H2)) {
            runner.withPropertyValues(TrellisAutoConfigurationTest.properties(database))
                    .withPropertyValues(
                            "trellis.branches.store.entity-packages=" + StoreVisit.class.getPackageName(),
                            "trellis.branches.shop.entity-packages=")
                    .run(context -> assertThat(context.getBean(Trellis.class).plugins())
                            .filteredOn(branch -> !branch.tables().isEmpty())
                            .singleElement()
                            .satisfies(branch -> assertThat(branch.tables()).containsExactly("store_visit")));
        }
    }
}
