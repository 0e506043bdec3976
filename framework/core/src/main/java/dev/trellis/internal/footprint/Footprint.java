package dev.trellis.internal.footprint;

import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The objects that the upgrade of a revision reads or changes, with the operations that do so. */
public final class Footprint {
    /** The object of a conflict with an operation that may touch every object. */
    public static final String EVERYTHING = "*";

    private final String revision;
    private final Map<String, List<Use>> uses = new HashMap<>();
    private final Set<TableName> named = new TreeSet<>();
    private @Nullable String unknown;

    Footprint(String revision) {
        this.revision = revision;
    }

    /**
     * An access to an object.
     *
     * @param object the name as the operation writes it
     * @param operation the description of the operation
     * @param isDirect whether the operation itself names the object
     */
    private record Use(TableName object, Access access, String operation, boolean isDirect) {
        private static final Comparator<Use> STRENGTH =
                Comparator.comparing(Use::access).thenComparing(Use::isDirect);

        /** Returns whether the use may be of the same object; the folded names are equal. */
        boolean isOf(TableName other) {
            String schema = object.schema();
            return schema == null
                    || other.schema() == null
                    || ObjectGraph.folded(schema).equals(ObjectGraph.folded(other.schema()));
        }

        Conflict conflictWith(Use other) {
            boolean isVague = object.schema() == null && other.object.schema() != null;
            return new Conflict((isVague ? other : this).object.toString(), operation, other.operation);
        }
    }

    /**
     * Two operations whose order matters.
     *
     * @param object the name of the object that both touch; {@link #EVERYTHING} if one of them may touch every object
     * @param first the operation of this footprint
     * @param second the operation of the other footprint
     */
    public record Conflict(String object, String first, String second) {}

    /** Adds an access to an object that the operation names. */
    void use(TableName object, Access access, String operation) {
        add(new Use(object, access, operation, true));
    }

    /** Adds an access to an object to which links lead. */
    void useLinked(TableName object, Access access, String operation) {
        add(new Use(object, access, operation, false));
    }

    /** Adds an access; a stronger access replaces a weaker one to the same object. */
    private void add(Use use) {
        TableName object = use.object();
        List<Use> same = uses.computeIfAbsent(ObjectGraph.folded(object.name()), none -> new ArrayList<>());
        for (int i = 0; i < same.size(); i++) {
            if (same.get(i).object().equals(object)) {
                if (Use.STRENGTH.compare(use, same.get(i)) > 0) {
                    same.set(i, use);
                }
                return;
            }
        }
        same.add(use);
    }

    /** Adds an object that an operation names as its target or as the target of a foreign key. */
    void name(TableName object) {
        named.add(object);
    }

    /** Adds an operation that may touch every object. */
    void useEverything(String operation) {
        if (unknown == null) {
            unknown = operation;
        }
    }

    /** Returns the identifier of the revision. */
    public String revision() {
        return revision;
    }

    /** Returns the tables and other objects that the operations name, or that the header declares; sorted. */
    public Set<TableName> named() {
        return named;
    }

    private boolean isEmpty() {
        return uses.isEmpty() && unknown == null;
    }

    /**
     * Returns the conflicts with another revision, sorted by object; empty if the order of the two does not matter. If both
     * operations name an object, conflicts at the objects that links connect with it are left out.
     */
    public List<Conflict> conflictsWith(Footprint other) {
        if (isEmpty() || other.isEmpty()) {
            return List.of();
        }
        Map<Integer, Map<String, Conflict>> byDistance = new TreeMap<>();
        uses.forEach((name, mine) -> {
            for (Use use : mine) {
                for (Use their : other.uses.getOrDefault(name, List.of())) {
                    if (use.access().conflictsWith(their.access()) && use.isOf(their.object())) {
                        Conflict conflict = use.conflictWith(their);
                        int distance = (use.isDirect() ? 0 : 1) + (their.isDirect() ? 0 : 1);
                        byDistance
                                .computeIfAbsent(distance, none -> new TreeMap<>())
                                .putIfAbsent(conflict.object(), conflict);
                    }
                }
            }
        });
        Map<String, Conflict> conflicts = byDistance.isEmpty()
                ? new TreeMap<>()
                : byDistance.values().iterator().next();
        if (unknown != null || other.unknown != null) {
            conflicts.put(EVERYTHING, new Conflict(EVERYTHING, anyOperation(), other.anyOperation()));
        }
        return List.copyOf(conflicts.values());
    }

    /** Returns the operation that may touch every object, else any operation. */
    private String anyOperation() {
        return unknown != null
                ? unknown
                : uses.values().stream()
                        .flatMap(List::stream)
                        .max(Use.STRENGTH)
                        .map(Use::operation)
                        .orElse("");
    }
}
