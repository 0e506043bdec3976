package dev.trellis.operation;

import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** Sets the comment of a table. */
public record CreateTableComment(TableName table, String comment) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        return before.with(before.require(table).withComment(comment));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        String old = before.require(table).comment();
        return List.of(old == null ? new DropTableComment(table) : new CreateTableComment(table, old));
    }

    @Override
    public String describe() {
        return "set the comment of table " + table;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
