package dev.trellis.internal.state;

import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.internal.connection.ParameterizedStatement;
import dev.trellis.internal.connection.Session;
import dev.trellis.report.HistoryEntry;
import dev.trellis.revision.Heads;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.revision.Step;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads and writes the version table and the history table of a database. */
public final class MigrationState {
    /** The tables by which other migration tools are recognized. */
    private static final Map<String, String> OTHER_TOOLS = otherTools();

    private final Session session;
    private final VersionTable versions;
    private final HistoryTable history;
    private boolean acceptsRows;
    private boolean isQualified;

    public MigrationState(Session session, String versionTable, String historyTable) {
        this.session = session;
        this.versions = new VersionTable(session, versionTable);
        this.history = new HistoryTable(session, historyTable);
    }

    private static Map<String, String> otherTools() {
        Map<String, String> tools = new LinkedHashMap<>();
        tools.put("alembic_version", "Alembic");
        tools.put("flyway_schema_history", "Flyway");
        tools.put("DATABASECHANGELOG", "Liquibase");
        tools.put("databasechangelog", "Liquibase");
        tools.put("django_migrations", "Django");
        return tools;
    }

    /** Qualifies Trellis's own tables in later statements, because a script may change the default schema. */
    public void qualify() throws SQLException {
        if (!isQualified) {
            versions.qualify();
            history.qualify();
            isQualified = true;
        }
    }

    /** Returns the name of the {@linkplain LeaseTable lease table} that belongs to a version table. */
    public static TableName leaseTable(TableName versions) {
        return new TableName(versions.schema(), versions.name() + "_lease");
    }

    /** Returns the names of Trellis's own tables, which every comparison leaves out. */
    public static List<TableName> tables(String versionTable, String historyTable) {
        TableName versions = TableName.parse(versionTable);
        return List.of(versions, TableName.parse(historyTable), leaseTable(versions));
    }

    /** Returns the version table. */
    public VersionTable versions() {
        return versions;
    }

    /** Returns the history table. */
    public HistoryTable history() {
        return history;
    }

    /** Reads the version table and the history table, with one query each. */
    public DatabaseState read() throws SQLException {
        Heads heads = versions.read();
        if (heads == null) {
            return DatabaseState.withoutHistory(Heads.none(), false);
        }
        try {
            return history.readState(heads);
        } catch (SQLException e) {
            if (!session.dialect().errorKind(e).mayMeanMissingTable()) {
                throw e;
            }
            return history.exists() ? readExisting(heads) : DatabaseState.withoutHistory(heads, true);
        }
    }

    private DatabaseState readExisting(Heads heads) throws SQLException {
        try {
            return history.readState(heads);
        } catch (SQLException e) {
            throw history.foreignTable(e);
        }
    }

    /**
     * Records a revision that has been run: moves the heads and adds a row to the history.
     *
     * @param last whether the transaction ends with this revision; if so, the statements are sent together with COMMIT. The
     *     first revision of a run is never sent that way, so that a broken version table is found while the revision can
     *     still be rolled back.
     * @throws StateException {@code row_count_mismatch} if a row to remove does not exist
     */
    public void record(Step step, HistoryEntry entry, boolean last) throws SQLException {
        List<ParameterizedStatement> statements = new ArrayList<>(versions.writes(step.removed(), step.added()));
        statements.add(history.write(entry));
        List<Integer> counts = last && acceptsRows ? session.updateAndCommit(statements) : session.update(statements);
        versions.check(step.removed(), counts);
        acceptsRows = true;
    }

    /** Reads the heads. The scripts need not contain the revisions of these heads. */
    public Heads heads() throws SQLException {
        return versions.heads();
    }

    /**
     * Reads the heads and checks that the graph has each of them.
     *
     * @throws StateException {@code unexplained_revision}
     */
    public Heads requireScriptsOfHeads(RevisionGraph graph) throws SQLException {
        Heads heads = versions.heads();
        if (heads.ids().stream().allMatch(row -> graph.find(row).isPresent())) {
            return heads;
        }
        return requireScriptsOfHeads(read(), graph);
    }

    /**
     * Checks that the graph has each of the heads, and returns them.
     *
     * @throws StateException {@code unexplained_revision}
     * @throws dev.trellis.revision.RevisionException {@code below_baseline}
     */
    public Heads requireScriptsOfHeads(DatabaseState state, RevisionGraph graph) throws SQLException {
        for (String row : state.heads().ids()) {
            if (graph.find(row).isEmpty()) {
                graph.refuseReplaced(state.heads());
                DatabaseState.Last last = state.lastByRevision().get(row);
                List<HistoryEntry> entries = last == null ? List.of() : history.entries(List.of(last.id()));
                throw StateException.unexplainedRevision(row, entries.isEmpty() ? null : origin(entries.get(0)));
            }
        }
        return state.heads();
    }

    /** Describes where the script of an entry came from: {@code branch 'poser' in poser.jar}. */
    public static String origin(HistoryEntry entry) {
        String branch = entry.branch() == null ? "no branch" : "branch '" + entry.branch() + "'";
        return entry.origin() == null ? branch : branch + " in " + entry.origin();
    }

    /**
     * Creates Trellis's own tables if they are missing.
     *
     * @param state the state of the database, which shows whether the tables are missing
     * @param adopt whether to create the tables although the database has the history of another tool
     * @throws StateException {@code foreign_history}
     */
    public void prepare(DatabaseState state, boolean adopt) throws SQLException {
        if (state.hasVersionTable() && state.hasHistoryTable()) {
            return;
        }
        checkForeignHistory(state, adopt);
        try {
            session.inTransaction(() -> {
                // Check again in the transaction: another process may have created the tables since the state was read.
                if (!versions.exists()) {
                    versions.create();
                }
                if (!history.exists()) {
                    history.create();
                }
            });
        } catch (SQLException e) {
            // A process that the lock does not keep out may have created the tables at the same time.
            if (session.dialect().errorKind(e) != SqlErrorKind.OTHER || !versions.exists() || !history.exists()) {
                throw e;
            }
        }
    }

    /**
     * Checks that the database has no history of another tool, unless it has Trellis's version table.
     *
     * @param adopt whether to accept the history of another tool
     * @throws StateException {@code foreign_history}
     */
    public void checkForeignHistory(DatabaseState state, boolean adopt) throws SQLException {
        if (!state.hasVersionTable() && !adopt) {
            refuseForeignHistory();
        }
    }

    private void refuseForeignHistory() throws SQLException {
        Set<String> tables = MetadataTables.findInSchemaOf(versions.name(), session, OTHER_TOOLS.keySet());
        for (Map.Entry<String, String> tool : OTHER_TOOLS.entrySet()) {
            if (tables.contains(tool.getKey())
                    && !tool.getKey().equals(versions.name().name())) {
                throw StateException.foreignHistory(
                        tool.getKey(), tool.getValue(), versions.name().toString());
            }
        }
    }
}
