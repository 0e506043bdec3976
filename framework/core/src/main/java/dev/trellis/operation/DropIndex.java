package dev.trellis.operation;

import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/**
 * Drops an index.
 *
 * @param concurrently whether the table stays writable while the database drops the index, on databases that support it.
 *     PostgreSQL requires that the operation is in an {@link Autocommit}.
 */
public record DropIndex(TableName table, String name, boolean concurrently) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        Table existing = before.require(table);
        TableRewrites.index(existing, name);
        return before.with(existing.withIndexes(existing.indexes().stream()
                .filter(index -> !name.equals(index.name()))
                .toList()));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        return List.of(new CreateIndex(table, TableRewrites.index(before.require(table), name), concurrently));
    }

    @Override
    public String describe() {
        return "drop index " + name + " on " + table;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
