package dev.trellis.spring.boot;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.util.ReflectionUtils;

/**
 * The settings of Hibernate that Boot derives from properties, customizers and naming strategies. This class reads them from
 * Boot's {@code EntityManagerFactoryBuilder}, and does not start Hibernate, which would use the database before it is migrated.
 */
final class HibernateSettings {
    /** The class names of the builder in Spring Boot 4 and in 3.5. */
    private static final String[] BUILDERS = {
        "org.springframework.boot.jpa.EntityManagerFactoryBuilder",
        "org.springframework.boot.orm.jpa.EntityManagerFactoryBuilder"
    };

    private HibernateSettings() {}

    /** Returns the settings; none if Boot does not configure Jakarta Persistence or there is no data source. */
    static Map<String, Object> of(ListableBeanFactory beans, @Nullable DataSource dataSource) {
        Object builder = dataSource == null ? null : builder(beans);
        if (builder == null) {
            return Map.of();
        }
        Object forDataSource = call(builder, method(builder, "dataSource", DataSource.class), dataSource);
        LocalContainerEntityManagerFactoryBean factory =
                (LocalContainerEntityManagerFactoryBean) call(forDataSource, method(forDataSource, "build"));
        Map<String, Object> settings = new TreeMap<>(factory.getJpaPropertyMap());
        settings.values().removeIf(java.util.Objects::isNull);
        return settings;
    }

    private static @Nullable Object builder(ListableBeanFactory beans) {
        for (String name : BUILDERS) {
            Class<?> type = org.springframework.util.ClassUtils.isPresent(name, null)
                    ? org.springframework.util.ClassUtils.resolveClassName(name, null)
                    : null;
            Object builder = type == null ? null : beans.getBeanProvider(type).getIfAvailable();
            if (builder != null) {
                return builder;
            }
        }
        return null;
    }

    private static Method method(Object target, String name, Class<?>... parameters) {
        Method method = ReflectionUtils.findMethod(target.getClass(), name, parameters);
        if (method == null) {
            throw new IllegalStateException(target.getClass() + " has no method " + name);
        }
        return method;
    }

    private static Object call(Object target, Method method, @Nullable Object... arguments) {
        Object result = ReflectionUtils.invokeMethod(method, target, arguments);
        if (result == null) {
            throw new IllegalStateException(method + " returned null");
        }
        return result;
    }
}
