package dev.trellis.hibernate;

import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;

/** Picks the tables of the branch's entities out of Hibernate's metadata. */
final class SchemaReader {
    private final Metadata metadata;
    private final ConstraintNames names;
    private final Set<String> owned;
    private final boolean sequencesElsewhere;

    SchemaReader(Metadata metadata, ConstraintNames names, Set<Class<?>> owned, boolean sequencesElsewhere) {
        this.metadata = metadata;
        this.names = names;
        this.owned = owned.stream().map(Class::getName).collect(Collectors.toSet());
        this.sequencesElsewhere = sequencesElsewhere;
    }

    Schema read(Naming naming) {
        List<PersistentClass> ours = entities(true);
        if (!sequencesElsewhere) {
            ours.forEach(Generators::requireCounting);
        }
        ColumnOrder order = new ColumnOrder();
        metadata.getEntityBindings().forEach(order::add);
        collections().forEach(order::add);
        TableMapping reader = new TableMapping(metadata, names, order, naming);
        return Schema.withEnumsOf(tables(ours).stream().map(reader::read).toList());
    }

    private List<PersistentClass> entities(boolean own) {
        return metadata.getEntityBindings().stream()
                .filter(entity -> owned.contains(entity.getClassName()) == own)
                .sorted((one, other) -> one.getEntityName().compareTo(other.getEntityName()))
                .toList();
    }

    /** Those with a table of their own, seen from the side that it belongs to. */
    private List<Collection> collections() {
        return metadata.getCollectionBindings().stream()
                .filter(collection -> !collection.isInverse() && !(collection.getElement() instanceof OneToMany))
                .sorted((one, other) -> one.getRole().compareTo(other.getRole()))
                .toList();
    }

    private Set<Table> tables(List<PersistentClass> ours) {
        Set<Table> tables = new LinkedHashSet<>();
        for (PersistentClass entity : ours) {
            for (Table table : tablesOf(entity)) {
                requireOwn(entity, table);
                if (table.isView()) {
                    throw EntityModelException.view(
                            entity.getClassName(), PhysicalNames.of(table).toString());
                }
                tables.add(table);
            }
        }
        collections().stream()
                .filter(collection -> owned.contains(collection.getOwner().getClassName()))
                .map(Collection::getCollectionTable)
                .forEach(tables::add);
        tables.removeIf(table -> !table.isPhysicalTable());
        return tables;
    }

    private static List<Table> tablesOf(PersistentClass entity) {
        List<Table> tables = new ArrayList<>();
        tables.add(entity.getTable());
        entity.getJoins().stream().map(Join::getTable).forEach(tables::add);
        return tables;
    }

    /** A subclass in the table of another branch's entity would change that table. */
    private void requireOwn(PersistentClass entity, Table table) {
        TableName name = PhysicalNames.of(table);
        for (PersistentClass other : entities(false)) {
            if (tablesOf(other).stream()
                    .anyMatch(theirs -> PhysicalNames.of(theirs).equals(name))) {
                throw EntityModelException.foreignTable(entity.getClassName(), name.toString(), other.getClassName());
            }
        }
    }
}
