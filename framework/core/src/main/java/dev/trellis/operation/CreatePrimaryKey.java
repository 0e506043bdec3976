package dev.trellis.operation;

import dev.trellis.schema.Column;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Adds a primary key. */
public record CreatePrimaryKey(TableName table, PrimaryKey key) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        Table existing = before.require(table);
        if (existing.primaryKey() != null) {
            throw SchemaException.alreadyExists("a primary key of", table.toString());
        }
        key.columns().forEach(column -> TableRewrites.require(before, existing, column));
        return before.with(TableRewrites.keyed(existing.withPrimaryKey(key)));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        List<Operation> undo = new ArrayList<>();
        undo.add(new DropConstraint(table, String.valueOf(key.name()), DropConstraint.Type.PRIMARY_KEY));
        for (Column column : before.require(table).columns()) {
            // Dropping the key leaves the column NOT NULL.
            if (column.nullable() && key.columns().contains(column.name())) {
                undo.add(AlterColumn.of(table, column.name()).withNullable(true));
            }
        }
        return undo;
    }

    @Override
    public String describe() {
        return "create primary key on " + table + "(" + String.join(", ", key.columns()) + ")";
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
