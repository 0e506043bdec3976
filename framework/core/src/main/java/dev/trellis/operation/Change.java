package dev.trellis.operation;

import org.jspecify.annotations.Nullable;

/**
 * A new value of an attribute that may be removed. An attribute without a change keeps its value.
 *
 * @param to the new value, or null to remove the attribute
 */
public record Change<T>(@Nullable T to) {
    /** Returns a change to a value; null removes the attribute. */
    public static <T> Change<T> to(@Nullable T value) {
        return new Change<>(value);
    }
}
