package dev.trellis.spring.boot;

/** The names of the {@link dev.trellis.Trellis} beans. */
final class TrellisBeanNames {
    private static final String SUFFIX = "Trellis";

    private TrellisBeanNames() {}

    /** Returns the name of the bean for a data source that the properties list. */
    static String of(String dataSource) {
        return dataSource + SUFFIX;
    }

    /**
     * Returns the properties of a bean: those of its data source, or the common properties for a bean that the application
     * defines.
     */
    static TrellisProperties properties(String bean, TrellisProperties properties) {
        String dataSource = bean.endsWith(SUFFIX) ? bean.substring(0, bean.length() - SUFFIX.length()) : bean;
        return properties.dataSources().getOrDefault(dataSource, properties);
    }
}
