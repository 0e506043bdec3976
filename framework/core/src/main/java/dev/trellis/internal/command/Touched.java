package dev.trellis.internal.command;

import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.operation.RunJava;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.TableName;
import dev.trellis.script.Body;
import java.util.Set;
import java.util.TreeSet;

/**
 * The objects that the upgrade of a script changes or refers to. Two scripts that touch no common object give the same result in
 * either order.
 *
 * @param objects the tables and definitions
 * @param isUnknown whether raw SQL or a Java step may touch any object
 */
record Touched(Set<TableName> objects, boolean isUnknown) {
    static Touched by(Body body) {
        Collector collector = new Collector();
        body.upgrade().forEach(located -> collector.add(located.operation()));
        return new Touched(collector.objects, collector.isUnknown);
    }

    /** Returns the objects that both touch, sorted. */
    Set<TableName> common(Touched other) {
        Set<TableName> common = new TreeSet<>(objects);
        common.retainAll(other.objects);
        return common;
    }

    /** Returns whether the order of the two may matter. */
    boolean meets(Touched other) {
        return isUnknown || other.isUnknown || !common(other).isEmpty();
    }

    private static final class Collector {
        private final Set<TableName> objects = new TreeSet<>();
        private boolean isUnknown;

        void add(Operation operation) {
            objects.addAll(operation.tables());
            DefinitionName definition = operation.definitionName();
            if (definition != null) {
                // The SQL of a definition may refer to any object.
                objects.add(definition.name());
                isUnknown = true;
            }
            if (operation instanceof Autocommit autocommit) {
                autocommit.operations().forEach(this::add);
            } else if (operation instanceof BulkInsert insert) {
                objects.add(insert.table());
            } else if (operation instanceof CreateTable create) {
                create.table().foreignKeys().stream()
                        .map(ForeignKey::referredTable)
                        .forEach(objects::add);
            } else if (operation instanceof CreateForeignKey create) {
                objects.add(create.key().referredTable());
            } else if (operation instanceof RenameTable rename) {
                objects.add(rename.table().renamed(rename.to()));
            } else if (operation instanceof ExecuteSql || operation instanceof RunJava) {
                isUnknown = true;
            }
        }
    }
}
