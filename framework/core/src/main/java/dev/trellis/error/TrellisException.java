package dev.trellis.error;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whatever Trellis refuses or fails at. Each room has one subclass with a named maker for each fault; callers that care
 * look at {@link #problem()}'s name, which is stable, and not at the class.
 */
public class TrellisException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** One fault, found by Trellis itself. */
    public TrellisException(Problem problem) {
        this(List.of(problem), null);
    }

    /**
     * One fault.
     *
     * @param cause what was thrown beneath, or null
     */
    public TrellisException(Problem problem, @Nullable Throwable cause) {
        this(List.of(problem), cause);
    }

    /**
     * @param problems all that was found, the first one first; not empty
     * @param cause what was thrown beneath, or null
     */
    public TrellisException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), cause);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an exception without a problem");
        }
        this.problems = List.copyOf(problems);
    }

    /** All that was found; never empty. */
    public List<Problem> problems() {
        return problems;
    }

    /** The first problem, which decides the category. */
    public Problem problem() {
        return problems.get(0);
    }

    /** Returns the stable name of the first problem. */
    public String name() {
        return problem().name();
    }

    /** Returns whether the first problem has the given name. */
    public boolean is(ErrorName name) {
        return name().equals(name.toString());
    }
}
