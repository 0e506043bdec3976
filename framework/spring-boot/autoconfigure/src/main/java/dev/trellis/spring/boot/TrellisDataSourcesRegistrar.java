package dev.trellis.spring.boot;

import dev.trellis.Trellis;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** Registers a {@link Trellis} bean for each data source that the properties list. */
final class TrellisDataSourcesRegistrar implements ImportBeanDefinitionRegistrar {
    private static final Set<String> COMMON = Set.of("data-sources", "probes");

    private final Environment environment;

    TrellisDataSourcesRegistrar(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        Map<String, Object> listed = Binder.get(environment)
                .bind("trellis.data-sources", Bindable.mapOf(String.class, Object.class))
                .orElseGet(Map::of);
        if (!listed.isEmpty()) {
            requireNothingElse();
        }
        for (String dataSource : listed.keySet()) {
            RootBeanDefinition bean = new RootBeanDefinition(Trellis.class);
            bean.setFactoryBeanName("trellisFactory");
            bean.setFactoryMethodName("create");
            bean.getConstructorArgumentValues().addIndexedArgumentValue(0, dataSource);
            bean.setDestroyMethodName("close");
            bean.setLazyInit(true);
            registry.registerBeanDefinition(TrellisBeanNames.of(dataSource), bean);
        }
    }

    /**
     * Rejects keys such as {@code trellis.target} next to {@code trellis.data-sources}, because they would look like
     * settings for all data sources.
     */
    private void requireNothingElse() {
        Map<String, Object> all = Binder.get(environment)
                .bind("trellis", Bindable.mapOf(String.class, Object.class))
                .orElseGet(Map::of);
        for (RecordComponent component : TrellisProperties.class.getRecordComponents()) {
            String key = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (all.containsKey(key) && !COMMON.contains(key)) {
                throw new InvalidConfigurationPropertyValueException(
                        "trellis." + key,
                        "(not shown)",
                        "Each data source has properties of its own. Write: trellis.data-sources.NAME." + key);
            }
        }
    }
}
