package dev.trellis.operation;

import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** Drops a named enumeration, where the database has them; elsewhere it does nothing. */
public record DropEnum(TableName name) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of();
    }

    @Override
    public Schema apply(Schema before) {
        Columns.enumeration(before, name);
        return before.withoutEnum(name);
    }

    @Override
    public List<Operation> reverse(Schema before) {
        return List.of(new CreateEnum(Columns.enumeration(before, name)));
    }

    @Override
    public String describe() {
        return "drop enum " + name;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
