package dev.trellis.internal.diff;

import dev.trellis.dialect.Dialect;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A table of the model and the same table of the database. */
final class TablePair {
    private final Table written;
    private final Table canonical;
    private final Table actual;
    private final Context context;
    private @Nullable Table desired;

    /**
     * The properties that all pairs of one comparison share.
     *
     * @param naming the convention that named the objects without a name in the model
     * @param dialect the dialect of the database
     * @param names the names of all unique constraints, indexes and checks of the models, as {@link NamePairing#key} spells
     *     them
     */
    record Context(Naming naming, Dialect dialect, Set<String> names) {}

    /**
     * Creates a pair.
     *
     * @param written the table as the model writes it
     * @param canonical the desired table as inspection would read it back; its columns and foreign keys are in the same
     *     order
     * @param actual the table as inspection has read it, with declared renames applied
     */
    TablePair(Table written, Table canonical, Table actual, Context context) {
        this.written = written;
        this.canonical = canonical;
        this.actual = actual;
        this.context = context;
    }

    /** Returns the table as the model writes it, its columns spelled as in {@link #canonical}. */
    Table desired() {
        if (desired == null) {
            desired = CatalogSpelling.of(written, canonical);
        }
        return desired;
    }

    Table canonical() {
        return canonical;
    }

    Table actual() {
        return actual;
    }

    Naming naming() {
        return context.naming();
    }

    Dialect dialect() {
        return context.dialect();
    }

    Set<String> names() {
        return context.names();
    }

    TableName name() {
        return actual.name();
    }

    /** Returns whether an option of the model defines the columns, so that only the options can differ. */
    boolean isDefinedByOption() {
        return TableOption.defineColumns(
                dialect().tableOptions(), canonical.options().of(dialect().name()));
    }

    /** Returns whether a name is the conventional one, in any letter case. */
    static boolean isConventional(@Nullable String name, @Nullable String conventional) {
        return name != null && name.equalsIgnoreCase(conventional);
    }

    /** Finds the object of that name; empty for null. */
    static <T> Optional<T> named(List<T> objects, Function<T, @Nullable String> nameOf, @Nullable String name) {
        return objects.stream()
                .filter(object -> name != null && Objects.equals(nameOf.apply(object), name))
                .findFirst();
    }

    /** Returns the name of an actual object; {@link SchemaDiff} has named the objects that the database left unnamed. */
    static String required(@Nullable String name) {
        return Objects.requireNonNull(name, "a constraint or index without a name");
    }
}
