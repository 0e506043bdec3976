package dev.trellis.operation;

import dev.trellis.schema.InheritedParts;
import dev.trellis.schema.PartitionOf;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.List;
import java.util.Set;

/**
 * Makes a partition an ordinary table, which keeps its rows, columns, constraints and indexes.
 *
 * @param table the partitioned table
 * @param partition the partition
 * @param concurrently whether to detach without blocking other sessions, if the database supports this
 */
public record DetachPartition(TableName table, TableName partition, boolean concurrently) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table, partition);
    }

    @Override
    public Schema apply(Schema before) {
        Table attached = before.require(partition);
        place(attached);
        Table complete = InheritedParts.complete(attached, before);
        return before.with(
                named(attached, complete).withOptions(complete.options().withPartitionOf(null)));
    }

    /**
     * Names the keys and indexes that the partition had from its partitioned table as PostgreSQL names them, which is the
     * only database with such partitions.
     */
    private Table named(Table attached, Table complete) {
        PrimaryKey key = complete.primaryKey();
        return complete.withPrimaryKey(
                        key == null || key.equals(attached.primaryKey())
                                ? key
                                : new PrimaryKey(partition.name() + "_pkey", key.columns()))
                .withUniques(complete.uniques().stream()
                        .map(unique -> attached.uniques().contains(unique)
                                ? unique
                                : new UniqueConstraint(name(unique.columns(), "key"), unique.columns()))
                        .toList())
                .withIndexes(complete.indexes().stream()
                        .map(index -> attached.indexes().contains(index)
                                ? index
                                : index.withName(name(
                                        index.parts().stream()
                                                .map(part -> part.column() == null ? "expr" : part.column())
                                                .toList(),
                                        "idx")))
                        .toList());
    }

    private String name(List<String> columns, String suffix) {
        return partition.name() + "_" + String.join("_", columns) + "_" + suffix;
    }

    private PartitionOf place(Table attached) {
        PartitionOf place = attached.options().partitionOf();
        if (place == null || !place.table().equals(table)) {
            throw SchemaException.noSuchObject(table, "partition", partition.toString());
        }
        return place;
    }

    @Override
    public List<Operation> reverse(Schema before) {
        PartitionOf place = place(before.require(partition));
        return List.of(new AttachPartition(table, partition, place.bound()));
    }

    @Override
    public String describe() {
        return "detach partition " + partition + " from " + table;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
