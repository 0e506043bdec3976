package dev.trellis.internal.update;

import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.report.UpdateEffect;
import dev.trellis.schema.Check;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The label of the branch that has created each table, definition and enumeration, and each name of an index or constraint. */
final class ObjectOwners {
    private final Map<TableName, String> relations = new HashMap<>();
    private final Map<String, String> parts = new HashMap<>();

    /** Returns the label of the branch that has created a table, view, function or enumeration; null if none has. */
    @Nullable
    String of(TableName object) {
        return relations.get(key(object));
    }

    /** Returns the tables, definitions and enumerations of a branch, sorted. */
    List<TableName> of(String label) {
        return relations.entrySet().stream()
                .filter(each -> each.getValue().equals(label))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static TableName key(TableName name) {
        return new TableName(
                name.schema() == null ? null : name.schema().toLowerCase(Locale.ROOT),
                name.name().toLowerCase(Locale.ROOT));
    }

    private static String key(String part) {
        return part.toLowerCase(Locale.ROOT);
    }

    void add(TableName object, String label) {
        relations.putIfAbsent(key(object), label);
    }

    /** Records the objects that an operation has created, renamed and dropped. */
    void update(Schema before, Schema after, Operation operation, String label) {
        if (operation instanceof RenameTable rename) {
            String owner = relations.remove(key(rename.table()));
            add(rename.table().renamed(rename.to()), owner == null ? label : owner);
        }
        names(after).stream().filter(name -> !names(before).contains(name)).forEach(name -> add(name, label));
        names(before).stream()
                .filter(name -> !names(after).contains(name))
                .forEach(name -> relations.remove(key(name)));
        for (TableName table : operation.tables()) {
            Table next = after.tables().get(table);
            if (next != null) {
                parts(next).forEach(part -> parts.putIfAbsent(key(part), label));
            } else if (before.tables().containsKey(table)) {
                parts(before.require(table)).forEach(part -> parts.remove(key(part)));
            }
        }
    }

    private static Set<TableName> names(Schema schema) {
        Set<TableName> names = new HashSet<>(schema.tables().keySet());
        names.addAll(schema.enums().keySet());
        for (DefinitionName name : schema.definitions().keySet()) {
            if (!name.kind().isOnTable()) {
                names.add(name.name());
            }
        }
        return names;
    }

    /** Returns the names of indexes and constraints, which are unique in a schema on some databases. */
    private static List<String> parts(Table table) {
        List<String> names = new ArrayList<>();
        if (table.primaryKey() != null) {
            add(table.primaryKey().name(), names);
        }
        table.uniques().stream().map(UniqueConstraint::name).forEach(name -> add(name, names));
        table.indexes().stream().map(Index::name).forEach(name -> add(name, names));
        table.foreignKeys().stream().map(ForeignKey::name).forEach(name -> add(name, names));
        table.checks().stream().map(Check::name).forEach(name -> add(name, names));
        return names;
    }

    private static void add(@Nullable String name, List<String> names) {
        if (name != null) {
            names.add(name);
        }
    }

    /** Returns the objects of other branches whose names an operation would use again. */
    List<SchemaChange> clashes(Operation operation, Schema before, String label) {
        Schema after;
        try {
            after = operation.apply(before);
        } catch (RuntimeException e) {
            after = before;
        }
        List<SchemaChange> clashes = new ArrayList<>();
        Set<TableName> created = new HashSet<>(names(after));
        created.removeAll(names(before));
        CreatedName.of(operation).ifPresent(created::add);
        for (TableName name : created) {
            String owner = of(name);
            if (owner != null && !owner.equals(label)) {
                clashes.add(new SchemaChange(
                        UpdateEffect.NAME_TAKEN,
                        name,
                        Set.of(owner),
                        "the name " + name + " is used by branch '" + owner + "'"));
            }
        }
        Set<String> used = new HashSet<>();
        for (TableName table : operation.tables()) {
            Table next = after.tables().get(table);
            Table old = before.tables().get(table);
            if (next != null && !next.equals(old)) {
                used.addAll(parts(next));
                if (old != null) {
                    parts(old).forEach(used::remove);
                }
            }
        }
        for (String name : used) {
            String owner = parts.get(key(name));
            if (owner != null && !owner.equals(label)) {
                clashes.add(new SchemaChange(
                        UpdateEffect.NAME_TAKEN,
                        null,
                        Set.of(owner),
                        "the name " + name + " is used by an index or constraint of branch '" + owner + "'"));
            }
        }
        return clashes;
    }
}
