package dev.trellis.hibernate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** The order in which the attributes of the classes stand, carried over to the columns of each table. */
final class ColumnOrder {
    private final Map<Table, Set<String>> order = new LinkedHashMap<>();

    /** Columns in their order; those that no attribute told of, a discriminator's say, come last. */
    List<Column> sorted(Table table) {
        List<Column> columns = new ArrayList<>(table.getColumns());
        columns.sort(Comparator.comparingInt(column -> place(table, column)));
        return columns;
    }

    private int place(Table table, Column column) {
        int place = List.copyOf(order.getOrDefault(table, Set.of())).indexOf(PhysicalNames.of(column));
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    List<Column> sorted(Table table, List<Column> some) {
        List<Column> columns = new ArrayList<>(some);
        columns.sort(Comparator.comparingInt(column -> place(table, column)));
        return columns;
    }

    /** Takes in an entity, after those that it inherits from. */
    void add(PersistentClass entity) {
        PersistentClass parent = entity.getSuperclass();
        if (parent != null) {
            add(parent);
        }
        if (entity instanceof JoinedSubclass || entity instanceof UnionSubclass) {
            columns(entity.getTable(), entity.getKey());
        }
        for (Join join : entity.getJoins()) {
            columns(join.getTable(), join.getKey());
        }
        Map<String, Property> properties = new LinkedHashMap<>();
        if (entity instanceof UnionSubclass) {
            entity.getPropertyClosure().forEach(property -> properties.put(property.getName(), property));
        }
        entity.getProperties().forEach(property -> properties.put(property.getName(), property));
        if (entity instanceof RootClass root) {
            identifiers(root, properties);
        }
        properties(entity, entity.getMappedClass(), properties);
        Value discriminator = entity.getDiscriminator();
        if (entity instanceof RootClass && discriminator != null) {
            columns(entity.getTable(), discriminator);
        }
    }

    private static void identifiers(RootClass root, Map<String, Property> properties) {
        Property identifier = root.getIdentifierProperty();
        if (identifier != null) {
            properties.put(identifier.getName(), identifier);
        } else if (root.getIdentifier() instanceof Component key) {
            key.getProperties().forEach(property -> properties.put(property.getName(), property));
        }
    }

    private void properties(PersistentClass entity, @Nullable Class<?> type, Map<String, Property> properties) {
        for (String name : Members.names(type)) {
            Property property = properties.remove(name);
            if (property != null) {
                attribute(property.getValue(), table(entity, property));
            }
        }
        properties.values().forEach(property -> attribute(property.getValue(), table(entity, property)));
    }

    /** A secondary table for some; what a table per class inherits still points at the table of its parent. */
    private static Table table(PersistentClass entity, Property property) {
        Table own = property.getValue().getTable();
        return own == null || entity instanceof UnionSubclass ? entity.getTable() : own;
    }

    private void attribute(Value value, Table table) {
        if (value instanceof Component component) {
            component(component, table);
        } else if (!(value instanceof Collection)) {
            columns(table, value);
        }
    }

    private void component(Component component, Table table) {
        Map<String, Property> parts = new LinkedHashMap<>();
        component.getProperties().forEach(property -> parts.put(property.getName(), property));
        Class<?> type = component.isDynamic() ? null : component.getComponentClass();
        for (String name : Members.names(type)) {
            Property property = parts.remove(name);
            if (property != null) {
                attribute(property.getValue(), table);
            }
        }
        parts.values().forEach(property -> attribute(property.getValue(), table));
    }

    /** A join table or a collection table: its owner's key, the index, the element. */
    void add(Collection collection) {
        Table table = collection.getCollectionTable();
        columns(table, collection.getKey());
        if (collection instanceof IndexedCollection indexed) {
            attribute(indexed.getIndex(), table);
        }
        attribute(collection.getElement(), table);
    }

    private void columns(Table table, Value value) {
        Set<String> known = order.computeIfAbsent(table, key -> new LinkedHashSet<>());
        value.getSelectables().stream()
                .filter(Column.class::isInstance)
                .map(column -> PhysicalNames.of((Column) column))
                .forEach(known::add);
    }
}
