package dev.trellis.internal.dashboard.live;

import dev.trellis.Extensions;
import dev.trellis.config.Configuration;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.error.TrellisException;
import dev.trellis.inject.Plugins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The environments that a dashboard shows. The configuration is read once, scripts and databases for each page. */
public final class Environments implements AutoCloseable {
    private final List<Environment> all;
    private final String title;

    private Environments(List<Environment> all, String title) {
        this.all = List.copyOf(all);
        this.title = title;
    }

    /**
     * Returns the environments of a configuration.
     *
     * @param only the name of the environment that the configuration was read with; null for the database of the
     *     configuration, if it has one, and all environments
     * @throws TrellisException {@code missing_key} if there is neither a database nor an environment
     */
    public static Environments of(Configuration configuration, Extensions extensions, @Nullable String only) {
        List<Environment> all = new ArrayList<>();
        if (only != null) {
            configuration.requireDatabase();
            all.add(Environment.of(EnvironmentName.of(only), configuration, extensions));
        } else {
            if (configuration.database() != null || configuration.environments().isEmpty()) {
                configuration.requireDatabase();
                all.add(Environment.of(EnvironmentName.NONE, configuration, extensions));
            }
            configuration.environments().forEach(name -> all.add(read(configuration, extensions, name)));
        }
        Path folder = configuration.folder().getFileName();
        return new Environments(all, folder == null ? "Database" : folder.toString());
    }

    private static Environment read(Configuration base, Extensions extensions, String name) {
        EnvironmentName named = EnvironmentName.of(name);
        try {
            Configuration configuration = ConfigurationReader.readEnvironment(base, name);
            configuration.requireDatabase();
            boolean hasSamePlugins = Objects.equals(configuration.pluginFolder(), base.pluginFolder())
                    && configuration.pluginClasses().equals(base.pluginClasses());
            return Environment.of(
                    named,
                    configuration,
                    hasSamePlugins
                            ? extensions
                            : Plugins.find(configuration.pluginFolder(), configuration.pluginClasses()));
        } catch (TrellisException e) {
            return Environment.broken(named, e.problems());
        }
    }

    /** Returns the environments; at least one. */
    public List<Environment> all() {
        return all;
    }

    /** Returns the environment with a name in addresses. */
    public Optional<Environment> find(String slug) {
        return all.stream()
                .filter(environment -> environment.name().slug().equals(slug))
                .findFirst();
    }

    /** Returns the name of the project. */
    public String title() {
        return title;
    }

    @Override
    public void close() {
        all.forEach(Environment::close);
    }
}
