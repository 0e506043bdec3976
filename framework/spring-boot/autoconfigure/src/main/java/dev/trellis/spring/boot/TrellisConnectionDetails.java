package dev.trellis.spring.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * The connection of the migrations. A bean of this type replaces {@code trellis.database.url}, {@code user} and {@code
 * password}; containers of Testcontainers and Docker Compose contribute one.
 */
public interface TrellisConnectionDetails extends ConnectionDetails {
    /** Returns the JDBC URL; null for that of the data source. */
    @Nullable
    String getJdbcUrl();

    /** Returns the user; null for that of the data source. */
    @Nullable
    String getUsername();

    /** Returns the password; null for none. */
    @Nullable
    String getPassword();
}
