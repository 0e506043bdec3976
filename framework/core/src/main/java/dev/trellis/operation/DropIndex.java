package dev.trellis.operation;

import dev.trellis.schema.Index;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** Drops an index.
 *
 * @param concurrently whether writers may go on meanwhile, where the database can do that outside a transaction */
public record DropIndex(TableName table, String name, boolean concurrently) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        Table found = before.require(table);
        Index lost = TableRewrites.index(found, name);
        return before.with(found.withIndexes(Lists.without(found.indexes(), lost)));
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
