package dev.trellis.internal.diagram.format;

import dev.trellis.internal.diagram.project.OwnedSchema;
import dev.trellis.internal.diagram.project.Owner;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Splits a schema into parts of which each is readable as one diagram: by owner, then along the foreign keys. */
public final class SchemaParts {
    private SchemaParts() {}

    /**
     * A part of a schema.
     *
     * @param name the label of the owner, followed by the number of the part if the owner has several; empty for the only part
     * @param tables its tables
     */
    public record Part(String name, Set<TableName> tables) {}

    /** Returns the parts, each with at most so many tables. */
    public static List<Part> of(OwnedSchema schema, int most) {
        if (schema.tables().size() <= most) {
            return List.of(new Part("", Set.copyOf(schema.schema().tables().keySet())));
        }
        List<Part> parts = new ArrayList<>();
        for (Owner owner : schema.ownersOfTables()) {
            List<Set<TableName>> groups = groups(schema.tables(owner), most);
            for (int i = 0; i < groups.size(); i++) {
                String name = owner.label() + (groups.size() == 1 ? "" : " " + (i + 1));
                parts.add(new Part(name, groups.get(i)));
            }
        }
        return parts;
    }

    private static List<Set<TableName>> groups(List<Table> tables, int most) {
        Map<TableName, Set<TableName>> neighbours = new TreeMap<>();
        tables.forEach(table -> neighbours.put(table.name(), new TreeSet<>()));
        for (Table table : tables) {
            for (ForeignKey key : table.foreignKeys()) {
                neighbours.computeIfPresent(key.referredTable(), (name, others) -> with(others, table.name()));
                if (neighbours.containsKey(key.referredTable())) {
                    neighbours.computeIfPresent(table.name(), (name, others) -> with(others, key.referredTable()));
                }
            }
        }
        Set<TableName> open = new TreeSet<>(neighbours.keySet());
        List<Set<TableName>> groups = new ArrayList<>();
        Set<TableName> group = new TreeSet<>();
        while (!open.isEmpty()) {
            TableName start = open.stream()
                    .max(Comparator.comparingInt((TableName name) ->
                                    neighbours.getOrDefault(name, Set.of()).size())
                            .thenComparing(Comparator.reverseOrder()))
                    .orElseThrow();
            Deque<TableName> next = new ArrayDeque<>(List.of(start));
            while (!next.isEmpty() && group.size() < most) {
                TableName name = next.removeFirst();
                if (open.remove(name)) {
                    group.add(name);
                    next.addAll(neighbours.getOrDefault(name, Set.of()));
                }
            }
            if (group.size() == most || open.isEmpty()) {
                groups.add(group);
                group = new TreeSet<>();
            }
        }
        return groups;
    }

    private static Set<TableName> with(Set<TableName> names, TableName name) {
        names.add(name);
        return names;
    }
}
