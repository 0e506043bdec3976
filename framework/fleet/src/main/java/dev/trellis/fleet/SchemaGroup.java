package dev.trellis.fleet;

import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.ReusableConnection;
import dev.trellis.internal.state.SchemaStates;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The targets of one job that are schemas of one database. Their state is read together. If several schemas with the
 * same state are already at the target of an upgrade, one of them is run; if it has nothing to do, the others are not
 * run.
 */
final class SchemaGroup {
    private final FleetTask task;
    private final TargetDatabases databases;
    private final TargetRun run;

    SchemaGroup(FleetTask task, TargetDatabases databases, TargetRun run) {
        this.task = task;
        this.databases = databases;
        this.run = run;
    }

    /** Returns whether the state of several schemas can be used for a task. */
    static boolean isPossible(FleetTask task) {
        return task instanceof FleetTask.Current || task instanceof FleetTask.Upgrade;
    }

    /**
     * Determines the results of those targets whose state is sufficient.
     *
     * @param results receives the results
     * @return the targets that have to be run one by one
     */
    List<Target> results(List<Target> targets, ReusableConnection connection, Consumer<TargetResult> results) {
        Map<String, SchemaStates.State> states;
        try {
            states = states(targets, connection);
        } catch (TrellisException e) {
            // Each target reports the failure in its own result.
            connection.disconnect();
            return targets;
        }
        return task instanceof FleetTask.Upgrade upgrade
                ? upgraded(targets, states, upgrade, connection, results)
                : current(targets, states, (FleetTask.Current) task, results);
    }

    private Map<String, SchemaStates.State> states(List<Target> targets, ReusableConnection connection) {
        try (Workspace workspace = databases.workspace(targets.get(0), connection)) {
            return workspace.atDatabase("reading the version tables", session -> {
                SchemaStates reader = new SchemaStates(
                        session,
                        databases.configuration().versionTable(),
                        databases.configuration().historyTable());
                List<String> schemas = targets.stream()
                        .map(target -> Objects.requireNonNull(target.database().schema()))
                        .toList();
                return reader.isPossible()
                        ? reader.read(schemas, task instanceof FleetTask.Upgrade)
                        : Map.<String, SchemaStates.State>of();
            });
        }
    }

    private List<Target> current(
            List<Target> targets,
            Map<String, SchemaStates.State> states,
            FleetTask.Current current,
            Consumer<TargetResult> results) {
        RevisionGraph graph = databases.scripts().branches().graph();
        List<Target> rest = new ArrayList<>();
        for (Target target : targets) {
            SchemaStates.State state = states.get(target.database().schema());
            if (state == null || !isKnown(state.heads(), graph)) {
                rest.add(target);
            } else {
                boolean isBehind = current.checkHeads()
                        && !databases
                                .scripts()
                                .branches()
                                .upgrade(state.heads(), "heads")
                                .isEmpty();
                results.accept(TargetResult.of(target, isBehind ? TargetStatus.PENDING : TargetStatus.OK)
                        .with(List.of(), heads(state.heads(), graph), null));
            }
        }
        return rest;
    }

    private List<Target> upgraded(
            List<Target> targets,
            Map<String, SchemaStates.State> states,
            FleetTask.Upgrade upgrade,
            ReusableConnection connection,
            Consumer<TargetResult> results) {
        Map<SchemaStates.State, Boolean> isUnchanged = new HashMap<>();
        List<Target> rest = new ArrayList<>();
        for (Target target : targets) {
            SchemaStates.State state = states.get(target.database().schema());
            if (state == null
                    || state.digest() == null
                    || upgrade.options().acceptChanged()
                    || !isAtTarget(state.heads(), upgrade.revision())) {
                rest.add(target);
                continue;
            }
            Boolean known = isUnchanged.get(state);
            if (known == null) {
                TargetResult first = run.run(target, connection);
                isUnchanged.put(
                        state,
                        first.status() == TargetStatus.UNCHANGED
                                && first.notes().isEmpty());
                results.accept(first);
            } else if (known) {
                results.accept(TargetResult.of(target, TargetStatus.UNCHANGED)
                        .with(
                                List.of(),
                                heads(
                                        state.heads(),
                                        databases.scripts().branches().graph()),
                                null));
            } else {
                rest.add(target);
            }
        }
        return rest;
    }

    private boolean isAtTarget(Heads heads, String revision) {
        try {
            return isKnown(heads, databases.scripts().branches().graph())
                    && databases.scripts().branches().upgrade(heads, revision).isEmpty();
        } catch (TrellisException e) {
            return false;
        }
    }

    private static boolean isKnown(Heads heads, RevisionGraph graph) {
        return heads.ids().stream().allMatch(id -> graph.find(id).isPresent());
    }

    private static List<String> heads(Heads heads, RevisionGraph graph) {
        return graph.current(heads).stream().map(Revision::id).sorted().toList();
    }
}
