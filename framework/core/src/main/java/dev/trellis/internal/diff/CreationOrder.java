package dev.trellis.internal.diff;

import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sorts tables topologically, so that each table is created after the tables to which it refers, of which it is a partition,
 * and from which it inherits. Tables that do not depend
 * on each other are sorted by name. In a cycle, the foreign keys to later tables are created after the tables;
 * {@code cycleStart} chooses the first table of a cycle.
 */
final class CreationOrder {
    private final List<Table> order = new ArrayList<>();

    private CreationOrder() {}

    static List<Table> order(Collection<Table> tables) {
        CreationOrder creations = new CreationOrder();
        creations.sort(tables);
        return creations.order;
    }

    /** Returns, for each table, its foreign keys to tables that come later in the list. */
    static Map<TableName, List<ForeignKey>> forwardKeys(List<Table> order) {
        Map<TableName, List<ForeignKey>> forwardKeys = new HashMap<>();
        Set<TableName> later = new HashSet<>(order.stream().map(Table::name).toList());
        for (Table table : order) {
            later.remove(table.name());
            forwardKeys.put(
                    table.name(),
                    table.foreignKeys().stream()
                            .filter(key -> later.contains(key.referredTable()))
                            .toList());
        }
        return forwardKeys;
    }

    private void sort(Collection<Table> tables) {
        Map<TableName, Table> remaining = new TreeMap<>();
        tables.forEach(table -> remaining.put(table.name(), table));
        Map<TableName, Set<TableName>> references = new HashMap<>();
        Map<TableName, List<TableName>> referrers = new HashMap<>();
        for (Table table : remaining.values()) {
            Set<TableName> referred = new LinkedHashSet<>();
            List<TableName> others = new ArrayList<>(table.options().parents());
            table.foreignKeys().forEach(key -> others.add(key.referredTable()));
            for (TableName other : others) {
                if (remaining.containsKey(other) && !other.equals(table.name()) && referred.add(other)) {
                    referrers.computeIfAbsent(other, name -> new ArrayList<>()).add(table.name());
                }
            }
            references.put(table.name(), referred);
        }
        TreeSet<TableName> ready = new TreeSet<>();
        references.forEach((name, referred) -> {
            if (referred.isEmpty()) {
                ready.add(name);
            }
        });
        while (!remaining.isEmpty()) {
            TableName next = ready.isEmpty() ? cycleStart(remaining.keySet(), references) : ready.first();
            ready.remove(next);
            order.add(remaining.get(next));
            remaining.remove(next);
            for (TableName referrer : referrers.getOrDefault(next, List.of())) {
                Set<TableName> open = references.getOrDefault(referrer, Set.of());
                open.remove(next);
                if (open.isEmpty() && remaining.containsKey(referrer)) {
                    ready.add(referrer);
                }
            }
        }
    }

    /**
     * Returns the table with which a cycle begins: of the tables that reach themselves through foreign keys, the table that
     * reaches the fewest tables; of several such tables, the one with the smallest name.
     */
    private static TableName cycleStart(Set<TableName> remaining, Map<TableName, Set<TableName>> references) {
        return remaining.stream()
                .min(Comparator.<TableName>comparingInt(name -> reachable(name, references))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static int reachable(TableName from, Map<TableName, Set<TableName>> references) {
        Set<TableName> seen = new HashSet<>();
        Deque<TableName> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            for (TableName next : references.getOrDefault(open.pop(), Set.of())) {
                if (seen.add(next)) {
                    open.push(next);
                }
            }
        }
        return seen.contains(from) ? seen.size() : Integer.MAX_VALUE;
    }
}
