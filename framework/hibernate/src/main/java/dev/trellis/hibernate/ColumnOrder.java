package dev.trellis.hibernate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.IndexedCollection;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.JoinedSubclass;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/** The order of the columns of each table, derived from the order of the attributes in the classes. */
final class ColumnOrder {
    private final Map<Table, Map<String, Integer>> positions = new HashMap<>();

    /** Returns all columns of a table in order; columns without an attribute, such as a discriminator, come last. */
    List<Column> sorted(Table table) {
        return sorted(table, List.copyOf(table.getColumns()));
    }

    /** Returns some columns of a table in order. */
    List<Column> sorted(Table table, List<Column> columns) {
        Map<String, Integer> known = positions.getOrDefault(table, Map.of());
        List<Column> sorted = new ArrayList<>(columns);
        sorted.sort(Comparator.comparingInt(column -> known.getOrDefault(PhysicalNames.of(column), Integer.MAX_VALUE)));
        return sorted;
    }

    /** Adds the columns of an entity after those of the entities that it inherits from. */
    void add(PersistentClass entity) {
        PersistentClass parent = entity.getSuperclass();
        if (parent != null) {
            add(parent);
        }
        if (entity instanceof JoinedSubclass || entity instanceof UnionSubclass) {
            addColumns(entity.getTable(), entity.getKey());
        }
        for (Join join : entity.getJoins()) {
            addColumns(join.getTable(), join.getKey());
        }
        Map<String, Property> properties = properties(entity);
        for (Property property : inFieldOrder(entity.getMappedClass(), properties)) {
            addAttribute(property.getValue(), table(entity, property));
        }
        Value discriminator = entity.getDiscriminator();
        if (entity instanceof RootClass && discriminator != null) {
            addColumns(entity.getTable(), discriminator);
        }
    }

    /** Adds the columns of a join table or a collection table: the key of its owner, the index, the element. */
    void add(Collection collection) {
        Table table = collection.getCollectionTable();
        addColumns(table, collection.getKey());
        if (collection instanceof IndexedCollection indexed) {
            addAttribute(indexed.getIndex(), table);
        }
        addAttribute(collection.getElement(), table);
    }

    private static Map<String, Property> properties(PersistentClass entity) {
        Map<String, Property> properties = new LinkedHashMap<>();
        if (entity instanceof UnionSubclass) {
            entity.getPropertyClosure().forEach(property -> properties.put(property.getName(), property));
        }
        entity.getProperties().forEach(property -> properties.put(property.getName(), property));
        if (entity instanceof RootClass root) {
            Property identifier = root.getIdentifierProperty();
            if (identifier != null) {
                properties.put(identifier.getName(), identifier);
            } else if (root.getIdentifier() instanceof Component key) {
                key.getProperties().forEach(property -> properties.put(property.getName(), property));
            }
        }
        return properties;
    }

    private static List<Property> inFieldOrder(@Nullable Class<?> type, Map<String, Property> properties) {
        Map<String, Property> remaining = new LinkedHashMap<>(properties);
        List<Property> sorted = new ArrayList<>();
        for (String name : ClassMembers.fieldNames(type)) {
            Property property = remaining.remove(name);
            if (property != null) {
                sorted.add(property);
            }
        }
        sorted.addAll(remaining.values());
        return sorted;
    }

    /**
     * Returns the table of an attribute: a secondary table, or the table of the entity. With a table per class, Hibernate's
     * inherited attributes refer to the table of the superclass; this method then returns the table of the subclass.
     */
    private static Table table(PersistentClass entity, Property property) {
        Table table = property.getValue().getTable();
        return table == null || entity instanceof UnionSubclass ? entity.getTable() : table;
    }

    private void addAttribute(Value value, Table table) {
        if (value instanceof Component component) {
            addComponent(component, table);
        } else if (!(value instanceof Collection)) {
            addColumns(table, value);
        }
    }

    private void addComponent(Component component, Table table) {
        Map<String, Property> parts = new LinkedHashMap<>();
        component.getProperties().forEach(property -> parts.put(property.getName(), property));
        Class<?> type = component.isDynamic() ? null : component.getComponentClass();
        for (Property property : inFieldOrder(type, parts)) {
            addAttribute(property.getValue(), table);
        }
    }

    private void addColumns(Table table, Value value) {
        Map<String, Integer> known = positions.computeIfAbsent(table, key -> new HashMap<>());
        value.getSelectables().stream()
                .filter(Column.class::isInstance)
                .map(column -> PhysicalNames.of((Column) column))
                .forEach(name -> known.putIfAbsent(name, known.size()));
    }
}
