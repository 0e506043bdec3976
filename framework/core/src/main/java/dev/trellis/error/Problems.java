package dev.trellis.error;

import java.util.ArrayList;
import java.util.List;

/** Collects the problems of several files, so that they are reported together, each once. */
public final class Problems {
    private final List<Problem> all = new ArrayList<>();

    /** Adds a problem. */
    public void add(Problem problem) {
        if (!all.contains(problem)) {
            all.add(problem);
        }
    }

    /** Adds problems, in their order. */
    public void addAll(List<Problem> problems) {
        problems.forEach(this::add);
    }

    /**
     * Runs code that reads one of several parts. If the code throws a {@link TrellisException}, this method adds the
     * problems of the exception, and the caller continues with the next part.
     */
    public void collect(Runnable reading) {
        try {
            reading.run();
        } catch (TrellisException e) {
            addAll(e.problems());
        }
    }

    /** Returns whether there is no problem. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Returns the problems in the order of their addition. */
    public List<Problem> all() {
        return List.copyOf(all);
    }

    /**
     * Throws all problems as one exception, if there are any.
     *
     * @throws TrellisException with all problems
     */
    public void throwIfAny() {
        if (!all.isEmpty()) {
            throw new TrellisException(all, null);
        }
    }
}
