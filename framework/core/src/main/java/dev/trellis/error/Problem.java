package dev.trellis.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One fault, as a value that text and JSON output are both made of.
 *
 * @param name the stable name, lower case with underscores: {@code multiple_heads}
 * @param message what is wrong, with the user's own names, in one sentence without a full stop
 * @param location where, or null when there is no text to point at
 * @param advice what to do next, in the imperative, or null when the message says it all
 * @param facts what a program wants to know of it, in the order in which it is printed; never a secret
 */
public record Problem(
        String name,
        String message,
        @Nullable Location location,
        @Nullable String advice,
        Map<String, Object> facts) {

    public Problem {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(message, "message");
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** Returns a problem without location, advice and facts, under one of Trellis's own names. */
    public static Problem of(ErrorName name, String message) {
        return of(name.toString(), message);
    }

    /** Returns a problem without location, advice and facts, under a name of the caller's choice. */
    public static Problem of(String name, String message) {
        return new Problem(name, message, null, null, Map.of());
    }

    /** The same at a place; null for none. */
    public Problem at(@Nullable Location place) {
        return new Problem(name, message, place, advice, facts);
    }

    /** The same with other advice; null for none. */
    public Problem advice(@Nullable String text) {
        return new Problem(name, message, location, text, facts);
    }

    /** The same with one fact more, or with another value of one that is there. */
    public Problem fact(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(facts);
        more.put(key, value);
        return new Problem(name, message, location, advice, more);
    }

    /** The fault as the user reads it: {@code name: place: message}, and the advice on a line of its own. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name).append(": ");
        if (location != null) {
            text.append(location).append(": ");
        }
        text.append(message);
        if (advice != null) {
            text.append("\n  ").append(advice);
        }
        return text.toString();
    }
}
