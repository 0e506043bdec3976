package dev.trellis.operation;

import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a view, function, trigger or other definition: {@code replace_view}, {@code replace_function}.
 *
 * @param definition the new definition
 * @param previous the definition of the same name before the operation; null to take it from the schema before the operation.
 *     Required only if no operation has created the object.
 */
public record ReplaceDefinition(
        Definition definition, @Nullable Definition previous) implements Operation {

    @Override
    public String scriptName() {
        return "replace_" + definition.kind().key();
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
        former(before);
        return before.withDefinition(definition);
    }

    private Definition former(Schema before) {
        return previous != null
                ? previous
                : before.definition(definition.name())
                        .orElseThrow(() -> SchemaException.noSuchDefinition(definition.name()));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        return List.of(new ReplaceDefinition(former(before), null));
    }

    @Override
    public String describe() {
        return "replace " + definition.name().describe();
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
