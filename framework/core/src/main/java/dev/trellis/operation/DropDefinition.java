package dev.trellis.operation;

import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** Drops a view, function, trigger or other definition: {@code drop_view}, {@code drop_function}. */
public record DropDefinition(DefinitionName name) implements Operation {

    @Override
    public String scriptName() {
        return "drop_" + name.kind().key();
    }

    /** Returns no table: a definition does not change the structure of the tables that it reads. */
    @Override
    public Set<TableName> tables() {
        return Set.of();
    }

    @Override
    public DefinitionName definitionName() {
        return name;
    }

    @Override
    public Schema apply(Schema before) {
        if (before.definition(name).isEmpty()) {
            throw SchemaException.noSuchDefinition(name);
        }
        return before.withoutDefinition(name);
    }

    @Override
    public List<Operation> reverse(Schema before) {
        return List.of(new CreateDefinition(
                before.definition(name).orElseThrow(() -> SchemaException.noSuchDefinition(name))));
    }

    @Override
    public String describe() {
        return "drop " + name.describe();
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
