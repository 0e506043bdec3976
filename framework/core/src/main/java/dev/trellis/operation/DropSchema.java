package dev.trellis.operation;

import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Drops an empty schema. A database refuses to drop a schema that contains objects.
 *
 * @param name the name of the schema; not empty
 */
public record DropSchema(String name) implements Operation {
    public DropSchema {
        name = TableName.of(name).name();
    }

    @Override
    public Set<TableName> tables() {
        return Set.of();
    }

    /** Returns the schema without the dropped one, which raw SQL may have created, so that it need not be known. */
    @Override
    public Schema apply(Schema before) {
        List<String> contents = contents(before);
        if (!contents.isEmpty()) {
            throw SchemaException.schemaNotEmpty(name, contents);
        }
        return before.withoutSchema(name);
    }

    private List<String> contents(Schema before) {
        return Stream.concat(
                        before.tables().keySet().stream()
                                .filter(table -> name.equals(table.schema()))
                                .map(table -> "table " + table),
                        before.definitions().keySet().stream()
                                .filter(definition -> definition.table() == null
                                        && name.equals(definition.name().schema()))
                                .map(definition -> definition.describe()))
                .toList();
    }

    @Override
    public List<Operation> reverse(Schema before) {
        return List.of(new CreateSchema(name));
    }

    @Override
    public String describe() {
        return "drop schema " + name;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
