package dev.trellis.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One error, as a value from which text and JSON output are produced.
 *
 * @param name the stable name, lower case with underscores, for example {@code multiple_heads}
 * @param message the fact, with the user's own names: lower case, without a full stop
 * @param location the place in a file, or null
 * @param advice what to do next: imperative sentences, which may end with a command or YAML to paste; null if the message
 *     is sufficient
 * @param facts values for programs, in the order of output; never a secret
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

    /** Returns the problem with another message. */
    public Problem withMessage(String text) {
        return new Problem(name, text, location, advice, facts);
    }

    /** Returns the problem with another location; null for no location. */
    public Problem at(@Nullable Location place) {
        return new Problem(name, message, place, advice, facts);
    }

    /** Returns the problem with other advice; null for no advice. */
    public Problem advice(@Nullable String text) {
        return new Problem(name, message, location, text, facts);
    }

    /** Returns the problem with a fact added or replaced. */
    public Problem fact(String key, Object value) {
        Map<String, Object> next = new LinkedHashMap<>(facts);
        next.put(key, value);
        return new Problem(name, message, location, advice, next);
    }

    /** Returns the text for users: {@code name: place: message}, followed by the advice on an indented line. */
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
