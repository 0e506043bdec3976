package dev.trellis.dialect;

import dev.trellis.schema.DefinitionName;
import java.util.List;

/**
 * A definition that has to be dropped before a change of a table, and created again after it.
 *
 * @param drop the statement that drops the definition
 * @param create the statements that create the definition with its comments and grants
 */
public record DependentDefinition(DefinitionName name, String drop, List<String> create) {
    public DependentDefinition {
        create = List.copyOf(create);
    }
}
