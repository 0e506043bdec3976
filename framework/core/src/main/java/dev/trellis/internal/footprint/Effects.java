package dev.trellis.internal.footprint;

import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The effects of one operation, and the links that it creates. */
final class Effects {
    private final List<Effect> named = new ArrayList<>();
    private final Set<TableName> objects = new LinkedHashSet<>();
    private final List<Link> links = new ArrayList<>();
    private final Set<String> read = new HashSet<>();
    private final Set<String> raw = new HashSet<>();
    private final Set<TableName> types = new HashSet<>();
    private boolean isUnknown;

    /** Returns the effects on the objects that the operation names, including indexes and constraints. */
    List<Effect> named() {
        return named;
    }

    /** Returns the tables, definitions and types that the operation names. */
    Set<TableName> objects() {
        return objects;
    }

    List<Link> links() {
        return links;
    }

    /** Returns the words of SQL that a definition or expression contains, in lower case; some are names of objects. */
    Set<String> read() {
        return read;
    }

    /** Returns the words of raw SQL in lower case; the SQL may have any effect on objects with these names. */
    Set<String> raw() {
        return raw;
    }

    /** Returns the enumeration types of columns. The first revision that uses a type creates it. */
    Set<TableName> types() {
        return types;
    }

    /** Returns whether the operation may touch objects that it does not name. */
    boolean isUnknown() {
        return isUnknown;
    }

    /** Adds an effect on a table, a definition or a type. */
    void add(Effect.Kind kind, TableName object) {
        objects.add(object);
        addPart(kind, object);
    }

    /** Adds an effect on an index, a constraint or a schema. */
    void addPart(Effect.Kind kind, TableName object) {
        named.add(new Effect(kind, object));
        if (object.schema() != null) {
            named.add(new Effect(Effect.Kind.READ, TableName.of(object.schema())));
        }
    }

    void link(Link.Kind kind, TableName from, TableName to) {
        links.add(new Link(kind, from, to));
    }

    /** Adds the words of SQL that is part of an object. */
    void mention(TableName owner, Set<String> words) {
        read.addAll(words);
        linkWords(owner, words);
    }

    /** Links an object to the names in its SQL, which the operation itself does not read. */
    void linkWords(TableName owner, Set<String> words) {
        words.forEach(word -> link(Link.Kind.MENTIONS, owner, TableName.of(word)));
    }

    void touchAnything() {
        isUnknown = true;
    }
}
