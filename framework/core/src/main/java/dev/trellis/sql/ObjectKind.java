package dev.trellis.sql;

import java.util.Locale;

/** The kinds of catalogue object that {@link StatementSummary} recognizes. */
public enum ObjectKind {
    DATABASE,
    DOMAIN,
    EVENT,
    FUNCTION,
    INDEX,
    PACKAGE,
    PROCEDURE,
    SCHEMA,
    SEQUENCE,
    TABLE,
    TRIGGER,
    TYPE,
    /** A view, materialized or not. */
    VIEW;

    /** Returns the SQL keyword of the kind in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether objects of this kind have a body that may contain statements. */
    public boolean hasBody() {
        return switch (this) {
            case EVENT, FUNCTION, PACKAGE, PROCEDURE, TRIGGER -> true;
            case DATABASE, DOMAIN, INDEX, SCHEMA, SEQUENCE, TABLE, TYPE, VIEW -> false;
        };
    }
}
