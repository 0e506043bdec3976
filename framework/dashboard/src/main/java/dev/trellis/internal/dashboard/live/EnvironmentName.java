package dev.trellis.internal.dashboard.live;

import dev.trellis.internal.diagram.site.Slug;

/**
 * The name of an environment.
 *
 * @param text the name for readers
 * @param slug the name in addresses: letters, digits, underscores and hyphens
 */
public record EnvironmentName(String text, String slug) {
    /** The configuration without an environment. */
    static final EnvironmentName NONE = new EnvironmentName("(no environment)", "database");

    static EnvironmentName of(String name) {
        return new EnvironmentName(name, "environment-" + Slug.of(name));
    }
}
