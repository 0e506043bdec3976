package dev.trellis.dashboard;

import dev.trellis.Extensions;
import dev.trellis.config.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A request for a dashboard.
 *
 * @param configuration the configuration
 * @param extensions the contributions of plugins
 * @param environment the name of the environment that the configuration was read with, which is then the only one that the
 *     dashboard shows; null to show the database of the configuration and all of its environments
 * @param port the port, 1 to 65535; 0 for a free one
 * @param permission what the users of the dashboard may do
 */
public record DashboardRequest(
        Configuration configuration,
        Extensions extensions,
        @Nullable String environment,
        int port,
        Permission permission) {
    private static final int LARGEST_PORT = 65_535;

    public DashboardRequest {
        if (port < 0 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("the port is not a number from 0 to " + LARGEST_PORT + ": " + port);
        }
    }
}
