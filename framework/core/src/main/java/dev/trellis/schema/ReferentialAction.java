package dev.trellis.schema;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The action on referring rows when the referred row is deleted or its key changes. */
public enum ReferentialAction {
    NO_ACTION,
    RESTRICT,
    CASCADE,
    SET_NULL,
    SET_DEFAULT;

    /** Returns the action in SQL: {@code SET NULL}. */
    public String sql() {
        return name().replace('_', ' ');
    }

    /** Returns the action in scripts and models: {@code set null}. */
    public String word() {
        return sql().toLowerCase(Locale.ROOT);
    }

    /** Parses an action in any letter case; empty for any other text. */
    public static Optional<ReferentialAction> of(String text) {
        String words = text.strip().replaceAll("[\\s_]+", " ");
        return Arrays.stream(values())
                .filter(action -> action.sql().equalsIgnoreCase(words))
                .findFirst();
    }

    /** Returns the equivalent in a database that checks every constraint immediately, where RESTRICT is the same as NO ACTION. */
    public ReferentialAction withoutRestrict() {
        return this == RESTRICT ? NO_ACTION : this;
    }
}
