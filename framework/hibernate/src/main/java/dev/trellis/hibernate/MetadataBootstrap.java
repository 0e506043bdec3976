package dev.trellis.hibernate;

import dev.trellis.error.TrellisException;
import jakarta.persistence.Entity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.model.naming.ImplicitNamingStrategy;
import org.hibernate.boot.model.naming.ImplicitNamingStrategyJpaCompliantImpl;
import org.hibernate.boot.registry.BootstrapServiceRegistry;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.boot.registry.selector.spi.StrategySelector;
import org.hibernate.engine.config.spi.ConfigurationService;

/** Brings Hibernate up as far as its mapping metadata, and down again. */
final class MetadataBootstrap {
    private final Set<Class<?>> owned;
    private final Set<Class<?>> classes;
    private final Map<String, Object> settings;
    private final ConstraintNames names = new ConstraintNames();

    MetadataBootstrap(Set<Class<?>> owned, List<Class<?>> others, Map<String, Object> settings) {
        this.owned = owned;
        Set<Class<?>> roots = new LinkedHashSet<>(owned);
        roots.addAll(others);
        this.classes = ReachableEntities.from(roots);
        this.settings = new HashMap<>(settings);
        this.settings.put("hibernate.dialect", ModelDialect.class.getName());
        this.settings.put("hibernate.boot.allow_jdbc_metadata_access", "false");
        this.settings.put("hibernate.temp.use_jdbc_metadata_defaults", "false");
    }

    ConstraintNames names() {
        return names;
    }

    /** @throws EntityModelException with the class whose mapping cannot be read */
    <T> T read(Function<Metadata, T> reading) {
        try (LogSilencer silence = LogSilencer.ofHibernate()) {
            return silence.during(() -> read(classes, reading));
        } catch (TrellisException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw EntityModelException.badMapping(culprit(e), e);
        }
    }

    private <T> T read(Set<Class<?>> entities, Function<Metadata, T> reading) {
        BootstrapServiceRegistryBuilder bootstrap = new BootstrapServiceRegistryBuilder();
        entities.stream().map(Class::getClassLoader).distinct().forEach(bootstrap::applyClassLoader);
        BootstrapServiceRegistry services = bootstrap.build();
        StandardServiceRegistry registry = new StandardServiceRegistryBuilder(services)
                .applySettings(settings)
                .build();
        try {
            MetadataSources sources = new MetadataSources(registry);
            entities.forEach(sources::addAnnotatedClass);
            entities.stream().map(Class::getPackageName).distinct().forEach(sources::addPackage);
            names.completing(implicitNaming(registry));
            return reading.apply(sources.getMetadataBuilder()
                    .applyImplicitNamingStrategy(names)
                    .build());
        } finally {
            StandardServiceRegistryBuilder.destroy(registry);
        }
    }

    /** The strategy that the application set for names of tables and columns. */
    private static ImplicitNamingStrategy implicitNaming(StandardServiceRegistry registry) {
        Object setting = registry.requireService(ConfigurationService.class)
                .getSettings()
                .get("hibernate.implicit_naming_strategy");
        return registry.requireService(StrategySelector.class)
                .resolveDefaultableStrategy(
                        ImplicitNamingStrategy.class, setting, ImplicitNamingStrategyJpaCompliantImpl.INSTANCE);
    }

    /** The class that the message names, else the first that fails alone, else all. */
    private String culprit(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        List<Class<?>> suspects = new ArrayList<>(classes);
        suspects.sort((one, other) -> other.getName().length() - one.getName().length());
        for (Class<?> type : suspects) {
            if (message.contains(type.getName())) {
                return type.getName();
            }
        }
        for (Class<?> type : owned) {
            if (type.isAnnotationPresent(Entity.class) && failsAlone(type)) {
                return type.getName();
            }
        }
        return String.join(", ", owned.stream().map(Class::getName).toList());
    }

    private boolean failsAlone(Class<?> type) {
        try (LogSilencer silence = LogSilencer.ofHibernate()) {
            silence.during(() -> read(ReachableEntities.from(Set.of(type)), metadata -> metadata));
            return false;
        } catch (RuntimeException | LinkageError e) {
            return true;
        }
    }
}
