package dev.trellis;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Branches;
import dev.trellis.config.Configuration;
import dev.trellis.error.TrellisException;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.revision.Stamp;
import dev.trellis.runtime.ChangedScripts;
import dev.trellis.runtime.DatabaseException;
import dev.trellis.runtime.Entry;
import dev.trellis.runtime.Listener;
import dev.trellis.runtime.Recorded;
import dev.trellis.runtime.Report;
import dev.trellis.runtime.Session;
import dev.trellis.runtime.Stamper;
import dev.trellis.runtime.State;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Schema migrations, one method a command. The database is connected to by the first method that needs it, and let go of
 * by {@link #close}. Not for use by several threads at once.
 *
 * <p>Every method throws {@link TrellisException} for what it refuses or fails at; its problems carry stable names, which
 * DESIGN section 9 and the documentation list.
 */
public final class Trellis implements AutoCloseable {
    private final Workspace workspace;
    private final Listener listener;

    /** @param listener hears what runs do while they do it */
    public Trellis(Configuration configuration, Extensions extensions, Listener listener) {
        this.workspace = new Workspace(configuration, extensions);
        this.listener = listener;
    }

    /**
     * What {@link #upgrade} is told besides its target.
     *
     * @param adopt whether a database that carries another tool's history is taken nevertheless
     * @param acceptChanged whether scripts that have changed since they were applied are taken as they are now
     */
    public record UpgradeOptions(boolean adopt, boolean acceptChanged) {
        public static final UpgradeOptions NONE = new UpgradeOptions(false, false);
    }

    // ---- what changes the database ----

    /**
     * Brings the database up to a target. Of several processes one works; the others wait and find nothing left.
     *
     * @param target as on the command line: {@code heads}, {@code poser@head}, {@code +1}
     * @return what was run; no steps when there was nothing to do
     */
    public Report upgrade(String target, UpgradeOptions options) {
        return atDatabase("the upgrade", session -> {
            Migrating migrating = migrating(session);
            Recorded now = migrating.turn().read();
            Heads rows = migrating.state().explained(now, graph());
            List<ChangedScripts.Changed> changed = migrating.changed(now, branches());
            if (!options.acceptChanged()) {
                ChangedScripts.refuse(changed);
            }
            if (changed.isEmpty()
                    && !now.isInterrupted()
                    && graph().upgrade(rows, target).isEmpty()) {
                return new Report(List.of(), List.copyOf(rows.ids()));
            }
            return migrating.turn().hold(() -> {
                migrating.prepare(options.adopt());
                migrating.scripts(branches()).accept(changed);
                return migrating.runner(branches()).run((then, begun) -> {
                    Migrating.refuseStepsOn(target, begun);
                    return graph().upgrade(migrating.state().explained(then, graph()), target);
                });
            });
        });
    }

    /**
     * Takes the database down to a target. Revisions whose scripts are gone are taken down with what the history keeps of
     * them.
     *
     * @param consent asked before revisions of branches other than the one that was named are taken down with it; when it
     *     says no, nothing is done
     * @return what was run
     */
    public Report downgrade(String target, Predicate<List<RevisionReport>> consent) {
        return atDatabase("the downgrade", session -> {
            Migrating migrating = migrating(session);
            Recorded now = migrating.turn().read();
            Branches all = migrating.explaining(now, branches());
            Plan plan = all.graph().downgrade(migrating.state().explained(now, all.graph()), target);
            if (plan.isEmpty() && !now.isInterrupted()) {
                return new Report(List.of(), List.copyOf(now.rows().ids()));
            }
            migrating.changed(now, all).forEach(each -> listener.note("note: " + ChangedScripts.problem(each)));
            Set<String> agreed = new HashSet<>();
            agree(target, plan, all, consent, agreed);
            return migrating.turn().hold(() -> {
                migrating.prepare(false);
                return migrating.runner(all).run((then, begun) -> {
                    Migrating.refuseStepsOn(target, begun);
                    Plan next = all.graph().downgrade(migrating.state().explained(then, all.graph()), target);
                    agree(target, next, all, consent, agreed);
                    return next;
                });
            });
        });
    }

    /** Asks for consent to what has not been agreed to yet. */
    private void agree(
            String target, Plan plan, Branches all, Predicate<List<RevisionReport>> consent, Set<String> agreed) {
        List<RevisionReport> others = takenAlong(target, plan, all);
        if (!others.isEmpty()
                && !others.stream().allMatch(other -> agreed.contains(other.revision()))
                && !consent.test(others)) {
            throw UsageException.notAgreed(target, others);
        }
        others.forEach(other -> agreed.add(other.revision()));
    }

    /**
     * Finishes the revision that was stopped halfway.
     *
     * @param done whether the statement that was in flight took effect, where only a person can tell
     * @return what was run
     */
    public Report resume(boolean done) {
        return atDatabase("the resuming", session -> {
            Migrating migrating = migrating(session);
            return migrating.turn().hold(() -> {
                Branches all = migrating.explaining(migrating.turn().read(), branches());
                return migrating.runner(all).resume(done);
            });
        });
    }

    /** Revisions of other branches than the one whose revision is the target, when the target names one. */
    private static List<RevisionReport> takenAlong(String target, Plan plan, Branches all) {
        int at = target.indexOf('@');
        String label =
                at > 0 && all.find(target.substring(0, at)).isPresent() ? target.substring(0, at) : label(all, target);
        if (label.isEmpty()) {
            return List.of();
        }
        List<Revision> others = plan.revisions().stream()
                .filter(revision -> !label(all, revision.id()).equals(label))
                .toList();
        return new Listing(all, null).of(others);
    }

    private static String label(Branches all, String revision) {
        Branch branch = all.of(revision);
        return branch == null ? "" : branch.label();
    }

    /**
     * Writes the rows of the version table as if the database had been migrated to the targets, and runs nothing.
     *
     * @param purge whether whatever the table holds is thrown away first
     */
    public Report stamp(List<String> targets, boolean purge) {
        return atDatabase("the stamp", session -> {
            Migrating migrating = migrating(session);
            return migrating.turn().hold(() -> {
                State state = migrating.state();
                Recorded now = migrating.turn().read();
                Stamp stamp = graph().stamp(purge ? now.rows() : state.explained(now, graph()), targets, purge);
                state.prepare(now, true);
                new Stamper(session, state.versions(), state.history(), branches()).write(stamp, purge);
                return new Report(List.of(), List.copyOf(stamp.after().ids()));
            });
        });
    }

    /** Creates the version table and the history table where they are missing. */
    public void ensureVersion() {
        atDatabase("creating the version table", session -> {
            Migrating migrating = migrating(session);
            return migrating.turn().hold(() -> {
                migrating.prepare(true);
                return true;
            });
        });
    }

    // ---- what only looks ----

    /** The revisions that the database is at. */
    public List<RevisionReport> current() {
        return atDatabase("reading the version table", session -> {
            Heads rows = explained(state(session));
            return listing(rows).of(graph().current(rows));
        });
    }

    /** @throws TrellisException {@code not_at_heads} when something is not applied */
    public void checkHeads() {
        atDatabase("reading the version table", session -> {
            graph().checkUpToDate(explained(state(session)));
            return true;
        });
    }

    /** @param effective whether heads that something depends on are left out */
    public List<RevisionReport> heads(boolean effective) {
        return new Listing(branches(), null).of(effective ? graph().effectiveHeads() : graph().heads());
    }

    /** Each branch point with the revisions that stand on it. */
    public Map<String, List<RevisionReport>> branchPoints() {
        Listing listing = new Listing(branches(), null);
        Map<String, List<RevisionReport>> points = new TreeMap<>();
        for (Revision point : graph().branchPoints()) {
            points.put(point.id(), listing.of(graph().children(point.id())));
        }
        return points;
    }

    /** One revision; {@code text} may stand for several. */
    public List<RevisionReport> show(String text) {
        Listing listing = new Listing(branches(), null);
        if (text.equals("current")) {
            return current();
        }
        return listing.of(graph().resolve(text).revisions());
    }

    /**
     * The revisions of a range, newest first.
     *
     * @param range {@code a:b}, or null for all
     * @param askDatabase whether to tell which are applied; also needed where the range says {@code current}
     */
    public List<RevisionReport> history(@Nullable String range, boolean askDatabase) {
        if (!askDatabase) {
            return new Listing(branches(), null).of(graph().history(range, Heads.none()));
        }
        return atDatabase("reading the version table", session -> {
            Heads rows = explained(state(session));
            return listing(rows).of(graph().history(range, rows));
        });
    }

    /** Every attempt at a revision on this database, oldest first. */
    public List<Entry> attempts() {
        return atDatabase(
                "reading the history", session -> state(session).history().entries());
    }

    /** All branches, in load order. */
    public List<PluginReport> plugins() {
        return branches().all().stream().map(this::plugin).toList();
    }

    private PluginReport plugin(Branch branch) {
        List<Revision> revisions = branches().revisions(branch);
        Set<String> own = revisions.stream().map(Revision::id).collect(Collectors.toSet());
        List<String> heads = graph().heads().stream()
                .map(Revision::id)
                .filter(own::contains)
                .sorted()
                .toList();
        return new PluginReport(
                branch.label(),
                branch.isProtected(),
                branch.maintain(),
                branch.origin(),
                branch.plugin(),
                branch.tablePrefix(),
                heads,
                revisions.size(),
                new Models(workspace).tables(branch));
    }

    // ---- inside ----

    private interface Work<T> {
        T with(Session session) throws SQLException;
    }

    private <T> T atDatabase(String what, Work<T> work) {
        Session session = workspace.session();
        try {
            return work.with(session);
        } catch (SQLException e) {
            throw DatabaseException.failed(what, session.said(e), e);
        }
    }

    private State state(Session session) {
        Configuration configuration = workspace.configuration();
        return new State(session, configuration.versionTable(), configuration.historyTable());
    }

    private Heads explained(State state) throws SQLException {
        return state.explained(graph());
    }

    private Listing listing(Heads rows) {
        Collection<Revision> applied = graph().applied(rows);
        return new Listing(branches(), applied.stream().map(Revision::id).toList());
    }

    private Migrating migrating(Session session) throws SQLException {
        return new Migrating(workspace, session, state(session), listener);
    }

    private Branches branches() {
        return workspace.branches();
    }

    private RevisionGraph graph() {
        return workspace.branches().graph();
    }

    @Override
    public void close() {
        workspace.close();
    }
}
