package dev.trellis.operation;

import org.jspecify.annotations.Nullable;

/**
 * A new value for an attribute, where the absence of a Change means that the attribute stays.
 *
 * @param to the new value; null takes the old one away
 */
public record Change<T>(@Nullable T to) {
    /** A change to a value; null takes the old one away. */
    public static <T> Change<T> to(@Nullable T value) {
        return new Change<>(value);
    }
}
