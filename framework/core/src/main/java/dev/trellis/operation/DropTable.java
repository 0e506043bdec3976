package dev.trellis.operation;

import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** Drops a table with its rows. */
public record DropTable(TableName table) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        Table dropped = before.require(table);
        return TableRewrites.withoutEnums(before.without(table), dropped.columns());
    }

    @Override
    public List<Operation> reverse(Schema before) {
        return List.of(new CreateTable(before.require(table)));
    }

    @Override
    public String describe() {
        return "drop table " + table;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
