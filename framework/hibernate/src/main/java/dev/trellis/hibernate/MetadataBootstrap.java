package dev.trellis.hibernate;

import dev.trellis.error.TrellisException;
import jakarta.persistence.Entity;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Version;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.model.naming.ImplicitNamingStrategy;
import org.hibernate.boot.model.naming.ImplicitNamingStrategyJpaCompliantImpl;
import org.hibernate.boot.registry.BootstrapServiceRegistry;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.boot.registry.selector.spi.StrategySelector;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.config.spi.ConfigurationService;

/** Starts Hibernate up to its mapping metadata, without a database, and shuts it down again. */
final class MetadataBootstrap {
    private final Set<Class<?>> owned;
    private final Set<Class<?>> classes;
    private final Map<String, Object> settings;
    private final ConstraintNames names = new ConstraintNames();

    /**
     * Creates the bootstrap.
     *
     * @param dialect the dialect that Hibernate maps the entities for
     */
    MetadataBootstrap(Set<Class<?>> owned, List<Class<?>> others, Map<String, Object> settings, Dialect dialect) {
        HibernateVersion.require(Version.getVersionString());
        this.owned = owned;
        Set<Class<?>> roots = new LinkedHashSet<>(owned);
        roots.addAll(others);
        this.classes = ReachableEntities.from(roots);
        this.settings = new HashMap<>(settings);
        this.settings.put("hibernate.dialect", dialect);
        this.settings.put("hibernate.boot.allow_jdbc_metadata_access", "false");
        this.settings.put("hibernate.temp.use_jdbc_metadata_defaults", "false");
    }

    ConstraintNames names() {
        return names;
    }

    /**
     * Applies a function to the metadata; the metadata is invalid afterwards.
     *
     * @throws EntityModelException {@code bad_entity} with the class whose mapping cannot be read
     */
    <T> T read(Function<Metadata, T> function) {
        try {
            return LogSilencer.withoutLog(() -> read(classes, function));
        } catch (TrellisException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw EntityModelException.badMapping(classAtFault(e), e);
        }
    }

    private <T> T read(Set<Class<?>> entities, Function<Metadata, T> function) {
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
            names.delegateTo(implicitNaming(registry));
            return function.apply(sources.getMetadataBuilder()
                    .applyImplicitNamingStrategy(names)
                    .build());
        } finally {
            StandardServiceRegistryBuilder.destroy(registry);
        }
    }

    /**
     * Returns the naming strategy for tables and columns that the application has set, else Hibernate's standard strategy.
     */
    private static ImplicitNamingStrategy implicitNaming(StandardServiceRegistry registry) {
        Object setting = registry.requireService(ConfigurationService.class)
                .getSettings()
                .get("hibernate.implicit_naming_strategy");
        return registry.requireService(StrategySelector.class)
                .resolveDefaultableStrategy(
                        ImplicitNamingStrategy.class, setting, ImplicitNamingStrategyJpaCompliantImpl.INSTANCE);
    }

    /**
     * Returns the name of the class that causes the failure: the class that the message names, else the first class that
     * fails alone, else all classes of the branch.
     */
    private String classAtFault(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        // The longest name first: the name of one class may be the beginning of another's.
        Optional<Class<?>> named = classes.stream()
                .sorted(Comparator.comparing((Class<?> type) -> type.getName().length())
                        .reversed())
                .filter(type -> message.contains(type.getName()))
                .findFirst();
        Predicate<Class<?>> entity = type -> type.isAnnotationPresent(Entity.class);
        return Stream.concat(named.stream(), owned.stream().filter(entity).filter(this::failsAlone))
                .findFirst()
                .map(Class::getName)
                .orElseGet(() -> owned.stream().map(Class::getName).collect(Collectors.joining(", ")));
    }

    private boolean failsAlone(Class<?> type) {
        try {
            LogSilencer.withoutLog(() -> read(ReachableEntities.from(Set.of(type)), metadata -> metadata));
            return false;
        } catch (RuntimeException | LinkageError e) {
            return true;
        }
    }
}
