package dev.trellis.internal.diff;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The compared facts of an operation, as text.
 *
 * @param implied whether an expected operation is optional
 * @param from the position of the first actual operation that it was made of; 0 for an expected one
 * @param to the position of the last one
 */
record SchemaFact(String op, String table, Map<String, String> facts, boolean implied, int from, int to) {
    /** Replaces a name that does not count. */
    static final String ANY = "*";

    /** Facts of an index that are compared only if given. */
    private static final Set<String> WHERE_GIVEN = Set.of("where", "include", "using");

    SchemaFact {
        facts = new TreeMap<>(facts);
    }

    /** Returns whether the actual fact matches the expected one. */
    boolean isAnsweredBy(SchemaFact ours) {
        if (!op.equals(ours.op) || !table.equals(ours.table)) {
            return false;
        }
        Set<String> beyond = new HashSet<>(ours.facts.keySet());
        beyond.removeAll(facts.keySet());
        beyond.removeAll(op.equals("create_index") ? WHERE_GIVEN : Set.of());
        if (!beyond.isEmpty()) {
            return false;
        }
        return facts.entrySet().stream().allMatch(entry -> {
            String other = ours.facts.get(entry.getKey());
            return entry.getValue().equals(other) || entry.getValue().equals(ANY) || ANY.equals(other);
        });
    }

    @Override
    public String toString() {
        return op + " " + table + " " + facts;
    }
}
