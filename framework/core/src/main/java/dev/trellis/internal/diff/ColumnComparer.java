package dev.trellis.internal.diff;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the columns of a table and their attributes. A column that becomes computed, stops being computed or
 * gets another expression is dropped and added, because no database alters a computation in place.
 */
final class ColumnComparer implements TableComparer {

    @Override
    public List<Operation> compare(TablePair pair) {
        Map<String, Column> remaining = new HashMap<>();
        pair.actual().columns().forEach(column -> remaining.put(column.name(), column));
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < pair.desired().columns().size(); i++) {
            Column desired = pair.desired().columns().get(i);
            Column canonical = pair.canonical().columns().get(i);
            Column actual = remaining.remove(canonical.name());
            if (actual == null) {
                operations.add(addition(pair, desired));
            } else if (!Objects.equals(canonical.computed(), actual.computed())) {
                operations.add(new DropColumn(pair.name(), actual.name()));
                operations.add(addition(pair, desired));
            } else {
                AlterColumn change = alteration(AlterColumn.of(pair.name(), actual.name()), desired, canonical, actual);
                if (change.changesDefinition()) {
                    operations.add(change);
                }
            }
        }
        for (Column column : pair.actual().columns()) {
            if (remaining.containsKey(column.name())) {
                operations.add(new DropColumn(pair.name(), column.name()));
            }
        }
        return operations;
    }

    @Override
    public List<Recreation> recreations(TablePair pair, Changes changes) {
        Set<String> recomputed = changes.recomputed(pair.name());
        List<Recreation> recreations = new ArrayList<>();
        for (int i = 0; i < pair.canonical().columns().size(); i++) {
            String column = pair.canonical().columns().get(i).name();
            if (recomputed.contains(column)) {
                recreations.add(new Recreation(
                        new DropColumn(pair.name(), column),
                        addition(pair, pair.desired().columns().get(i))));
            }
        }
        return recreations;
    }

    private static AddColumn addition(TablePair pair, Column column) {
        return new AddColumn(pair.name(), column.withRenamedFrom(null));
    }

    private static AlterColumn alteration(AlterColumn start, Column desired, Column canonical, Column actual) {
        AlterColumn change = start;
        boolean retyped = !canonical.type().equals(actual.type());
        if (retyped) {
            change = change.withType(desired.type());
        }
        if (canonical.nullable() != actual.nullable()) {
            change = change.withNullable(canonical.nullable());
        }
        DefaultValue value = canonical.defaultValue();
        boolean filledByIdentity = value == null && canonical.identity() != null;
        if (!filledByIdentity && !isSame(value, actual.defaultValue(), retyped)) {
            change = change.withDefault(value == null ? null : desired.defaultValue());
        }
        if (!Objects.equals(canonical.comment(), actual.comment())) {
            change = change.withComment(canonical.comment() == null ? null : desired.comment());
        }
        if (!Objects.equals(canonical.collation(), actual.collation())) {
            change = change.withCollation(canonical.collation() == null ? null : desired.collation());
        }
        if (!Objects.equals(canonical.identity(), actual.identity())) {
            change = change.withIdentity(canonical.identity() == null ? null : desired.identity());
        }
        if (canonical.onUpdate() == null
                ? retyped && canLose(canonical, actual)
                : !canonical.onUpdate().equals(actual.onUpdate())) {
            change = change.withOnUpdate(canonical.onUpdate() == null ? null : desired.onUpdate());
        }
        return change;
    }

    /**
     * Returns whether a column can lose its {@code ON UPDATE} clause: the actual column has one, and the new type allows
     * none.
     */
    private static boolean canLose(Column canonical, Column actual) {
        return actual.onUpdate() != null
                && canonical.type() instanceof ColumnType.Portable type
                && type.kind() != ColumnType.Kind.TIMESTAMP
                && type.kind() != ColumnType.Kind.TIMESTAMPTZ;
    }

    /**
     * Returns whether two defaults are the same. If the type of the column changes, two literals that were normalized for
     * different types may still have the same value.
     */
    private static boolean isSame(@Nullable DefaultValue expected, @Nullable DefaultValue actual, boolean retyped) {
        if (Objects.equals(expected, actual)) {
            return true;
        }
        return retyped
                && expected instanceof DefaultValue.Literal expectedLiteral
                && actual instanceof DefaultValue.Literal actualLiteral
                && isSame(expectedLiteral.value(), actualLiteral.value());
    }

    private static boolean isSame(Object expected, Object actual) {
        if (expected instanceof BigDecimal expectedNumber && actual instanceof BigDecimal actualNumber) {
            return expectedNumber.compareTo(actualNumber) == 0;
        }
        return expected.toString().equals(actual.toString());
    }
}
