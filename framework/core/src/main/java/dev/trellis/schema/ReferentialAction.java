package dev.trellis.schema;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What happens to the referring rows, in SQL's words. */
public enum ReferentialAction {
    NO_ACTION,
    RESTRICT,
    CASCADE,
    SET_NULL,
    SET_DEFAULT;

    /** As SQL says it: {@code SET NULL}. */
    public String sql() {
        return name().replace('_', ' ');
    }

    /** As scripts and models write it: {@code set null}. */
    public String word() {
        return sql().toLowerCase(Locale.ROOT);
    }

    /** The action that a text stands for, in any letter case; empty when there is none. */
    public static Optional<ReferentialAction> of(String text) {
        String wanted = text.strip().replaceAll("[\\s_]+", " ");
        return Arrays.stream(values())
                .filter(action -> action.sql().equalsIgnoreCase(wanted))
                .findFirst();
    }
}
