package dev.trellis.spring.boot.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.spring.boot.TrellisAutoConfiguration;
import dev.trellis.spring.boot.TrellisConnectionDetails;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.utility.DockerImageName;

/** Migrations over the connections of Docker Compose and Testcontainers. */
class ConnectionDetailsTest {
    /** The connection that Docker Compose contributes for a service. */
    private record ServiceConnectionDetails(TestDatabase database) implements JdbcConnectionDetails {
        @Override
        public @Nullable String getUsername() {
            return database.user();
        }

        @Override
        public @Nullable String getPassword() {
            return database.password();
        }

        @Override
        public String getJdbcUrl() {
            return database.url();
        }
    }

    @Test
    void the_connection_of_a_service_is_used_for_migrations() {
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL)) {
            ConnectionDetails details = new ConnectionDetailsFactories(
                            getClass().getClassLoader())
                    .getConnectionDetails(new ServiceConnectionDetails(database), true)
                    .get(TrellisConnectionDetails.class);
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(TrellisAutoConfiguration.class))
                    .withPropertyValues(
                            "trellis.branches.shop.table-prefix=shop_",
                            "trellis.database.url=jdbc:postgresql://localhost:1/none")
                    .withBean(TrellisConnectionDetails.class, () -> (TrellisConnectionDetails) details)
                    .run(context -> assertThat(context).hasNotFailed());
            assertThat(database.query("select version_num from trellis_version"))
                    .containsExactly("a2");
        }
    }

    /** A container whose database the test has started already, because the tests need no container engine. */
    private static final class StartedContainer extends JdbcDatabaseContainer<StartedContainer> {
        private final TestDatabase database;

        StartedContainer(TestDatabase database) {
            super(DockerImageName.parse("postgres:18"));
            this.database = database;
        }

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return true;
        }

        @Override
        public String getDriverClassName() {
            return "org.postgresql.Driver";
        }

        @Override
        public String getJdbcUrl() {
            return database.url();
        }

        @Override
        public String getUsername() {
            return String.valueOf(database.user());
        }

        @Override
        public @Nullable String getPassword() {
            return database.password();
        }

        @Override
        protected String getTestQueryString() {
            return "select 1";
        }
    }

    private static @Nullable TestDatabase database;

    /** A container as the documentation of Spring Boot declares it. */
    @Configuration(proxyBeanMethods = false)
    static class Containers {
        @Bean
        @ServiceConnection
        StartedContainer postgresql() {
            return new StartedContainer(java.util.Objects.requireNonNull(database));
        }
    }

    @Test
    void a_container_with_a_service_connection_is_migrated() {
        try (TestDatabase opened = TestDatabase.open(Kind.POSTGRESQL)) {
            database = opened;
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            ServiceConnectionAutoConfiguration.class, TrellisAutoConfiguration.class))
                    .withUserConfiguration(Containers.class)
                    .withPropertyValues("trellis.branches.shop.table-prefix=shop_")
                    .run(context -> assertThat(context).hasNotFailed().hasSingleBean(TrellisConnectionDetails.class));
            assertThat(opened.query("select version_num from trellis_version")).containsExactly("a2");
        } finally {
            database = null;
        }
    }
}
