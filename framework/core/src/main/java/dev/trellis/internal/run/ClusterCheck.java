package dev.trellis.internal.run;

import dev.trellis.dialect.Topology;
import dev.trellis.dialect.Topology.Limit;
import dev.trellis.error.Location;
import dev.trellis.error.Problems;
import dev.trellis.operation.AlterTableOptions;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.TableName;
import dev.trellis.script.LocatedOperation;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks before a run that a cluster can run the plan. The server would create the tables, but refuse their rows later, or
 * keep them on one node. Raw SQL and Java steps are not checked.
 */
final class ClusterCheck {
    private static final Set<ReferentialAction> CASCADES =
            EnumSet.of(ReferentialAction.CASCADE, ReferentialAction.SET_NULL, ReferentialAction.SET_DEFAULT);

    private final Topology topology;
    private final String dialect;
    private final Problems problems = new Problems();
    /** The tables that the plan creates without a primary key, until a later operation adds one. */
    private final Map<TableName, Location> withoutKey = new LinkedHashMap<>();

    private ClusterCheck(Topology topology, String dialect) {
        this.topology = topology;
        this.dialect = dialect;
    }

    /**
     * Checks the operations of a plan.
     *
     * @throws dev.trellis.error.TrellisException {@code not_in_cluster} for each operation that the cluster cannot run
     */
    static void check(Topology topology, String dialect, List<ParsedStep> steps) {
        ClusterCheck check = new ClusterCheck(topology, dialect);
        for (ParsedStep step : steps) {
            for (LocatedOperation located : step.operations()) {
                check.check(located.operation(), located.location());
            }
        }
        check.withoutKey.forEach((table, location) -> check.problems.add(RunException.notInCluster(
                topology.product(),
                "refuses rows of table '" + table + "', which has no primary key",
                "Add a primary key to the table.",
                location)));
        check.problems.throwIfAny();
    }

    private void check(Operation operation, Location location) {
        if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(inner -> check(inner, location));
        } else if (operation instanceof CreateTable create) {
            TableName name = create.table().name();
            if (topology.limits().contains(Limit.NO_ROWS_WITHOUT_KEY)
                    && create.table().primaryKey() == null) {
                withoutKey.put(name, location);
            }
            create.table().foreignKeys().forEach(key -> checkKey(name, key, location));
            checkEngine(name, create.table().options().of(dialect), location);
        } else if (operation instanceof CreateForeignKey create) {
            checkKey(create.table(), create.key(), location);
        } else if (operation instanceof AlterTableOptions alter) {
            checkEngine(alter.table(), alter.options().get(dialect), location);
        } else if (operation instanceof CreatePrimaryKey create) {
            withoutKey.remove(create.table());
        } else if (operation instanceof DropTable drop) {
            withoutKey.remove(drop.table());
        } else if (operation instanceof RenameTable rename) {
            Location created = withoutKey.remove(rename.table());
            if (created != null) {
                withoutKey.put(rename.table().renamed(rename.to()), created);
            }
        }
    }

    private void checkKey(TableName table, ForeignKey key, Location location) {
        boolean cascades = CASCADES.contains(key.onDelete()) || CASCADES.contains(key.onUpdate());
        if (cascades && topology.limits().contains(Limit.NO_CASCADES)) {
            problems.add(RunException.notInCluster(
                    topology.product(),
                    "refuses rows of table '" + table + "', because a foreign key changes or deletes its rows",
                    "Remove 'on_delete' and 'on_update' from the foreign key, and let the application change the rows.",
                    location));
        }
    }

    private void checkEngine(
            TableName table, @Nullable Map<String, ? extends @Nullable Object> options, Location location) {
        Object engine = options == null ? null : options.get("engine");
        if (engine != null
                && topology.limits().contains(Limit.ONLY_INNODB)
                && !"innodb".equalsIgnoreCase(engine.toString())) {
            problems.add(RunException.notInCluster(
                    topology.product(),
                    "does not replicate the rows of table '" + table + "' with the engine " + engine,
                    "Use the engine InnoDB.",
                    location));
        }
    }
}
