package dev.trellis.internal.diff;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.DefaultValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table and their attributes. A column that becomes computed, is so no longer, or is computed otherwise
 * is dropped and added: no database changes that in place.
 */
final class ColumnComparer implements TableComparer {

    @Override
    public List<Operation> compare(TablePair pair) {
        Map<String, Column> actual = new HashMap<>();
        pair.actual().columns().forEach(column -> actual.put(column.name(), column));
        List<Operation> operations = new ArrayList<>();
        List<Column> desired = pair.desired().columns();
        for (int i = 0; i < desired.size(); i++) {
            Column wanted = desired.get(i);
            Column canonical = pair.canonical().columns().get(i);
            Column found = actual.remove(canonical.name());
            if (found == null) {
                operations.add(new AddColumn(pair.name(), wanted.withRenamedFrom(null)));
            } else if (!Objects.equals(canonical.computed(), found.computed())) {
                operations.add(new DropColumn(pair.name(), found.name()));
                operations.add(new AddColumn(pair.name(), wanted.withRenamedFrom(null)));
            } else {
                AlterColumn change = alteration(AlterColumn.of(pair.name(), found.name()), wanted, canonical, found);
                if (change.changesDefinition()) {
                    operations.add(change);
                }
            }
        }
        for (Column column : pair.actual().columns()) {
            if (actual.containsKey(column.name())) {
                operations.add(new DropColumn(pair.name(), column.name()));
            }
        }
        return operations;
    }

    private static AlterColumn alteration(AlterColumn start, Column wanted, Column canonical, Column found) {
        AlterColumn change = start;
        boolean retyped = !canonical.type().equals(found.type());
        if (retyped) {
            change = change.withType(wanted.type());
        }
        if (canonical.nullable() != found.nullable()) {
            change = change.withNullable(canonical.nullable());
        }
        DefaultValue value = canonical.defaultValue();
        boolean counted = value == null && canonical.identity() != null;
        if (!counted && !isSame(value, found.defaultValue(), retyped)) {
            change = change.withDefault(value == null ? null : wanted.defaultValue());
        }
        if (!Objects.equals(canonical.comment(), found.comment())) {
            change = change.withComment(canonical.comment() == null ? null : wanted.comment());
        }
        if (!Objects.equals(canonical.collation(), found.collation())) {
            change = change.withCollation(canonical.collation() == null ? null : wanted.collation());
        }
        if (!Objects.equals(canonical.identity(), found.identity())) {
            change = change.withIdentity(canonical.identity() == null ? null : wanted.identity());
        }
        return change;
    }

    /** A literal that was normalised for the old type and one that was for the new may be the same all the same. */
    private static boolean isSame(@Nullable DefaultValue wanted, @Nullable DefaultValue found, boolean retyped) {
        if (Objects.equals(wanted, found)) {
            return true;
        }
        return retyped
                && wanted instanceof DefaultValue.Literal one
                && found instanceof DefaultValue.Literal other
                && isSame(one.value(), other.value());
    }

    private static boolean isSame(Object wanted, Object found) {
        if (wanted instanceof BigDecimal number && found instanceof BigDecimal old) {
            return number.compareTo(old) == 0;
        }
        return wanted.toString().equals(found.toString());
    }
}
