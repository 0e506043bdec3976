package dev.trellis.runtime;

import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The structure of protected tables at one moment, as the catalogue tells it.
 *
 * @param parts those of the protected tables that are there: part to definition
 */
record Fingerprint(Map<TableName, Map<String, String>> parts) {

    static Fingerprint take(Session session, Set<TableName> protectedTables) throws SQLException {
        return new Fingerprint(session.dialect().structure(session.connection(), protectedTables));
    }

    /** The tables whose structure is not what it was, sorted, each with the parts that differ. */
    Map<TableName, Set<String>> changedIn(Fingerprint later) {
        Map<TableName, Set<String>> changed = new TreeMap<>();
        for (TableName table : both(parts, later.parts)) {
            Map<String, String> before = parts.getOrDefault(table, Map.of());
            Map<String, String> after = later.parts.getOrDefault(table, Map.of());
            Set<String> differing = both(before, after);
            differing.removeIf(part -> Objects.equals(before.get(part), after.get(part)));
            if (!differing.isEmpty()) {
                changed.put(table, differing);
            }
        }
        return changed;
    }

    /** The table that has something of this kind and name among its parts; the kind is in lower case. */
    Optional<TableName> withPart(String kind, TableName name) {
        String schema = name.schema();
        return parts.entrySet().stream()
                .filter(table -> schema == null
                        || table.getKey().schema() == null
                        || schema.equalsIgnoreCase(table.getKey().schema()))
                .filter(table -> table.getValue().keySet().stream()
                        .anyMatch(part -> part.equalsIgnoreCase(kind + " " + name.name())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static <K extends Comparable<K>> Set<K> both(Map<K, ?> one, Map<K, ?> other) {
        Set<K> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        return keys;
    }
}
