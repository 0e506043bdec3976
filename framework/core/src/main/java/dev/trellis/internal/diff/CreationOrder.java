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
 * The order in which tables can be created: those first that others refer to, equals by name. Tables in a ring cannot
 * all come first; the ring begins with the smallest name in it, and its foreign keys to later ones are added afterwards.
 */
final class CreationOrder {
    private final List<Table> order = new ArrayList<>();

    private CreationOrder() {}

    static List<Table> order(Collection<Table> tables) {
        CreationOrder creations = new CreationOrder();
        creations.arrange(tables);
        return creations.order;
    }

    /** The foreign keys of each table to those that come after it in the list. */
    static Map<TableName, List<ForeignKey>> late(List<Table> order) {
        Map<TableName, List<ForeignKey>> late = new HashMap<>();
        Set<TableName> still = new HashSet<>(order.stream().map(Table::name).toList());
        for (Table table : order) {
            still.remove(table.name());
            late.put(
                    table.name(),
                    table.foreignKeys().stream()
                            .filter(key -> still.contains(key.referredTable()))
                            .toList());
        }
        return late;
    }

    private void arrange(Collection<Table> tables) {
        Map<TableName, Table> left = new TreeMap<>();
        tables.forEach(table -> left.put(table.name(), table));
        Map<TableName, Set<TableName>> needs = new HashMap<>();
        Map<TableName, List<TableName>> needed = new HashMap<>();
        for (Table table : left.values()) {
            Set<TableName> others = new LinkedHashSet<>();
            for (ForeignKey key : table.foreignKeys()) {
                TableName other = key.referredTable();
                if (left.containsKey(other) && !other.equals(table.name()) && others.add(other)) {
                    needed.computeIfAbsent(other, name -> new ArrayList<>()).add(table.name());
                }
            }
            needs.put(table.name(), others);
        }
        TreeSet<TableName> ready = new TreeSet<>();
        needs.forEach((name, others) -> {
            if (others.isEmpty()) {
                ready.add(name);
            }
        });
        while (!left.isEmpty()) {
            TableName next = ready.isEmpty() ? ringStart(left.keySet(), needs) : ready.first();
            ready.remove(next);
            order.add(left.get(next));
            left.remove(next);
            for (TableName other : needed.getOrDefault(next, List.of())) {
                Set<TableName> open = needs.getOrDefault(other, Set.of());
                open.remove(next);
                if (open.isEmpty() && left.containsKey(other)) {
                    ready.add(other);
                }
            }
        }
    }

    /** The smallest name in a ring that needs nothing outside itself: of what reaches itself, what reaches the fewest. */
    private static TableName ringStart(Set<TableName> left, Map<TableName, Set<TableName>> needs) {
        return left.stream()
                .min(Comparator.<TableName>comparingInt(name -> reached(name, needs))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static int reached(TableName from, Map<TableName, Set<TableName>> needs) {
        Set<TableName> seen = new HashSet<>();
        Deque<TableName> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            for (TableName next : needs.getOrDefault(open.pop(), Set.of())) {
                if (seen.add(next)) {
                    open.push(next);
                }
            }
        }
        return seen.contains(from) ? seen.size() : Integer.MAX_VALUE;
    }
}
