package dev.trellis.error;

import java.util.ArrayList;
import java.util.List;

/** Problems gathered while a thing is read, to be thrown together. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    /** Keeps one more; nothing is thrown yet. */
    public void add(Problem problem) {
        found.add(problem);
    }

    /** Keeps more of them, in their order; nothing is thrown yet. */
    public void addAll(List<Problem> problems) {
        found.addAll(problems);
    }

    /** Whether nothing was found. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** What was found so far, in the order in which it was added. */
    public List<Problem> found() {
        return List.copyOf(found);
    }

    /** @throws TrellisException when anything was gathered */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new TrellisException(found, null);
        }
    }
}
