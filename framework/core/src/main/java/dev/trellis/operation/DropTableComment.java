package dev.trellis.operation;

import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** Removes the comment of a table. */
public record DropTableComment(TableName table) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        return before.with(before.require(table).withComment(null));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        String old = before.require(table).comment();
        return old == null ? List.of() : List.of(new CreateTableComment(table, old));
    }

    @Override
    public String describe() {
        return "drop the comment of table " + table;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
