package dev.trellis.internal.protection;

import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateSchema;
import dev.trellis.operation.DropSchema;
import dev.trellis.operation.Operation;
import dev.trellis.script.LocatedOperation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The schemas that the operations of one branch create, collected by reading the upgrades in order. Raw SQL is not included.
 */
final class CreatedSchemas {
    private final Set<String> atHeads = new TreeSet<>();
    private final Set<String> everCreated = new TreeSet<>();

    /** Returns the schemas that exist after the last revision, sorted. */
    Set<String> atHeads() {
        return atHeads;
    }

    /** Returns the schemas that exist after any revision, sorted. */
    Set<String> everCreated() {
        return everCreated;
    }

    void read(List<LocatedOperation> upgrade) {
        upgrade.forEach(located -> read(located.operation()));
    }

    private void read(Operation operation) {
        if (operation instanceof CreateSchema create) {
            atHeads.add(create.name());
            everCreated.add(create.name());
        } else if (operation instanceof DropSchema drop) {
            atHeads.remove(drop.name());
        } else if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(this::read);
        }
    }
}
