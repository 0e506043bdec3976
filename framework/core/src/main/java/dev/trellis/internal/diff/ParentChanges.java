package dev.trellis.internal.diff;

import dev.trellis.operation.AlterTableOptions;
import dev.trellis.operation.AttachPartition;
import dev.trellis.operation.DetachPartition;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.InheritedParts;
import dev.trellis.schema.PartitionOf;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The changes of the tables of which a table is a partition or from which it inherits. Parents that the model does not state are
 * left alone: a table that states none is compared with all its columns, because an entity class cannot state them.
 *
 * @param operations the operations by table
 * @param after the actual schema after the operations, in which tables have those inherited parts that the model states
 */
record ParentChanges(Map<TableName, List<Operation>> operations, Schema after) {

    /**
     * Compares the parents of all tables that both schemas contain.
     *
     * @param canonical the canonical form of the desired schema
     * @param desired the schema as the models write it, with the bounds of partitions as the author wrote them
     */
    static ParentChanges of(Schema canonical, Schema desired, Schema actual) {
        Map<TableName, List<Operation>> operations = new LinkedHashMap<>();
        Schema after = actual;
        for (Table table : desired.tables().values()) {
            Table wanted = SchemaDiff.canonicalTable(canonical, table.name());
            Table found = actual.table(wanted.name()).orElse(null);
            if (found == null
                    || !(wanted.options().hasParents() || found.options().hasParents())) {
                continue;
            }
            List<Operation> changes = changes(table, wanted, found);
            for (Operation change : changes) {
                after = change.apply(after);
            }
            if (!changes.isEmpty()) {
                operations.put(wanted.name(), changes);
            }
            Table changed = after.require(wanted.name());
            if (!wanted.options().hasParents()) {
                after = after.with(InheritedParts.complete(changed, after));
            } else if (!wanted.options().inherits().isEmpty()) {
                after = after.with(withoutUnstated(changed, wanted, after));
            }
        }
        return new ParentChanges(operations, after);
    }

    private static List<Operation> changes(Table desired, Table wanted, Table found) {
        List<Operation> changes = new ArrayList<>();
        PartitionOf from = found.options().partitionOf();
        PartitionOf to = wanted.options().partitionOf();
        if (to != null && !to.equals(from)) {
            if (from != null) {
                changes.add(new DetachPartition(from.table(), wanted.name(), false));
            }
            PartitionOf written = Objects.requireNonNull(desired.options().partitionOf());
            changes.add(new AttachPartition(to.table(), wanted.name(), written.bound()));
        }
        if (!wanted.options().inherits().isEmpty()
                && !wanted.options().inherits().equals(found.options().inherits())) {
            changes.add(new AlterTableOptions(wanted.name(), wanted.options().inherits(), Map.of()));
        }
        return changes;
    }

    /** Returns a table without the columns and checks that it inherits and that the model does not state. */
    private static Table withoutUnstated(Table found, Table wanted, Schema schema) {
        Set<String> inherited = InheritedParts.columns(found, schema);
        List<Column> columns = found.columns().stream()
                .filter(column -> wanted.column(column.name()).isPresent() || !inherited.contains(column.name()))
                .toList();
        Table own = InheritedParts.own(found, schema);
        return found.withColumns(columns)
                .withChecks(found.checks().stream()
                        .filter(check -> own.checks().contains(check)
                                || wanted.checks().stream().anyMatch(each -> Objects.equals(each.name(), check.name())))
                        .toList());
    }
}
