package dev.trellis.spring.boot;

import dev.trellis.AutogenerateHook;
import dev.trellis.ExtensionPoint;
import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Seeder;
import dev.trellis.TrellisBuilder;
import dev.trellis.dialect.Dialect;
import dev.trellis.inject.TrellisPlugin;
import dev.trellis.lint.LintRule;
import dev.trellis.script.JavaMigration;
import dev.trellis.script.JavaStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * The beans of the application that extend Trellis. Plugins and listeners are created at once. The other beans are created
 * when they are needed, so that an upgrade creates only the beans that it uses.
 */
final class ContributedBeans {
    private final ListableBeanFactory beans;
    private final TrellisProperties properties;
    private final Map<Class<?>, String> names = new LinkedHashMap<>();

    ContributedBeans(ListableBeanFactory beans, TrellisProperties properties) {
        this.beans = beans;
        this.properties = properties;
    }

    void applyTo(TrellisBuilder builder) {
        builder.plugins(
                beans.getBeanProvider(TrellisPlugin.class).orderedStream().toArray(TrellisPlugin[]::new));
        List<Listener> listeners =
                beans.getBeanProvider(Listener.class).orderedStream().toList();
        if (!listeners.isEmpty()) {
            builder.listener(listeners.size() == 1 ? listeners.get(0) : new Listeners(listeners));
        }
        add(builder, ExtensionPoint.DIALECT, Dialect.class);
        add(builder, ExtensionPoint.SEEDER, Seeder.class);
        add(builder, ExtensionPoint.HOOK, AutogenerateHook.class);
        add(builder, ExtensionPoint.LINT_RULE, LintRule.class);
        add(builder, ExtensionPoint.STEP, JavaStep.class);
        add(builder, ExtensionPoint.MIGRATION, JavaMigration.class);
        if (!names.isEmpty()) {
            builder.extensions(extensions -> extensions.instances(
                    new BeanInstances(beans, names, extensions.build().instances())));
        }
    }

    private <T> void add(TrellisBuilder builder, ExtensionPoint<T> point, Class<T> type) {
        for (String bean : beans.getBeanNamesForType(type, false, false)) {
            Class<? extends T> contributed = ClassUtils.getUserClass(Objects.requireNonNull(beans.getType(bean)))
                    .asSubclass(type);
            String other = names.putIfAbsent(contributed, bean);
            if (other != null) {
                throw ContributedBeanException.sameClass(contributed, other, bean);
            }
            String name = name(point, bean);
            builder.extensions(extensions -> extensions.add(point, name, contributed));
        }
    }

    /**
     * Returns the name of a step, which is the name of its bean, or the label of a migration's branch, with which the name
     * of its bean begins.
     */
    private String name(ExtensionPoint<?> point, String bean) {
        if (point == ExtensionPoint.STEP) {
            return bean;
        }
        if (point != ExtensionPoint.MIGRATION) {
            return "";
        }
        int dot = bean.indexOf('.');
        if (dot > 0) {
            return bean.substring(0, dot);
        }
        if (properties.branches().size() == 1) {
            return properties.branches().keySet().iterator().next();
        }
        throw ContributedBeanException.noBranch(bean, properties.branches().keySet());
    }

    /**
     * Returns beans of the application; instances of other classes come from another source.
     *
     * @param names the names of the beans by class
     */
    private record BeanInstances(ListableBeanFactory beans, Map<Class<?>, String> names, Extensions.Instances other)
            implements Extensions.Instances {
        @Override
        public <T> T get(Class<T> type) {
            String name = names.get(type);
            return name == null ? other.get(type) : beans.getBean(name, type);
        }
    }
}
