package dev.trellis.adopt;

import dev.trellis.Listener;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.internal.state.HistoryEntryFactory;
import dev.trellis.internal.state.HistoryTable;
import dev.trellis.internal.state.MetadataTables;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.state.VersionTable;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.HistoryEntry.Action;
import dev.trellis.report.HistoryEntry.Outcome;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.revision.Stamp;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Records revisions that another tool has applied: the heads in the version table, and one row for each revision with the
 * outcome {@code adopted} in the history table. Runs nothing, and does not touch the other tool's table.
 *
 * <p>A process that is killed leaves either everything recorded or nothing. With transactional DDL, the tables and rows are
 * one transaction. On the other databases, {@code CREATE TABLE} commits, and a version table without rows would mean that
 * nothing is applied, so that an upgrade would run every script again. The recorder therefore writes the history first, then
 * the rows of a version table with another name, and gives that table its name as the last step, which is atomic. Until then,
 * Trellis regards the database as one of the other tool and refuses to upgrade it. A repeated adoption continues: it keeps
 * the rows in the history and replaces the table with the other name.
 */
final class AdoptionRecorder {
    /** Appended to the name of the version table until its rows are complete. */
    private static final String UNFINISHED = "_unfinished";

    /** A check in the transaction that records, as close as possible to the moment of recording. */
    interface Check {
        /** Throws an exception if the other tool's records have changed since they were read. */
        void run() throws SQLException;
    }

    private final Workspace workspace;
    private final Session session;
    private final MigrationState state;
    private final MigrationLock lock;

    AdoptionRecorder(Workspace workspace, Session session, Listener listener) {
        this.workspace = workspace;
        this.session = session;
        this.state = workspace.state(session);
        this.lock = new MigrationLock(
                session,
                state,
                workspace.configuration().lockTimeout(),
                workspace.configuration().lockLease(),
                listener);
    }

    /**
     * Records revisions.
     *
     * @param revisions the applied revisions; with each of them, all revisions below it
     * @param check runs before anything is written
     * @return the identifiers of the revisions that were not recorded before, in the order of execution
     */
    List<String> record(Set<String> revisions, Check check) throws SQLException {
        try (MigrationLock.Acquisition acquisition = lock.acquire()) {
            DatabaseState current = lock.readState();
            RevisionGraph graph = workspace.graph();
            Heads heads = state.requireScriptsOfHeads(current, graph);
            List<String> missing = missing(revisions, heads, graph);
            if (missing.isEmpty()) {
                return missing;
            }
            Stamp stamp = graph.stamp(heads, heads(missing, graph), false);
            if (session.dialect().capabilities().transactionalDdl()) {
                recordInOneTransaction(current, stamp, missing, check);
            } else {
                recordResumably(current, stamp, missing, check);
            }
            acquisition.flush();
            return missing;
        }
    }

    private static List<String> missing(Set<String> revisions, Heads heads, RevisionGraph graph) {
        Set<String> recorded = ids(graph.applied(heads));
        return graph.order().stream()
                .map(Revision::id)
                .filter(id -> revisions.contains(id) && !recorded.contains(id))
                .toList();
    }

    /** Returns those of the revisions that have neither a child nor a dependent among them. */
    static List<String> heads(List<String> revisions, RevisionGraph graph) {
        return revisions.stream()
                .filter(id -> Stream.concat(graph.children(id).stream(), graph.dependents(id).stream())
                        .noneMatch(above -> revisions.contains(above.id())))
                .toList();
    }

    /**
     * Returns the temporary name under which the version table is created and filled. It gets its real name last, because a
     * version table without rows would mean that nothing is applied.
     */
    static TableName unfinished(TableName versions) {
        return versions.renamed(versions.name() + UNFINISHED);
    }

    private static Set<String> ids(List<Revision> revisions) {
        Set<String> ids = new TreeSet<>();
        revisions.forEach(revision -> ids.add(revision.id()));
        return ids;
    }

    private void recordInOneTransaction(DatabaseState current, Stamp stamp, List<String> revisions, Check check)
            throws SQLException {
        session.inTransaction(() -> {
            check.run();
            if (!current.hasVersionTable()) {
                state.versions().create();
            }
            if (!current.hasHistoryTable()) {
                state.history().create();
            }
            addHistory(revisions, Set.of());
            state.versions().apply(stamp.removed(), stamp.added());
        });
    }

    private void recordResumably(DatabaseState current, Stamp stamp, List<String> revisions, Check check)
            throws SQLException {
        check.run();
        // Without a version table, the state does not show whether an earlier attempt has created the history table.
        boolean isNew = !current.hasVersionTable();
        if (!(isNew ? state.history().exists() : current.hasHistoryTable())) {
            state.history().create();
        }
        Set<String> resumed = isNew ? adoptedRows() : Set.of();
        if (!isNew) {
            session.inTransaction(() -> {
                check.run();
                addHistory(revisions, resumed);
                state.versions().apply(stamp.removed(), stamp.added());
            });
            return;
        }
        session.inTransaction(() -> addHistory(revisions, resumed));
        TableName name = state.versions().name();
        VersionTable unfinished = new VersionTable(session, unfinished(name));
        Table table = VersionTable.table(name)
                .withName(unfinished.name())
                .withPrimaryKey(new PrimaryKey("pk_" + name.name(), List.of(VersionTable.COLUMN)));
        if (unfinished.exists()) {
            execute(Schema.EMPTY.with(table), new DropTable(unfinished.name()));
        }
        execute(Schema.EMPTY, new CreateTable(table));
        session.inTransaction(() -> unfinished.apply(Set.of(), stamp.after().ids()));
        check.run();
        execute(Schema.EMPTY.with(table), new RenameTable(unfinished.name(), name.name()));
    }

    private Set<String> adoptedRows() throws SQLException {
        Set<String> revisions = new TreeSet<>();
        for (HistoryEntry entry : state.history().entries()) {
            if (entry.outcome() == Outcome.ADOPTED) {
                revisions.add(entry.revision());
            }
        }
        return revisions;
    }

    private void execute(Schema before, Operation operation) throws SQLException {
        List<CompiledStatement> statements =
                MetadataTables.compile(session.dialect(), Catalog.ofSchema(before), List.of(operation));
        for (CompiledStatement statement : statements) {
            session.execute(statement.sql());
        }
    }

    private void addHistory(List<String> revisions, Set<String> present) throws SQLException {
        Branches branches = workspace.branches();
        HistoryEntryFactory entries = new HistoryEntryFactory(branches, workspace.parsing(), workspace.javaSteps());
        HistoryTable history = state.history();
        List<HistoryEntry> rows = new ArrayList<>();
        for (String id : revisions) {
            MigrationScript script = branches.script(id);
            if (script != null && !present.contains(id)) {
                rows.add(entries.entry(
                        new HistoryEntryFactory.Attempt(
                                id, Action.UPGRADE, script, script.body(workspace.parsing()), Instant.now()),
                        Duration.ZERO,
                        Outcome.ADOPTED,
                        null));
            }
        }
        for (HistoryEntry row : rows) {
            history.add(row);
        }
    }
}
