package dev.trellis.spring.boot.connection;

import dev.trellis.spring.boot.TrellisConnectionDetails;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.containers.JdbcDatabaseContainer;

/** Uses a container of Testcontainers with {@code @ServiceConnection} for migrations. */
final class TrellisContainerConnectionDetailsFactory
        extends ContainerConnectionDetailsFactory<JdbcDatabaseContainer<?>, TrellisConnectionDetails> {
    TrellisContainerConnectionDetailsFactory() {}

    @Override
    protected TrellisConnectionDetails getContainerConnectionDetails(
            ContainerConnectionSource<JdbcDatabaseContainer<?>> source) {
        return new Details(source);
    }

    /** Reads the connection from the container, which must be running at that time. */
    private static final class Details extends ContainerConnectionDetails<JdbcDatabaseContainer<?>>
            implements TrellisConnectionDetails {
        Details(ContainerConnectionSource<JdbcDatabaseContainer<?>> source) {
            super(source);
        }

        @Override
        public String getJdbcUrl() {
            return getContainer().getJdbcUrl();
        }

        @Override
        public String getUsername() {
            return getContainer().getUsername();
        }

        @Override
        public String getPassword() {
            return getContainer().getPassword();
        }
    }
}
