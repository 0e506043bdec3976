package dev.trellis.spring.boot;

import dev.trellis.TrellisBuilder;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Chooses the database of a {@link dev.trellis.Trellis} bean. */
final class MigrationDataSource {
    private final ListableBeanFactory beans;
    private final TrellisConnectionDetails details;
    private final @Nullable String name;

    /**
     * Creates the choice.
     *
     * @param name the name of the data source; null for that of the application
     */
    MigrationDataSource(ListableBeanFactory beans, TrellisProperties properties, @Nullable String name) {
        this.beans = beans;
        this.name = name;
        PropertiesConnectionDetails configured = new PropertiesConnectionDetails(properties.database());
        this.details = name == null
                ? Objects.requireNonNullElse(
                        beans.getBeanProvider(TrellisConnectionDetails.class).getIfAvailable(), configured)
                : configured;
    }

    /**
     * Sets the database that Trellis migrates: the data source annotated with {@link TrellisDataSource}; without one, the
     * configured URL; without a URL, the only or primary data source of the application. The last is used with the
     * configured user and password if a user is configured. For a named data source, the annotation is ignored, and the
     * bean of that name takes the place of the data source of the application.
     *
     * @return the chosen data source, without the configured user; if the URL is used, the only or primary data source of
     *     the application, or null if there is none
     */
    @Nullable
    DataSource applyTo(TrellisBuilder builder) {
        String marked = name == null ? marked() : null;
        if (marked != null) {
            DataSource source = beans.getBean(marked, DataSource.class);
            builder.dataSource(source);
            return source;
        }
        String url = details.getJdbcUrl();
        if (url != null) {
            builder.database(url, details.getUsername(), details.getPassword());
            return beans.getBeanProvider(DataSource.class).getIfUnique();
        }
        DataSource source = ofApplication();
        builder.dataSource(details.getUsername() == null ? source : withUser(source));
        return source;
    }

    private @Nullable String marked() {
        for (String bean : beans.getBeanNamesForType(DataSource.class, true, false)) {
            if (beans.findAnnotationOnBean(bean, TrellisDataSource.class, false) != null) {
                return bean;
            }
        }
        return null;
    }

    private DataSource ofApplication() {
        if (name != null) {
            try {
                return beans.getBean(name, DataSource.class);
            } catch (NoSuchBeanDefinitionException e) {
                throw DataSourceException.unknown(name, beans.getBeanNamesForType(DataSource.class, true, false));
            }
        }
        DataSource source = beans.getBeanProvider(DataSource.class).getIfUnique();
        if (source == null) {
            throw DataSourceException.notUnique(beans.getBeanNamesForType(DataSource.class, true, false));
        }
        return source;
    }

    private DataSource withUser(DataSource source) {
        return DataSourceBuilder.derivedFrom(source)
                .type(SimpleDriverDataSource.class)
                .username(details.getUsername())
                .password(details.getPassword())
                .build();
    }

    /**
     * The connection in the properties.
     *
     * @param database the properties
     */
    private record PropertiesConnectionDetails(TrellisProperties.Database database)
            implements TrellisConnectionDetails {
        @Override
        public @Nullable String getJdbcUrl() {
            return database.url();
        }

        @Override
        public @Nullable String getUsername() {
            return database.user();
        }

        @Override
        public @Nullable String getPassword() {
            return database.password();
        }
    }
}
