package dev.trellis.internal.footprint;

import dev.trellis.schema.TableName;
import java.util.ArrayList;
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
     */
    private record Use(TableName object, Access access, String operation) {
        /** Returns whether the use may be of the same object; the folded names are equal. */
        boolean isOf(TableName other) {
            String schema = object.schema();
            return schema == null
                    || other.schema() == null
                    || ObjectGraph.folded(schema).equals(ObjectGraph.folded(other.schema()));
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

    /** Adds an access; a stronger access replaces a weaker one to the same object. */
    void use(TableName object, Access access, String operation) {
        List<Use> same = uses.computeIfAbsent(ObjectGraph.folded(object.name()), none -> new ArrayList<>());
        for (int i = 0; i < same.size(); i++) {
            if (same.get(i).object().equals(object)) {
                if (access.compareTo(same.get(i).access()) > 0) {
                    same.set(i, new Use(object, access, operation));
                }
                return;
            }
        }
        same.add(new Use(object, access, operation));
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

    /** Returns whether raw SQL or a Java step may touch every object. */
    public boolean isUnknown() {
        return unknown != null;
    }

    private boolean isEmpty() {
        return uses.isEmpty() && unknown == null;
    }

    /** Returns the conflicts with another revision, sorted by object; empty if the order of the two does not matter. */
    public List<Conflict> conflictsWith(Footprint other) {
        if (isEmpty() || other.isEmpty()) {
            return List.of();
        }
        Map<String, Conflict> conflicts = new TreeMap<>();
        if (unknown != null || other.unknown != null) {
            conflicts.put(EVERYTHING, new Conflict(EVERYTHING, anyOperation(), other.anyOperation()));
        }
        uses.forEach((name, mine) -> {
            for (Use use : mine) {
                for (Use their : other.uses.getOrDefault(name, List.of())) {
                    if (use.access().conflictsWith(their.access()) && use.isOf(their.object())) {
                        String object = (use.object().schema() == null ? their : use).object().toString();
                        conflicts.putIfAbsent(object, new Conflict(object, use.operation(), their.operation()));
                    }
                }
            }
        });
        return List.copyOf(conflicts.values());
    }

    /** Returns the operation that may touch every object, else any operation. */
    private String anyOperation() {
        return unknown != null
                ? unknown
                : uses.values().stream()
                        .flatMap(List::stream)
                        .max((a, b) -> a.access().compareTo(b.access()))
                        .map(Use::operation)
                        .orElse("");
    }
}
