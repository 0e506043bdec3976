package dev.trellis.internal.diff;

import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.Naming;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Table;
import dev.trellis.schema.Tolerance;
import dev.trellis.schema.Tolerance.ToleratedCheck;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table of the model with a tolerance, and the same table of the database.
 *
 * @param desired the table as the model writes it
 * @param canonical the desired table as inspection would read it back, its columns in the same order
 * @param actual the table as inspection has read it
 */
record ToleratedTable(Table desired, Tolerance tolerance, Table canonical, Table actual, Naming naming) {
    /** Precedes the position of a tolerated check or unique constraint in the names of {@link #deviation}. */
    private static final String PREFIX = "trellis_tolerated_";

    /** Returns whether the actual table deviates in a part for which there is a tolerance. */
    boolean deviates() {
        PrimaryKey key = canonical.primaryKey();
        return (tolerance.primaryKey() != null && key != null && hasOtherKey(key))
                || (!tolerance.uniques().isEmpty() && actual.uniques().stream().anyMatch(this::isUnknown))
                || (!tolerance.checks().isEmpty() && actual.checks().stream().anyMatch(this::isUnknown))
                || !absentForeignKeys().isEmpty()
                || lacksUnique()
                || deviatesInColumn();
    }

    private boolean deviatesInColumn() {
        for (int i = 0; i < desired.columns().size(); i++) {
            Column expected = canonical.columns().get(i);
            boolean isTolerant = tolerance.column(desired.columns().get(i).name()) != null;
            if (isTolerant
                    && actual.column(expected.name())
                            .filter(found -> !hasSameDefinition(expected, found))
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasSameDefinition(Column expected, Column found) {
        return expected.type().equals(found.type())
                && expected.nullable() == found.nullable()
                && Objects.equals(expected.computed(), found.computed());
    }

    /** Returns the foreign keys of the model that the database need not contain and does not contain. */
    private List<ForeignKey> absentForeignKeys() {
        List<ForeignKey> absent = new ArrayList<>();
        boolean hasSameOrder =
                canonical.foreignKeys().size() == desired.foreignKeys().size();
        for (int i = 0; hasSameOrder && i < canonical.foreignKeys().size(); i++) {
            ForeignKey expected = canonical.foreignKeys().get(i);
            ForeignKey key = desired.foreignKeys().get(i);
            if (isAbsent(key.name())
                    && actual.foreignKeys().stream().noneMatch(found -> ForeignKeyComparer.isSame(expected, found))) {
                absent.add(key);
            }
        }
        return absent;
    }

    private boolean lacksUnique() {
        return desired.uniques().stream().anyMatch(this::isLacking)
                || desired.indexes().stream().anyMatch(this::isLacking);
    }

    private boolean isLacking(UniqueConstraint unique) {
        return isAbsent(unique.name())
                && TablePair.named(canonical.uniques(), UniqueConstraint::name, unique.name())
                        .filter(expected ->
                                actual.uniques().stream().noneMatch(found -> UniqueComparer.isSame(expected, found)))
                        .isPresent();
    }

    private boolean isLacking(Index index) {
        return isAbsent(index.name())
                && TablePair.named(canonical.indexes(), Index::name, index.name())
                        .filter(expected ->
                                actual.indexes().stream().noneMatch(found -> IndexComparer.isSame(expected, found)))
                        .isPresent();
    }

    private boolean isAbsent(@Nullable String name) {
        return name != null && tolerance.absent().contains(name);
    }

    private boolean hasOtherKey(PrimaryKey key) {
        return actual.primaryKey() != null
                && !key.columns().equals(actual.primaryKey().columns());
    }

    private boolean isUnknown(UniqueConstraint unique) {
        return canonical.uniques().stream().noneMatch(expected -> UniqueComparer.isSame(expected, unique));
    }

    private boolean isUnknown(Check check) {
        return canonical.checks().stream().noneMatch(expected -> expected.sql().equals(check.sql()));
    }

    /** Returns the table with all tolerated deviations and without the parts that cannot deviate. */
    Table deviation() {
        List<UniqueConstraint> uniques = new ArrayList<>();
        for (UniqueConstraint unique : tolerance.uniques()) {
            uniques.add(new UniqueConstraint(PREFIX + uniques.size(), unique.columns()));
        }
        List<Check> checks = new ArrayList<>();
        for (ToleratedCheck check : tolerance.checks()) {
            checks.add(new Check(PREFIX + checks.size(), check.sql()));
        }
        return desired.withColumns(desired.columns().stream()
                        .map(column -> withForm(column, tolerance.column(column.name())))
                        .toList())
                .withPrimaryKey(tolerance.primaryKey() == null ? desired.primaryKey() : tolerance.primaryKey())
                .withUniques(uniques)
                .withChecks(checks)
                .withIndexes(List.of())
                .withForeignKeys(List.of());
    }

    private static Column withForm(Column column, @Nullable Column form) {
        return form == null
                ? column
                : column.withType(form.type()).withNullable(form.nullable()).withComputed(form.computed());
    }

    /**
     * Returns the desired table with those tolerated deviations that the actual table has.
     *
     * @param deviation the canonical form of {@link #deviation}
     */
    Table accepted(Table deviation) {
        Table table = withPrimaryKey(withColumns(desired, deviation), deviation);
        return withoutAbsent(withChecks(withUniques(table, deviation), deviation));
    }

    private Table withoutAbsent(Table table) {
        List<ForeignKey> absent = absentForeignKeys();
        return table.withForeignKeys(table.foreignKeys().stream()
                        .filter(key -> !absent.contains(key))
                        .toList())
                .withUniques(table.uniques().stream()
                        .filter(unique -> !isLacking(unique))
                        .toList())
                .withIndexes(table.indexes().stream()
                        .filter(index -> !isLacking(index))
                        .toList());
    }

    private Table withColumns(Table table, Table deviation) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            Column expected = canonical.columns().get(i);
            Column tolerated = deviation.columns().get(i);
            Column form = withForm(column, tolerance.column(column.name()));
            columns.add(actual.column(expected.name())
                    .map(found -> column.withType(
                                    deviates(Column::type, expected, tolerated, found) ? form.type() : column.type())
                            .withNullable(
                                    deviates(Column::nullable, expected, tolerated, found)
                                            ? form.nullable()
                                            : column.nullable())
                            .withComputed(
                                    deviates(Column::computed, expected, tolerated, found)
                                            ? form.computed()
                                            : column.computed()))
                    .orElse(column));
        }
        return table.withColumns(columns);
    }

    private static boolean deviates(
            Function<Column, @Nullable Object> attribute, Column expected, Column tolerated, Column found) {
        Object value = attribute.apply(found);
        return !Objects.equals(attribute.apply(expected), value) && Objects.equals(attribute.apply(tolerated), value);
    }

    private Table withPrimaryKey(Table table, Table deviation) {
        PrimaryKey key = table.primaryKey();
        PrimaryKey tolerated = tolerance.primaryKey();
        PrimaryKey spelled = deviation.primaryKey();
        return key == null || tolerated == null || spelled == null || hasOtherKey(spelled)
                ? table
                : table.withPrimaryKey(new PrimaryKey(key.name(), tolerated.columns()));
    }

    private Table withUniques(Table table, Table deviation) {
        List<Index> indexes = new ArrayList<>(table.indexes());
        List<UniqueConstraint> uniques = new ArrayList<>(table.uniques());
        for (int i = 0; i < tolerance.uniques().size(); i++) {
            List<String> columns = tolerance.uniques().get(i).columns();
            Optional<UniqueConstraint> spelled = named(deviation.uniques(), UniqueConstraint::name, i);
            Optional<UniqueConstraint> found = actual.uniques().stream()
                    .filter(this::isUnknown)
                    .filter(unique -> spelled.isPresent() && UniqueComparer.isSame(spelled.get(), unique))
                    .findFirst();
            found.flatMap(unique -> indexes.stream()
                            .filter(index -> isReplaceable(index, columns) && hasName(index, unique.name()))
                            .findFirst())
                    .ifPresent(index -> {
                        indexes.remove(index);
                        uniques.add(new UniqueConstraint(found.get().name(), columns));
                    });
        }
        return table.withIndexes(indexes).withUniques(uniques);
    }

    private static boolean isReplaceable(Index index, List<String> columns) {
        return index.unique()
                && index.where() == null
                && new HashSet<>(index.columns()).equals(new HashSet<>(columns))
                && index.parts().size() == columns.size();
    }

    /** Returns whether a unique constraint of that name may replace the index; the author may have named the index. */
    private boolean hasName(Index index, @Nullable String name) {
        return TablePair.isConventional(index.name(), name)
                || TablePair.isConventional(
                        index.name(),
                        naming.named(desired.name(), index.withName(null)).name());
    }

    private Table withChecks(Table table, Table deviation) {
        List<Check> checks = new ArrayList<>(table.checks());
        for (int i = 0; i < tolerance.checks().size(); i++) {
            ToleratedCheck tolerated = tolerance.checks().get(i);
            Optional<Check> spelled = named(deviation.checks(), Check::name, i);
            actual.checks().stream()
                    .filter(this::isUnknown)
                    .filter(check -> spelled.isPresent() && spelled.get().sql().equals(check.sql()))
                    .findFirst()
                    .ifPresent(check -> {
                        checks.removeIf(each -> isIncluded(each, tolerated) && !isFound(each));
                        checks.add(new Check(check.name(), tolerated.sql()));
                    });
        }
        return table.withChecks(checks);
    }

    private static boolean isIncluded(Check check, ToleratedCheck tolerated) {
        return check.name() != null && tolerated.includes().contains(check.name());
    }

    /** Returns whether the database contains a check of the model. */
    private boolean isFound(Check check) {
        return TablePair.named(canonical.checks(), Check::name, check.name())
                .filter(spelled ->
                        actual.checks().stream().anyMatch(found -> found.sql().equals(spelled.sql())))
                .isPresent();
    }

    private static <T> Optional<T> named(List<T> objects, Function<T, @Nullable String> nameOf, int position) {
        return TablePair.named(objects, nameOf, PREFIX + position);
    }
}
