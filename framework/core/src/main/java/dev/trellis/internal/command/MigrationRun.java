package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.branch.Branch;
import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.config.Configuration.Transactions;
import dev.trellis.dialect.Timeout;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.protection.Ownership;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.run.RunException;
import dev.trellis.internal.run.Runner;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.state.ChangedScripts;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.internal.state.HistoryScripts;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.state.Stamper;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.RunReport;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.revision.Stamp;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every command needs that changes the database. */
public final class MigrationRun {
    private static final Pattern STEPS = Pattern.compile(".*[+-][0-9]+");

    private final Workspace workspace;
    private final Session session;
    private final MigrationState state;
    private final Listener listener;
    private final MigrationLock turn;

    public MigrationRun(Workspace workspace, Session session, Listener listener) throws SQLException {
        Configuration configuration = workspace.configuration();
        this.workspace = workspace;
        this.session = session;
        this.state = workspace.state(session);
        this.listener = listener;
        this.turn = new MigrationLock(session, state, configuration.lockTimeout(), listener);
        for (Timeout unlimited :
                session.setTimeouts(configuration.statementTimeout(), configuration.lockWaitTimeout())) {
            listener.note(unlimited.key() + " is not kept: " + session.dialect().name() + " has no such limit");
        }
    }

    MigrationState state() {
        return state;
    }

    public MigrationLock turn() {
        return turn;
    }

    /** Creates Trellis's own tables where they are missing; for whoever holds the turn. */
    public void prepare(boolean adopt) throws SQLException {
        turn.prepare(adopt);
    }

    /** Writes the rows as if the database had been migrated; for whoever holds the turn. */
    public RunReport stamp(List<String> targets, boolean purge) throws SQLException {
        DatabaseState now = turn.read();
        RevisionGraph graph = workspace.graph();
        Stamp stamp = graph.stamp(purge ? now.rows() : state.requireKnownRows(now, graph), targets, purge);
        state.prepare(now, true);
        new Stamper(session, state.versions(), state.history(), workspace.branches()).write(stamp, purge);
        return new RunReport(List.of(), List.copyOf(stamp.after().ids()));
    }

    ChangedScripts scripts(Branches branches) {
        return new ChangedScripts(state.history(), branches, workspace.reading(), workspace.javaSteps());
    }

    /** The scripts that have changed since they were applied. */
    List<ChangedScripts.Changed> changed(DatabaseState now, Branches branches) throws SQLException {
        return now.last().isEmpty()
                ? List.of()
                : scripts(branches).among(branches.graph().applied(now.rows()), now);
    }

    /**
     * The scripts that have changed since they were applied and are to be taken as they are now.
     *
     * @param accept whether they are; else they are refused, and those of which only the Java has changed told of
     */
    List<ChangedScripts.Changed> changed(DatabaseState now, Branches branches, boolean accept) throws SQLException {
        List<ChangedScripts.Changed> changed = new ArrayList<>(changed(now, branches));
        if (!accept) {
            ChangedScripts.refuse(changed);
        }
        List<ChangedScripts.Changed> steps = now.last().isEmpty()
                ? List.of()
                : scripts(branches).steps(branches.graph().applied(now.rows()), now);
        if (accept) {
            changed.addAll(steps);
        } else {
            steps.forEach(each -> listener.note(ChangedScripts.note(each)));
        }
        return changed;
    }

    /** The branches, and where a row is none of theirs what the history keeps of it. */
    public Branches withHistoryScripts(DatabaseState now, Branches branches) throws SQLException {
        boolean explained = now.rows().ids().stream()
                .allMatch(row -> branches.graph().find(row).isPresent());
        return explained && !now.isInterrupted() ? branches : HistoryScripts.with(branches, now, state.history());
    }

    public Runner runner(Branches branches) {
        Configuration configuration = workspace.configuration();
        return new Runner(
                session,
                state,
                turn,
                branches,
                workspace.reading(),
                workspace.javaSteps(),
                configuration.arguments(),
                configuration.transactions() == Transactions.ALL,
                protection(branches),
                listener);
    }

    Protection protection(Branches branches) {
        return protection(workspace, branches, session.defaultSchema());
    }

    /** @param home the schema that a name without one lies in; null when nobody has asked the database */
    public static Protection protection(Workspace workspace, Branches branches, @Nullable String home) {
        return protection(workspace, branches, workspace.reading(), home);
    }

    static Protection protection(Workspace workspace, Branches branches, ParseContext reading, @Nullable String home) {
        BranchModels models = new BranchModels(workspace);
        DatabaseSettings database = workspace.configuration().database();
        String configured = database == null ? null : database.schema();
        String assumed = configured == null ? "public" : configured;
        return new Protection(
                branches.all().stream().anyMatch(Branch::isProtected),
                reading.dialect(),
                home == null ? assumed : home,
                () -> Ownership.of(branches, models::ofYaml, reading));
    }

    /** A number of steps counts from where it began, and cannot be counted anew in the middle. */
    static void refuseStepsOn(String target, boolean begun) {
        if (begun && STEPS.matcher(target).matches()) {
            throw RunException.moved();
        }
    }
}
