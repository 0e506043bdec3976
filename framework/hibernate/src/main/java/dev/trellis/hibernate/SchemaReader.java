package dev.trellis.hibernate;

import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;

/** Reads the tables of the branch's entities from Hibernate's metadata. */
final class SchemaReader {
    private final Metadata metadata;
    private final ConstraintNames names;
    private final Set<String> owned;
    private final boolean sequencesInScripts;
    private final DatabaseTypes types;

    /**
     * Creates the reader for the entities of one branch.
     *
     * @param owned the classes of the branch; the metadata contains entities of other branches, too
     */
    SchemaReader(
            Metadata metadata,
            ConstraintNames names,
            Set<Class<?>> owned,
            boolean sequencesInScripts,
            DatabaseTypes types) {
        this.metadata = metadata;
        this.names = names;
        this.owned = owned.stream().map(Class::getName).collect(Collectors.toSet());
        this.sequencesInScripts = sequencesInScripts;
        this.types = types;
    }

    /**
     * Reads the tables.
     *
     * @param keepsCase whether the database keeps the letter case of table names without quotes
     */
    Schema read(Naming naming, boolean keepsCase) {
        List<PersistentClass> entities = ownedEntities();
        if (!sequencesInScripts) {
            entities.forEach(GeneratorCheck::requireNoSequence);
        }
        ColumnOrder order = new ColumnOrder();
        metadata.getEntityBindings().forEach(order::add);
        collections().forEach(order::add);
        TableMapping mapping = new TableMapping(new ColumnMapping(metadata, types), names, order, naming);
        Map<TableName, TableName> written = keepsCase ? writtenNames() : Map.of();
        return Schema.withEnumsOf(tables(entities).stream()
                .map(mapping::read)
                .map(table -> renamed(table, written))
                .toList());
    }

    /**
     * Reads the tables from which Hibernate takes identifiers.
     *
     * @param keepsCase as for {@link #read}
     */
    List<dev.trellis.schema.Table> readGenerators(Naming naming, boolean keepsCase) {
        TableMapping mapping = new TableMapping(new ColumnMapping(metadata, types), names, new ColumnOrder(), naming);
        return GeneratorTables.of(metadata, ownedEntities()).stream()
                .map(table ->
                        keepsCase ? mapping.read(table).withName(PhysicalNames.asWritten(table)) : mapping.read(table))
                .toList();
    }

    private Map<TableName, TableName> writtenNames() {
        Map<TableName, TableName> written = new HashMap<>();
        metadata.collectTableMappings()
                .forEach(table -> written.put(PhysicalNames.of(table), PhysicalNames.asWritten(table)));
        return written;
    }

    private static dev.trellis.schema.Table renamed(dev.trellis.schema.Table table, Map<TableName, TableName> written) {
        return table.withName(written.getOrDefault(table.name(), table.name()))
                .withForeignKeys(table.foreignKeys().stream()
                        .map(key -> key.withReferred(
                                written.getOrDefault(key.referredTable(), key.referredTable()), key.referredColumns()))
                        .toList());
    }

    private List<PersistentClass> ownedEntities() {
        return metadata.getEntityBindings().stream()
                .filter(this::isOwned)
                .sorted(Comparator.comparing(PersistentClass::getEntityName))
                .toList();
    }

    private boolean isOwned(PersistentClass entity) {
        return owned.contains(entity.getClassName());
    }

    /**
     * Returns the collections that have a table of their own; for an association, only the collection on the owning side.
     */
    private List<Collection> collections() {
        return metadata.getCollectionBindings().stream()
                .filter(collection -> !collection.isInverse() && !(collection.getElement() instanceof OneToMany))
                .sorted(Comparator.comparing(Collection::getRole))
                .toList();
    }

    private Set<Table> tables(List<PersistentClass> entities) {
        Set<Table> tables = new LinkedHashSet<>();
        for (PersistentClass entity : entities) {
            for (Table table : tablesOf(entity)) {
                requireOwnTable(entity, table);
                if (table.isView()) {
                    throw EntityModelException.view(
                            entity.getClassName(), PhysicalNames.of(table).toString());
                }
                tables.add(table);
            }
        }
        collections().stream()
                .filter(collection -> isOwned(collection.getOwner()))
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

    /**
     * Rejects an entity that maps to the table of another branch's entity, because the model would change the other branch's
     * table.
     */
    private void requireOwnTable(PersistentClass entity, Table table) {
        TableName name = PhysicalNames.of(table);
        metadata.getEntityBindings().stream()
                .filter(other -> !isOwned(other))
                .sorted(Comparator.comparing(PersistentClass::getEntityName))
                .filter(other -> tablesOf(other).stream().map(PhysicalNames::of).anyMatch(name::equals))
                .findFirst()
                .ifPresent(owner -> {
                    throw EntityModelException.foreignTable(
                            entity.getClassName(), name.toString(), owner.getClassName());
                });
    }
}
