package dev.trellis.operation;

import dev.trellis.schema.Index;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** Creates an index.
 *
 * @param concurrently whether writers may go on meanwhile, where the database can do that outside a transaction */
public record CreateIndex(TableName table, Index index, boolean concurrently) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        Table found = before.require(table);
        if (found.indexes().stream().anyMatch(other -> Lists.sameName(other.name(), index.name()))) {
            throw SchemaException.alreadyExists("index", String.valueOf(index.name()));
        }
        index.columns().forEach(column -> TableRewrites.require(found, column));
        index.include().forEach(column -> TableRewrites.require(found, column));
        return before.with(found.withIndexes(Lists.with(found.indexes(), index)));
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
