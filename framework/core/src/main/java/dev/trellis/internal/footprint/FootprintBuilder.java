package dev.trellis.internal.footprint;

import dev.trellis.schema.TableName;
import java.util.HashSet;
import java.util.Set;

/** Follows the links from the effects of one operation, and adds the accesses to the footprint of its revision. */
final class FootprintBuilder {
    private final ObjectGraph graph;
    private final Footprint footprint;
    private final String operation;
    private final Set<Effect> followed = new HashSet<>();

    /**
     * Creates a builder.
     *
     * @param operation the description of the operation, for messages
     */
    FootprintBuilder(ObjectGraph graph, Footprint footprint, String operation) {
        this.graph = graph;
        this.footprint = footprint;
        this.operation = operation;
    }

    void add(Effects effects) {
        effects.objects().forEach(footprint::name);
        effects.named().forEach(effect -> add(effect.kind(), effect.object()));
        for (TableName type : effects.types()) {
            if (graph.isFirstUse(type, footprint.revision())) {
                add(Effect.Kind.CREATE, type);
            }
        }
        effects.read().forEach(word -> addWord(Effect.Kind.READ, word));
        effects.raw().forEach(word -> addWord(Effect.Kind.ANY, word));
    }

    private void addWord(Effect.Kind kind, String word) {
        if (graph.isKnown(ObjectGraph.folded(word))) {
            add(kind, TableName.of(word));
        }
    }

    /** Adds an effect on an object. */
    void add(Effect.Kind kind, TableName object) {
        footprint.use(object, kind.access(), operation);
        follow(kind, ObjectGraph.folded(object.name()));
    }

    private void addKnown(Effect.Kind kind, String folded) {
        if (graph.isKnown(folded)) {
            use(folded, kind.access());
            follow(kind, folded);
        }
    }

    private void use(String folded, Access access) {
        footprint.useLinked(TableName.of(folded), access, operation);
    }

    private void follow(Effect.Kind kind, String object) {
        if (!followed.add(new Effect(kind, TableName.of(object)))) {
            return;
        }
        graph.targets(Link.Kind.RENAMED, object).forEach(name -> addKnown(kind, name));
        graph.sources(Link.Kind.RENAMED, object).forEach(name -> addKnown(kind, name));
        graph.targets(Link.Kind.MENTIONS, object).forEach(name -> addKnown(Effect.Kind.READ, name));
        if (kind.changesDependents()) {
            dependents(object, Access.CHANGE);
        } else if (kind == Effect.Kind.ADD) {
            dependents(object, Access.AFFECT);
        }
        if (kind.access() == Access.CHANGE) {
            graph.sources(Link.Kind.EXTENDS, object).forEach(child -> addKnown(kind, child));
        }
        if (kind.changesKeys()) {
            graph.sources(Link.Kind.REFERS, object).forEach(child -> use(child, Access.READ));
        }
        if (kind.changesKeys() || kind.writesRows()) {
            graph.targets(Link.Kind.REFERS, object).forEach(parent -> use(parent, Access.READ));
        }
        if (kind.writesRows()) {
            followRows(kind, object);
        }
    }

    /** Follows what the database does when rows are written: triggers, defaults, partitions, cascading foreign keys. */
    private void followRows(Effect.Kind kind, String object) {
        graph.targets(Link.Kind.EXTENDS, object).forEach(parent -> use(parent, Access.CHANGE));
        graph.targets(Link.Kind.MENTIONS, object).forEach(name -> addKnown(Effect.Kind.ANY, name));
        for (String trigger : graph.targets(Link.Kind.FIRES, object)) {
            use(trigger, Access.READ);
            fire(trigger, new HashSet<>());
        }
        if (kind == Effect.Kind.ANY) {
            graph.targets(Link.Kind.PART_OF, object).forEach(table -> addKnown(kind, table));
            graph.sources(Link.Kind.CASCADES, object).forEach(child -> addKnown(kind, child));
        }
    }

    /** Adds what a trigger or a routine that it calls may do. */
    private void fire(String routine, Set<String> fired) {
        for (String name : graph.targets(Link.Kind.MENTIONS, routine)) {
            if (graph.isKnown(name) && fired.add(name)) {
                addKnown(Effect.Kind.ANY, name);
                fire(name, fired);
            }
        }
    }

    /** Adds the objects that mention an object or have it as a type, and those that depend on them. */
    private void dependents(String object, Access access) {
        Set<String> found = new HashSet<>();
        addDependents(object, found);
        found.forEach(name -> use(name, access));
    }

    private void addDependents(String object, Set<String> found) {
        for (Link.Kind kind : new Link.Kind[] {Link.Kind.MENTIONS, Link.Kind.HAS_TYPE}) {
            for (String dependent : graph.sources(kind, object)) {
                if (found.add(dependent)) {
                    addDependents(dependent, found);
                }
            }
        }
    }
}
