package dev.trellis.internal.diff;

import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.Operation;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Adds the recreation of dependent objects to a list of operations. A dependent object does not differ, but blocks a change:
 * a foreign key of a column whose type changes to another family, a foreign key to a key that is dropped, a computed column
 * whose expression names a changed column, and every object that contains a column which is dropped and added again. Each
 * dependent object is dropped before the change and created after the change.
 */
final class DependentObjects {
    private DependentObjects() {}

    /** Returns the operations and the recreations that they need, in any order. */
    static List<Operation> withRecreations(Collection<TablePair> pairs, List<Operation> operations) {
        Changes changes = Changes.of(pairs, operations);
        List<Operation> all = new ArrayList<>(operations);
        all.removeIf(operation -> operation instanceof AlterColumn alter
                && changes.recomputed(alter.table()).contains(alter.column()));
        List<Recreation> recreations = recreations(pairs, changes);
        if (!recreations.isEmpty()) {
            Set<Operation> planned = new HashSet<>(all);
            for (Recreation recreation : recreations) {
                if (!planned.contains(recreation.drop())) {
                    all.add(recreation.drop());
                    all.add(recreation.create());
                }
            }
        }
        return all;
    }

    private static List<Recreation> recreations(Collection<TablePair> pairs, Changes changes) {
        Set<TableName> changed = changes.tables();
        List<Recreation> recreations = new ArrayList<>();
        for (TablePair pair : pairs) {
            if (isOrRefersTo(pair.actual(), changed)) {
                SchemaDiff.COMPARERS.forEach(comparer -> recreations.addAll(comparer.recreations(pair, changes)));
            }
        }
        return recreations;
    }

    private static boolean isOrRefersTo(Table table, Set<TableName> changed) {
        if (changed.contains(table.name())) {
            return true;
        }
        for (ForeignKey key : table.foreignKeys()) {
            if (changed.contains(key.referredTable())) {
                return true;
            }
        }
        return false;
    }
}
