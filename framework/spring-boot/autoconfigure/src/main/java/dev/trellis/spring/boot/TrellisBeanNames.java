package dev.trellis.spring.boot;

/** The names of the {@link dev.trellis.Trellis} beans. */
final class TrellisBeanNames {
    private static final String SUFFIX = "Trellis";

    private TrellisBeanNames() {}

    /** Returns the name of the bean for a data source that the properties list. */
    static String of(String dataSource) {
        return dataSource + SUFFIX;
    }

    /** Returns the properties of a bean. Those of a bean that the application defines are the common ones. */
    static TrellisProperties properties(String bean, TrellisProperties properties) {
        String dataSource = bean.endsWith(SUFFIX) ? bean.substring(0, bean.length() - SUFFIX.length()) : bean;
        return properties.dataSources().getOrDefault(dataSource, properties);
    }
}
