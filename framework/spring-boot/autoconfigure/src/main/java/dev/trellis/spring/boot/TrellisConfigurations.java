package dev.trellis.spring.boot;

import dev.trellis.Trellis;
import dev.trellis.hibernate.EntityModel;
import javax.sql.DataSource;
import org.apache.commons.logging.LogFactory;
import org.hibernate.boot.Metadata;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.SchemaManagementProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;

/** The parts of {@link TrellisAutoConfiguration}, whose conditions are evaluated in the order of its imports. */
final class TrellisConfigurations {
    private TrellisConfigurations() {}

    /** The factory of the {@link Trellis} beans. */
    @Configuration(proxyBeanMethods = false)
    static class Factory {
        @Bean
        @ConditionalOnMissingBean
        static TrellisFactory trellisFactory(
                ListableBeanFactory beans, TrellisProperties properties, ResourceLoader resources) {
            return new TrellisFactory(beans, properties, resources);
        }
    }

    /** The {@link Trellis} beans for the data sources that the properties list. */
    @Configuration(proxyBeanMethods = false)
    @Import(TrellisDataSourcesRegistrar.class)
    static class ListedDataSources {}

    /** The {@link Trellis} bean for the database of the application. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(DatabaseCondition.class)
    static class ApplicationDatabase {
        @Bean
        @Lazy
        @ConditionalOnMissingBean
        static Trellis trellis(TrellisFactory factory) {
            return factory.create();
        }
    }

    /** The bean that does what the property {@code trellis.mode} states when the application starts. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(Trellis.class)
    static class Initialization {
        @Bean
        @ConditionalOnMissingBean
        static TrellisInitializer trellisInitializer(
                ListableBeanFactory beans,
                Environment environment,
                TrellisProperties properties,
                ObjectProvider<TrellisUpgradeStrategy> strategy) {
            return new TrellisInitializer(beans, environment, properties, strategy.getIfAvailable());
        }

        @Bean
        static SchemaManagementProvider trellisSchemaManagementProvider(ListableBeanFactory beans) {
            return new TrellisSchemaManagementProvider(beans);
        }
    }

    /** The entities of the application as a model. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({EntityModel.class, Metadata.class, PersistenceManagedTypes.class})
    static class Entities {
        @Bean
        static EntityModels trellisEntityModels(ListableBeanFactory beans, ResourceLoader resources) {
            return new EntityModels(beans, resources);
        }
    }

    /** States in the log why nothing is migrated. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(Trellis.class)
    static class NoDatabase {
        @Bean
        static NothingDone trellisNothingDone() {
            return new NothingDone();
        }
    }

    /** The line in the log of an application without a database. */
    static final class NothingDone {
        NothingDone() {
            LogFactory.getLog(TrellisInitializer.class)
                    .info("trellis: nothing done: there is no data source, and 'trellis.database.url' is not set");
        }
    }

    /** The condition that there is a database: a data source, a URL or connection details. */
    static final class DatabaseCondition extends AnyNestedCondition {
        DatabaseCondition() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnBean(DataSource.class)
        static final class HasDataSource {}

        @ConditionalOnBean(TrellisConnectionDetails.class)
        static final class HasConnectionDetails {}

        @ConditionalOnProperty("trellis.database.url")
        static final class HasUrl {}
    }
}
