package dev.trellis.spring.boot.connection;

import dev.trellis.spring.boot.TrellisConnectionDetails;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Uses the connection of a database service, for example of Docker Compose, for migrations. */
final class JdbcConnectionDetailsAdapterFactory
        implements ConnectionDetailsFactory<JdbcConnectionDetails, TrellisConnectionDetails> {
    /**
     * Creates the factory. On Spring Boot 3.5 this constructor fails, because the type of connection details is in another
     * package there; Boot then ignores the factory.
     */
    JdbcConnectionDetailsAdapterFactory() {
        Objects.requireNonNull(JdbcConnectionDetails.class);
    }

    @Override
    public TrellisConnectionDetails getConnectionDetails(JdbcConnectionDetails source) {
        return new TrellisConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return source.getJdbcUrl();
            }

            @Override
            public @Nullable String getUsername() {
                return source.getUsername();
            }

            @Override
            public @Nullable String getPassword() {
                return source.getPassword();
            }
        };
    }
}
