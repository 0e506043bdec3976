package dev.trellis.spring.boot;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Import;

/** Upgrades the database when the application starts. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration"
        })
@EnableConfigurationProperties(TrellisProperties.class)
@Import({
    DatabaseInitializationDependencyConfigurer.class,
    TrellisConfigurations.Factory.class,
    TrellisConfigurations.Entities.class,
    TrellisConfigurations.ListedDataSources.class,
    TrellisConfigurations.ApplicationDatabase.class,
    TrellisConfigurations.Initialization.class,
    TrellisConfigurations.NoDatabase.class
})
public final class TrellisAutoConfiguration {
    /** Created by Spring. */
    TrellisAutoConfiguration() {}
}
