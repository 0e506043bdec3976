package dev.trellis.error;

import java.util.ArrayList;
import java.util.List;

/** Problems gathered while a thing is read, to be thrown together. */
public final class Problems {
    private final List<Problem> all = new ArrayList<>();

    /** Keeps one more; nothing is thrown yet. */
    public void add(Problem problem) {
        all.add(problem);
    }

    /** Keeps more of them, in their order; nothing is thrown yet. */
    public void addAll(List<Problem> problems) {
        all.addAll(problems);
    }

    /** Whether nothing was found. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** What was found so far, in the order in which it was added. */
    public List<Problem> all() {
        return List.copyOf(all);
    }

    /** @throws TrellisException when anything was gathered */
    public void throwIfAny() {
        if (!all.isEmpty()) {
            throw new TrellisException(all, null);
        }
    }
}
