package dev.trellis.schema;

import org.jspecify.annotations.Nullable;

/**
 * A column whose values the database counts up.
 *
 * @param always whether an INSERT may not bring its own value ({@code GENERATED ALWAYS}); false is {@code BY DEFAULT}
 * @param start the first value, or null for the database's (1)
 * @param increment the step, or null for the database's (1)
 */
public record Identity(
        boolean always, @Nullable Long start, @Nullable Long increment) {
    public static final Identity BY_DEFAULT = new Identity(false, null, null);
}
