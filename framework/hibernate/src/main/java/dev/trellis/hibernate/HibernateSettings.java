package dev.trellis.hibernate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of Hibernate that an application uses.
 *
 * @param byDatabase the settings by name, for each dialect name or for {@link #ALL}
 */
record HibernateSettings(Map<String, Map<String, Object>> byDatabase) {
    /** The key of the settings for all databases. */
    static final String ALL = "";

    static final HibernateSettings NONE = new HibernateSettings(Map.of());

    HibernateSettings with(String database, String name, Object value) {
        Map<String, Map<String, Object>> more = new LinkedHashMap<>(byDatabase);
        Map<String, Object> settings = new LinkedHashMap<>(more.getOrDefault(database, Map.of()));
        settings.put(name, value);
        more.put(database, settings);
        return new HibernateSettings(more);
    }

    /** Returns the settings that apply to all databases. */
    Map<String, Object> forAll() {
        return byDatabase.getOrDefault(ALL, Map.of());
    }

    /** Returns the settings for one database. */
    Map<String, Object> of(String database) {
        Map<String, Object> settings = new LinkedHashMap<>(forAll());
        settings.putAll(byDatabase.getOrDefault(database, Map.of()));
        return settings;
    }
}
