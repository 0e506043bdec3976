package dev.trellis.error;

import java.util.ArrayList;
import java.util.List;

/** Problems gathered while a thing is read, to be thrown together. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    public void add(Problem problem) {
        found.add(problem);
    }

    public void addAll(List<Problem> problems) {
        found.addAll(problems);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

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
