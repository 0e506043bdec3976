package dev.trellis.internal.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one kind in a table, for example its indexes, without the objects that the model and the database share.
 *
 * <p>An object of the model whose name the author wrote matches only an object of that name. An object whose name the
 * naming convention produced matches an object of the same structure under any name, for example one that Hibernate
 * generated, except the name of another object of the model.
 *
 * @param missing the objects that only the model contains
 * @param superfluous the objects that only the database contains
 */
record NamePairing<T>(List<T> missing, List<T> superfluous) {

    /**
     * Pairs the objects of the model with those of the database: first by structure and name, then by structure alone.
     *
     * @param isSame compares the structure of two objects, the model's first
     * @param isConventional returns whether the naming convention has named an object of the model
     */
    static <T> NamePairing<T> of(
            TablePair pair,
            List<T> expected,
            List<T> actual,
            Function<T, @Nullable String> name,
            BiPredicate<T, T> isSame,
            Predicate<T> isConventional) {
        NamePairing<T> pairing = new NamePairing<>(expected, actual).without((object, candidate) -> {
            String actualName = name.apply(candidate);
            return (actualName == null || actualName.equals(name.apply(object))) && isSame.test(object, candidate);
        });
        return pairing.missing.isEmpty() || pairing.superfluous.isEmpty()
                ? pairing
                : pairing.without((object, candidate) -> isConventional.test(object)
                        && isSame.test(object, candidate)
                        && !pair.names().contains(key(Objects.requireNonNull(name.apply(candidate)))));
    }

    /** Returns the form of a name that comparisons use: lower case, because some databases ignore letter case. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private NamePairing<T> without(BiPredicate<T, T> isPair) {
        List<T> remaining = new ArrayList<>(superfluous);
        List<T> unpaired = new ArrayList<>();
        for (T object : missing) {
            boolean paired = false;
            for (int i = 0; i < remaining.size() && !paired; i++) {
                if (isPair.test(object, remaining.get(i))) {
                    remaining.remove(i);
                    paired = true;
                }
            }
            if (!paired) {
                unpaired.add(object);
            }
        }
        return new NamePairing<>(unpaired, remaining);
    }
}
