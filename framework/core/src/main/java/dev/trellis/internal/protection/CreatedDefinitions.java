package dev.trellis.internal.protection;

import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.DropDefinition;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.DefinitionName;
import dev.trellis.script.LocatedOperation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The views, functions and other definitions that the operations of one branch create, collected by reading the upgrades in
 * order. Raw SQL is not included.
 */
final class CreatedDefinitions {
    private final Set<DefinitionName> atHeads = new TreeSet<>();
    private final Set<DefinitionName> everCreated = new TreeSet<>();

    /** Returns the definitions that exist after the last revision, sorted. */
    Set<DefinitionName> atHeads() {
        return atHeads;
    }

    /** Returns the definitions that exist after any revision, sorted. */
    Set<DefinitionName> everCreated() {
        return everCreated;
    }

    void read(List<LocatedOperation> upgrade) {
        upgrade.forEach(located -> read(located.operation()));
    }

    private void read(Operation operation) {
        if (operation instanceof CreateDefinition create) {
            add(create.definition().name());
        } else if (operation instanceof DropDefinition drop) {
            atHeads.remove(drop.name());
        } else if (operation instanceof DropTable drop) {
            atHeads.removeIf(name -> name.isOn(drop.table()));
        } else if (operation instanceof RenameTable rename) {
            List<DefinitionName> parts =
                    atHeads.stream().filter(name -> name.isOn(rename.table())).toList();
            atHeads.removeAll(parts);
            parts.forEach(name ->
                    add(name.withTableRenamed(rename.table(), rename.table().renamed(rename.to()))));
        } else if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(this::read);
        }
    }

    private void add(DefinitionName name) {
        atHeads.add(name);
        everCreated.add(name);
    }
}
