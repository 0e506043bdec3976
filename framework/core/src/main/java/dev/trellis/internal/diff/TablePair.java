package dev.trellis.internal.diff;

import dev.trellis.schema.Naming;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One table as it should be and as it is.
 *
 * @param desired in the model's words, its columns spelled as in {@code canonical}
 * @param canonical the same as inspection would read it back
 * @param actual as inspection has read it, under its new name and with new column names where those are certain
 * @param naming what gave names to what the author left unnamed
 */
record TablePair(Table desired, Table canonical, Table actual, Naming naming) {

    TableName name() {
        return actual.name();
    }

    /** What of a desired table has that name. */
    static <T> Optional<T> named(List<T> among, Function<T, @Nullable String> nameOf, @Nullable String name) {
        return among.stream()
                .filter(each -> name != null && Objects.equals(nameOf.apply(each), name))
                .findFirst();
    }
}
