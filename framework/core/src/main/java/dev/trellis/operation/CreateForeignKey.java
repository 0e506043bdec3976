package dev.trellis.operation;

import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** Adds a foreign key. */
public record CreateForeignKey(TableName table, ForeignKey key) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        Table existing = before.require(table);
        TableRewrites.requireFree("foreign key", key.name(), existing.foreignKeys(), other -> other.name());
        key.columns().forEach(column -> TableRewrites.require(before, existing, column));
        return before.with(existing.withForeignKeys(TableRewrites.append(existing.foreignKeys(), key)));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        return List.of(new DropConstraint(table, String.valueOf(key.name()), DropConstraint.Type.FOREIGN_KEY));
    }

    @Override
    public String describe() {
        return "create foreign key " + key.name() + " from " + table + " to " + key.references();
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
