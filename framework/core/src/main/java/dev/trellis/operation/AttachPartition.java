package dev.trellis.operation;

import dev.trellis.schema.InheritedParts;
import dev.trellis.schema.PartitionOf;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/**
 * Makes an existing table a partition of a partitioned table. The database requires that both have the same columns.
 *
 * @param table the partitioned table
 * @param partition the table that becomes a partition
 * @param bound the rows that the partition contains
 */
public record AttachPartition(TableName table, TableName partition, PartitionOf.Bound bound) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table, partition);
    }

    @Override
    public Schema apply(Schema before) {
        before.require(table);
        Table existing = before.require(partition);
        Table attached = existing.withOptions(existing.options().withPartitionOf(new PartitionOf(table, bound)));
        return before.with(InheritedParts.own(attached, before));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        before.require(partition);
        return List.of(new DetachPartition(table, partition, false));
    }

    @Override
    public String describe() {
        return "attach partition " + partition + " to " + table;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
