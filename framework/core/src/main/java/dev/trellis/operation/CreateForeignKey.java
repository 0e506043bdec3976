package dev.trellis.operation;

import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
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
        Table found = before.require(table);
        if (found.foreignKeys().stream().anyMatch(other -> Lists.sameName(other.name(), key.name()))) {
            throw SchemaException.alreadyExists("foreign key", String.valueOf(key.name()));
        }
        key.columns().forEach(column -> TableRewrites.require(found, column));
        return before.with(found.withForeignKeys(Lists.with(found.foreignKeys(), key)));
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
