package dev.trellis.spring.boot;

import dev.trellis.Trellis;
import dev.trellis.TrellisBuilder;
import dev.trellis.config.Configuration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.io.ResourceLoader;

/** Creates the {@link Trellis} beans from the properties, the plugins on the class path and the beans of the application. */
final class TrellisFactory {
    private final ListableBeanFactory beans;
    private final TrellisProperties properties;
    private final ResourceLoader resources;

    TrellisFactory(ListableBeanFactory beans, TrellisProperties properties, ResourceLoader resources) {
        this.beans = beans;
        this.properties = properties;
        this.resources = resources;
    }

    /** Returns the instance for the database of the application. */
    Trellis create() {
        return create("trellis", properties, null);
    }

    /**
     * Returns the instance for a data source that the properties list.
     *
     * @param dataSource the name of the bean
     */
    Trellis create(String dataSource) {
        return create(
                TrellisBeanNames.of(dataSource),
                TrellisBeanNames.properties(TrellisBeanNames.of(dataSource), properties),
                dataSource);
    }

    private Trellis create(String name, TrellisProperties chosen, @Nullable String dataSource) {
        TrellisBuilder builder = Trellis.builder().classLoader(classLoader());
        configure(builder, chosen);
        DataSource source = new MigrationDataSource(beans, chosen, dataSource).applyTo(builder);
        ContributedBeans contributed = new ContributedBeans(beans, chosen);
        contributed.applyTo(builder);
        new ConfiguredBranches(beans, resources, chosen, dataSource == null, source).applyTo(builder);
        beans.getBeanProvider(TrellisBuilderCustomizer.class)
                .orderedStream()
                .forEach(customizer -> customizer.customize(name, builder));
        return builder.build();
    }

    private ClassLoader classLoader() {
        ClassLoader loader = resources.getClassLoader();
        return loader == null ? TrellisFactory.class.getClassLoader() : loader;
    }

    private static void configure(TrellisBuilder builder, TrellisProperties chosen) {
        if (chosen.configuration() != null) {
            builder.configuration(chosen.configuration());
        }
        if (chosen.environment() != null) {
            builder.environment(chosen.environment());
        }
        if (chosen.database().schema() != null) {
            builder.schema(chosen.database().schema());
        }
        builder.variables(chosen.variables()).findPlugins(chosen.plugins().find());
        builder.settings(settings -> set(settings, chosen));
        List<String> labels = chosen.plugins().branches();
        if (labels != null) {
            builder.extensions(extensions -> extensions.branches(extensions.build().branches().stream()
                    .filter(branch -> labels.contains(branch.label()))
                    .toList()));
        }
    }

    private static void set(Configuration.Builder settings, TrellisProperties chosen) {
        if (chosen.plugins().path() != null) {
            settings.pluginFolder(chosen.plugins().path());
        }
        if (chosen.versionTable() != null) {
            settings.versionTable(chosen.versionTable());
        }
        if (chosen.historyTable() != null) {
            settings.historyTable(chosen.historyTable());
        }
        if (chosen.transactions() != null) {
            settings.transactions(chosen.transactions());
        }
        if (chosen.lockTimeout() != null) {
            settings.lockTimeout(chosen.lockTimeout());
        }
        if (chosen.statementTimeout() != null) {
            settings.statementTimeout(chosen.statementTimeout());
        }
        if (chosen.lockWaitTimeout() != null) {
            settings.lockWaitTimeout(chosen.lockWaitTimeout());
        }
    }
}
