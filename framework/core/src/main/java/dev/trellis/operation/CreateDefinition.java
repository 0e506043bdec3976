package dev.trellis.operation;

import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** Creates a view, function, trigger or other definition: {@code create_view}, {@code create_function}. */
public record CreateDefinition(Definition definition) implements Operation {

    @Override
    public String scriptName() {
        return "create_" + definition.kind().key();
    }

    /** Returns no table: a definition does not change the structure of the tables that it reads. */
    @Override
    public Set<TableName> tables() {
        return Set.of();
    }

    @Override
    public DefinitionName definitionName() {
        return definition.name();
    }

    @Override
    public Schema apply(Schema before) {
        if (before.definition(definition.name()).isPresent()) {
            throw SchemaException.alreadyExists(
                    definition.kind().words(), definition.name().toString());
        }
        return before.withDefinition(definition);
    }

    @Override
    public List<Operation> reverse(Schema before) {
        return List.of(DropDefinition.of(definition));
    }

    @Override
    public String describe() {
        return "create " + definition.name().describe();
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
