package dev.trellis.schema;

import java.util.Locale;

/**
 * The kinds of objects that are replaced as a whole rather than altered. The order of the constants is the order of
 * creation between objects that do not depend on each other.
 */
public enum DefinitionKind {
    EXTENSION,
    DOMAIN,
    SEQUENCE,
    FUNCTION,
    PROCEDURE,
    VIEW,
    MATERIALIZED_VIEW,
    TRIGGER,
    /** A policy of row-level security. */
    POLICY;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** Returns the name of the kind in operations: {@code materialized_view} in {@code create_materialized_view}. */
    public String key() {
        return key;
    }

    /** Returns the key of a model for the objects of this kind: {@code views}, {@code policies}. */
    public String plural() {
        return key.endsWith("y") ? key.substring(0, key.length() - 1) + "ies" : key + "s";
    }

    /** Returns the SQL keywords in lower case, which are also the name of the kind in messages: {@code materialized view}. */
    public String words() {
        return key.replace('_', ' ');
    }

    /** Returns whether an object of this kind belongs to one table, and only that table gives its name a meaning. */
    public boolean isOnTable() {
        return this == TRIGGER || this == POLICY;
    }

    /** Returns whether several objects of this kind may have the same name and different arguments. */
    public boolean hasArguments() {
        return this == FUNCTION || this == PROCEDURE;
    }

    /** Returns whether an object of this kind needs SQL after its name. */
    public boolean needsSql() {
        return this != EXTENSION && this != SEQUENCE;
    }

    /** Returns whether objects of this kind share their names with tables. */
    public boolean isRelation() {
        return this == VIEW || this == MATERIALIZED_VIEW || this == SEQUENCE;
    }
}
