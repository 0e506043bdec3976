package dev.trellis.operation;

import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Drops a view, function, trigger or other definition: {@code drop_view}, {@code drop_function}.
 *
 * @param ifExists whether the operation does nothing if the definition does not exist, as in a database for which the author
 *     gave no text
 */
public record DropDefinition(DefinitionName name, boolean ifExists) implements Operation {

    /** Creates an operation that fails if the definition does not exist. */
    public DropDefinition(DefinitionName name) {
        this(name, false);
    }

    /** Returns an operation that drops a definition in every database for which its author gave a text, and only there. */
    public static DropDefinition of(Definition definition) {
        return new DropDefinition(
                definition.name(), !definition.sql().byDialect().containsKey(SqlText.DEFAULT));
    }

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
        if (before.definition(name).isEmpty() && !ifExists) {
            throw SchemaException.noSuchDefinition(name);
        }
        return before.withoutDefinition(name);
    }

    @Override
    public List<Operation> reverse(Schema before) {
        Optional<Definition> dropped = before.definition(name);
        if (dropped.isEmpty() && !ifExists) {
            throw SchemaException.noSuchDefinition(name);
        }
        return dropped.stream().<Operation>map(CreateDefinition::new).toList();
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
