package dev.trellis.adopt;

import dev.trellis.Listener;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.command.CommandDatabase;
import dev.trellis.internal.command.Inspection;
import dev.trellis.internal.command.InspectionDiff;
import dev.trellis.internal.command.ReferencedSchemas;
import dev.trellis.internal.command.ThrowawayDatabase;
import dev.trellis.internal.connection.DatabaseException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.LockException;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.run.Runner;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.revision.Step;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts on a throwaway database. First the applied ones, after which the schema must be that of the live database; then
 * the others, so that a script that cannot run is found before it is needed.
 */
final class Verification {
    private final Workspace workspace;
    private final Set<TableName> ignored;
    private final ReferencedSchemas schemas;
    private final List<String> differences = new ArrayList<>();
    private @Nullable Schema complete;

    /**
     * Creates a verification.
     *
     * @param ignored tables of the live database that no script creates: the other tool's own tables
     * @param further schemas that are inspected in addition to those that scripts name
     */
    Verification(Workspace workspace, Collection<TableName> ignored, Collection<String> further) {
        this.workspace = workspace;
        this.ignored = Set.copyOf(ignored);
        this.schemas = ReferencedSchemas.of(workspace).and(further);
    }

    /**
     * Runs the scripts.
     *
     * @param targets the heads of the applied revisions
     * @param live the connection to the live database; null if the live database need not be compared
     */
    void run(List<String> targets, @Nullable Session live) {
        try (ThrowawayDatabase throwaway = ThrowawayDatabase.create(workspace, schemas)) {
            CommandDatabase database = new CommandDatabase(workspace, throwaway.session(), Listener.NONE);
            try (MigrationLock.Acquisition acquisition = database.lock().acquire()) {
                database.lock().prepare(true);
                run(database, throwaway.session(), targets, live);
                acquisition.flush();
            }
        } catch (SQLException e) {
            String message = workspace.database().secrets().hide(String.valueOf(e.getMessage()));
            throw DatabaseException.failed("the verification", message, e);
        }
    }

    private void run(CommandDatabase database, Session scratch, List<String> targets, @Nullable Session live)
            throws SQLException {
        RevisionGraph graph = workspace.graph();
        Heads heads = Heads.none();
        for (String target : targets) {
            Heads reached = upgrade(database, graph.upgrade(heads, target));
            if (reached == null) {
                return;
            }
            heads = reached;
        }
        if (live != null) {
            compare(scratch, live);
        }
        if (upgrade(database, graph.upgrade(heads, "heads")) != null) {
            complete = inspect(scratch);
        }
    }

    /** Runs a plan; returns the heads after it, or null if a script failed. */
    private @Nullable Heads upgrade(CommandDatabase database, Plan plan) throws SQLException {
        Runner runner = database.runner(workspace.branches(), new ArrayList<>());
        Heads heads = plan.start();
        for (Step step : plan.steps()) {
            Plan one = new Plan(heads, List.of(step), heads.after(step));
            try {
                if (!runner.run(one)) {
                    throw LockException.headsMoved();
                }
            } catch (TrellisException e) {
                String problem = workspace.database().secrets().hide(e.problem().toString());
                differences.add(
                        "revision " + step.revision().id() + " cannot run: " + problem.replaceAll("\\s*\\n\\s*", "; "));
                return null;
            }
            heads = one.end();
        }
        return heads;
    }

    private void compare(Session scratch, Session live) throws SQLException {
        Schema expected = inspect(scratch);
        Schema actual = inspect(live);
        List<String> found = InspectionDiff.between(named(expected), named(actual));
        if (!found.isEmpty()) {
            // The database may store the same expression in several spellings.
            Schema canonical = live.dialect().canonical(live.connection(), expected, actual);
            found = InspectionDiff.between(named(canonical), named(actual));
        }
        differences.addAll(found);
    }

    /** Gives constraints without a name, which SQLite allows, the name that a converted script gives them. */
    private Schema named(Schema schema) {
        return schema.withEach(workspace.naming()::named);
    }

    private Schema inspect(Session session) throws SQLException {
        return new Inspection(workspace, session, schemas.names()).schema().only(table -> !ignored.contains(table));
    }

    /**
     * Returns the differences, one line each: objects of the live database that differ from those that the applied scripts
     * create, and scripts that cannot run.
     */
    List<String> differences() {
        return List.copyOf(differences);
    }

    /** Returns the schema after all scripts; null if a script cannot run. */
    @Nullable
    Schema complete() {
        return complete;
    }
}
