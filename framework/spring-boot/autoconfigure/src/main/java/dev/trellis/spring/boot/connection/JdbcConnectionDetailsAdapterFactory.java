package dev.trellis.spring.boot.connection;

import dev.trellis.spring.boot.TrellisConnectionDetails;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Uses the connection of a database service, for example of Docker Compose, for migrations. */
final class JdbcConnectionDetailsAdapterFactory
        implements ConnectionDetailsFactory<JdbcConnectionDetails, TrellisConnectionDetails> {
    /** Fails on Spring Boot 3.5, which has the type in another package; Boot then ignores the factory. */
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
