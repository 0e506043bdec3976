package dev.trellis.error;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An error that Trellis reports, with at least one {@link Problem}. Packages have subclasses with a factory method for each
 * error. Callers distinguish errors by {@link #name()}, which is stable, and not by the class.
 */
public class TrellisException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** Creates an exception with one problem and without a cause. */
    public TrellisException(Problem problem) {
        this(List.of(problem), null);
    }

    /**
     * Creates an exception with one problem.
     *
     * @param cause the underlying exception, or null
     */
    public TrellisException(Problem problem, @Nullable Throwable cause) {
        this(List.of(problem), cause);
    }

    /**
     * Creates an exception with several problems.
     *
     * @param problems the problems, in the order of output; not empty
     * @param cause the underlying exception, or null
     */
    public TrellisException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), cause);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an exception without a problem");
        }
        this.problems = List.copyOf(problems);
    }

    /** Returns all problems; never empty. */
    public List<Problem> problems() {
        return problems;
    }

    /** Returns the first problem, which determines {@link #name()}. */
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
