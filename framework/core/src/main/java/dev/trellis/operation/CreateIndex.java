package dev.trellis.operation;

import dev.trellis.schema.Index;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/**
 * Creates an index.
 *
 * @param concurrently whether the table stays writable while the database creates the index, on databases that support it.
 *     PostgreSQL requires that the operation is in an {@link Autocommit}.
 */
public record CreateIndex(TableName table, Index index, boolean concurrently) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        Table existing = before.require(table);
        TableRewrites.requireFree("index", index.name(), existing.indexes(), other -> other.name());
        index.columns().forEach(column -> TableRewrites.require(before, existing, column));
        index.include().forEach(column -> TableRewrites.require(before, existing, column));
        return before.with(existing.withIndexes(TableRewrites.append(existing.indexes(), index)));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        return List.of(new DropIndex(table, String.valueOf(index.name()), concurrently));
    }

    @Override
    public String describe() {
        return "create " + (index.unique() ? "unique " : "") + "index " + index.name() + " on " + table;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
