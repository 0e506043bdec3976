package dev.trellis.internal.dashboard.live;

import dev.trellis.error.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a query, or the problems for which there is none.
 *
 * @param <T> the result
 * @param value the result; null if there are problems
 * @param problems the problems, whose texts contain no secrets; empty if there is a result
 */
public record Answer<T>(@Nullable T value, List<Problem> problems) {
    public Answer {
        problems = List.copyOf(problems);
    }

    static <T> Answer<T> of(T value) {
        return new Answer<>(value, List.of());
    }

    static <T> Answer<T> failed(List<Problem> problems) {
        return new Answer<>(null, problems);
    }
}
