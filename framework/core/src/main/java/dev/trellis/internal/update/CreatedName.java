package dev.trellis.internal.update;

import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;
import java.util.Optional;

/** The name of the table, definition or enumeration that an operation creates. */
final class CreatedName {
    private CreatedName() {}

    /** Returns the name; empty for an operation that creates no such object. */
    static Optional<TableName> of(Operation operation) {
        if (operation instanceof CreateTable create) {
            return Optional.of(create.table().name());
        }
        if (operation instanceof CreateEnum create) {
            return Optional.of(create.type().name());
        }
        if (operation instanceof RenameTable rename) {
            return Optional.of(rename.table().renamed(rename.to()));
        }
        DefinitionName name = operation instanceof CreateDefinition create
                ? create.definition().name()
                : null;
        return name == null || name.kind().isOnTable() ? Optional.empty() : Optional.of(name.name());
    }
}
