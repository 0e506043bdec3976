package dev.trellis.operation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists as values: what one is with an item more or less. */
final class Lists {
    private Lists() {}

    interface NameOf<T> {
        @Nullable
        String name(T each);
    }

    static <T> List<T> with(List<T> list, T item) {
        List<T> next = new ArrayList<>(list);
        next.add(item);
        return next;
    }

    static <T> List<T> without(List<T> list, T item) {
        List<T> next = new ArrayList<>(list);
        next.remove(item);
        return next;
    }

    /** What is in the first list and not in the second. */
    static <T> List<T> missing(List<T> all, List<T> left) {
        List<T> next = new ArrayList<>(all);
        next.removeAll(left);
        return next;
    }

    /** Whether both are named, and alike. */
    static boolean sameName(@Nullable String a, @Nullable String b) {
        return a != null && a.equals(b);
    }
}
