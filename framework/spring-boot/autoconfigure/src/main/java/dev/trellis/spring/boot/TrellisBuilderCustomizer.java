package dev.trellis.spring.boot;

import dev.trellis.TrellisBuilder;

/**
 * Changes settings that the properties do not cover. Beans of this type are called in their order, after the properties.
 *
 * <pre>{@code
 * @Bean
 * TrellisBuilderCustomizer naming() {
 *     return (name, builder) -> builder.settings(settings -> settings.logSql(true));
 * }
 * }</pre>
 */
@FunctionalInterface
public interface TrellisBuilderCustomizer {
    /**
     * Changes a builder.
     *
     * @param name the name of the bean that is built: {@code trellis}, or the name of a data source and {@code Trellis}
     */
    void customize(String name, TrellisBuilder builder);
}
