package dev.trellis.internal.footprint;

import dev.trellis.schema.TableName;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The links between the objects that scripts name. Objects are found by their folded names, in any schema. */
final class ObjectGraph {
    private final Set<String> known = new HashSet<>();
    private final Map<Link.Kind, Map<String, Set<String>>> targets = new EnumMap<>(Link.Kind.class);
    private final Map<Link.Kind, Map<String, Set<String>>> sources = new EnumMap<>(Link.Kind.class);
    private final Map<String, String> typeOrigins = new HashMap<>();

    /** Returns a name in a form that is equal for all names that a database may take for the same one. */
    static String folded(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Adds what an operation of a revision creates. */
    void add(String revision, Effects effects) {
        effects.named().forEach(effect -> known.add(folded(effect.object().name())));
        effects.types().forEach(type -> typeOrigins.putIfAbsent(folded(type.name()), revision));
        for (Link link : effects.links()) {
            String from = folded(link.from().name());
            String to = folded(link.to().name());
            if (link.kind() != Link.Kind.MENTIONS && link.kind() != Link.Kind.HAS_TYPE) {
                known.add(to);
            }
            known.add(from);
            if (!from.equals(to)) {
                put(targets, link.kind(), from, to);
                put(sources, link.kind(), to, from);
            }
        }
    }

    /** Adds an object that the header of a script names. */
    void add(TableName object) {
        known.add(folded(object.name()));
    }

    private static void put(Map<Link.Kind, Map<String, Set<String>>> links, Link.Kind kind, String from, String to) {
        links.computeIfAbsent(kind, none -> new HashMap<>())
                .computeIfAbsent(from, none -> new HashSet<>())
                .add(to);
    }

    /** Returns whether a script names an object like this. */
    boolean isKnown(String folded) {
        return known.contains(folded);
    }

    /** Returns whether the revision is the first one that uses an enumeration type, and therefore creates it. */
    boolean isFirstUse(TableName type, String revision) {
        return revision.equals(typeOrigins.get(folded(type.name())));
    }

    /** Returns the objects to which links of a kind lead from an object. */
    Set<String> targets(Link.Kind kind, String from) {
        return targets.getOrDefault(kind, Map.of()).getOrDefault(from, Set.of());
    }

    /** Returns the objects from which links of a kind lead to an object. */
    Set<String> sources(Link.Kind kind, String to) {
        return sources.getOrDefault(kind, Map.of()).getOrDefault(to, Set.of());
    }
}
