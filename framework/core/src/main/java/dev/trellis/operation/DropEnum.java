package dev.trellis.operation;

import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/**
 * Drops an enumeration type. Does nothing on databases without named enumeration types, and when the type has been dropped with
 * the last column that used it.
 */
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
        Enumeration dropped = before.enums().get(name);
        return dropped == null ? List.of() : List.of(new CreateEnum(dropped));
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
