package dev.trellis.operation;

import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** Creates an enumeration type. Does nothing on databases without named enumeration types. */
public record CreateEnum(Enumeration type) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of();
    }

    @Override
    public Schema apply(Schema before) {
        if (before.enums().containsKey(type.name())) {
            throw SchemaException.alreadyExists("enum", type.name().toString());
        }
        return before.withEnum(type);
    }

    @Override
    public List<Operation> reverse(Schema before) {
        return List.of(new DropEnum(type.name()));
    }

    @Override
    public String describe() {
        return "create enum " + type.name();
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
