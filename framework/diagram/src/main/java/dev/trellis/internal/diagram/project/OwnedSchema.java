package dev.trellis.internal.diagram.project;

import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A schema with the owner of each table and each definition.
 *
 * @param schema the tables and definitions
 * @param owners the owners of the project, in load order, including those without tables
 * @param tableOwners the owner of each table
 * @param definitionOwners the owner of each definition
 */
public record OwnedSchema(
        Schema schema,
        List<Owner> owners,
        Map<TableName, Owner> tableOwners,
        Map<DefinitionName, Owner> definitionOwners) {
    public OwnedSchema {
        owners = List.copyOf(owners);
        tableOwners = Map.copyOf(tableOwners);
        definitionOwners = Map.copyOf(definitionOwners);
    }

    /** Returns the owner of a table. */
    public Owner of(TableName table) {
        return tableOwners.getOrDefault(table, Owner.NONE);
    }

    /** Returns the owner of a definition. */
    public Owner of(DefinitionName definition) {
        return definitionOwners.getOrDefault(definition, Owner.NONE);
    }

    /** Returns the tables, sorted by name. */
    public Collection<Table> tables() {
        return schema.tables().values();
    }

    /** Returns the tables of an owner, sorted by name. */
    public List<Table> tables(Owner owner) {
        return tables().stream().filter(table -> of(table.name()).equals(owner)).toList();
    }

    /** Returns the owners that have a table, in load order. */
    public List<Owner> ownersOfTables() {
        Set<Integer> used = new TreeSet<>();
        tables().forEach(table -> used.add(of(table.name()).index()));
        List<Owner> present = new ArrayList<>(
                owners.stream().filter(owner -> used.contains(owner.index())).toList());
        if (used.contains(Owner.NONE.index())) {
            present.add(Owner.NONE);
        }
        return present;
    }

    /** Returns the schema with only some of its tables. */
    public OwnedSchema only(Set<TableName> names) {
        return new OwnedSchema(schema.only(names::contains), owners, tableOwners, definitionOwners);
    }

    /** Returns, by table, the foreign keys of other tables that refer to it, each with its table. */
    public Map<TableName, List<Reference>> references() {
        Map<TableName, List<Reference>> references = new TreeMap<>();
        for (Table table : tables()) {
            for (ForeignKey key : table.foreignKeys()) {
                references
                        .computeIfAbsent(key.referredTable(), none -> new ArrayList<>())
                        .add(new Reference(table, key));
            }
        }
        return references;
    }

    /** A foreign key with the table that has it. */
    public record Reference(Table table, ForeignKey key) {}
}
