package dev.trellis.operation;

import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** Drops a named enumeration, where the database has them and it has not gone with its last column; else does nothing. */
public record DropEnum(TableName name) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of();
    }

    @Override
    public Schema apply(Schema before) {
        return before.withoutEnum(name);
    }

    @Override
    public List<Operation> reverse(Schema before) {
        Enumeration known = before.enums().get(name);
        return known == null ? List.of() : List.of(new CreateEnum(known));
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
