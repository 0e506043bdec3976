package dev.trellis.internal.state;

import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.internal.connection.DatabaseException;
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

/** What the database says of itself: its version table and its history. */
public final class MigrationState {
    /** The tables by which other tools are known. */
    private static final Map<String, String> OTHERS = others();

    private final Session session;
    private final VersionTable versions;
    private final HistoryTable history;
    private boolean takesRows;

    public MigrationState(Session session, String versionTable, String historyTable) {
        this.session = session;
        this.versions = new VersionTable(session, versionTable);
        this.history = new HistoryTable(session, historyTable);
    }

    private static Map<String, String> others() {
        Map<String, String> others = new LinkedHashMap<>();
        others.put("alembic_version", "Alembic");
        others.put("flyway_schema_history", "Flyway");
        others.put("DATABASECHANGELOG", "Liquibase");
        others.put("databasechangelog", "Liquibase");
        others.put("django_migrations", "Django");
        return others;
    }

    /** The names of Trellis's own tables, which no comparison looks at. */
    public static List<TableName> tables(String versionTable, String historyTable) {
        return List.of(TableName.parse(versionTable), TableName.parse(historyTable));
    }

    public VersionTable versions() {
        return versions;
    }

    public HistoryTable history() {
        return history;
    }

    /** What the database says of itself. */
    public DatabaseState read() throws SQLException {
        Heads rows = versions.read();
        if (rows == null) {
            return new DatabaseState(Heads.none(), false, false, Map.of(), null);
        }
        try {
            return history.readState(rows);
        } catch (SQLException e) {
            if (session.dialect().errorKind(e) != SqlErrorKind.OTHER) {
                throw e;
            }
            return history.exists() ? history.readState(rows) : new DatabaseState(rows, true, false, Map.of(), null);
        }
    }

    /**
     * Writes what a step has done: the rows, and a line of the history.
     *
     * @param last whether nothing comes behind it in its transaction, so that it may be committed with it; the first time
     *     it is not, for then a table that does not take the rows as they are is told while all can be undone
     * @throws DatabaseException when a row that has to go is not there
     */
    public void done(Step step, HistoryEntry entry, boolean last) throws SQLException {
        List<ParameterizedStatement> writes = new ArrayList<>(versions.writes(step.removed(), step.added()));
        writes.add(history.write(entry));
        versions.check(step.removed(), last && takesRows ? session.updateAndCommit(writes) : session.update(writes));
        takesRows = true;
    }

    /** The rows, whatever they are. */
    public Heads rows() throws SQLException {
        return versions.rows();
    }

    /**
     * The rows, each of which is a revision of the graph.
     *
     * @throws DatabaseException {@code unexplained_revision}
     */
    public Heads requireKnownRows(RevisionGraph graph) throws SQLException {
        Heads rows = versions.rows();
        if (rows.ids().stream().allMatch(row -> graph.find(row).isPresent())) {
            return rows;
        }
        return requireKnownRows(read(), graph);
    }

    /**
     * The rows, each of which is a revision of the graph.
     *
     * @throws DatabaseException {@code unexplained_revision}
     */
    public Heads requireKnownRows(DatabaseState recorded, RevisionGraph graph) throws SQLException {
        for (String row : recorded.rows().ids()) {
            if (graph.find(row).isEmpty()) {
                DatabaseState.Last last = recorded.last().get(row);
                List<HistoryEntry> entries = last == null ? List.of() : history.entries(List.of(last.id()));
                throw DatabaseException.unexplained(row, entries.isEmpty() ? null : origin(entries.get(0)));
            }
        }
        return recorded.rows();
    }

    public static String origin(HistoryEntry entry) {
        String branch = entry.branch() == null ? "no branch" : "branch '" + entry.branch() + "'";
        return entry.origin() == null ? branch : branch + " in " + entry.origin();
    }

    /**
     * Creates Trellis's own tables where they are missing.
     *
     * @param adopt whether a database that carries another tool's history is taken nevertheless
     * @throws DatabaseException {@code foreign_history}
     */
    public void prepare(DatabaseState recorded, boolean adopt) throws SQLException {
        if (recorded.versioned() && recorded.kept()) {
            return;
        }
        if (!recorded.versioned() && !adopt) {
            refuseForeign();
        }
        try {
            session.inTransaction(() -> {
                // Asked again in the transaction: others may have done it since.
                if (!versions.exists()) {
                    versions.create();
                }
                if (!history.exists()) {
                    history.create();
                }
            });
        } catch (SQLException e) {
            // Others who are not kept out by the lock may have done it just now.
            if (session.dialect().errorKind(e) != SqlErrorKind.OTHER || !versions.exists() || !history.exists()) {
                throw e;
            }
        }
    }

    private void refuseForeign() throws SQLException {
        Set<String> there = MetadataTables.beside(session, versions.name(), OTHERS.keySet());
        for (Map.Entry<String, String> other : OTHERS.entrySet()) {
            if (there.contains(other.getKey())
                    && !other.getKey().equals(versions.name().name())) {
                throw DatabaseException.foreignHistory(
                        other.getKey(), other.getValue(), versions.name().toString());
            }
        }
    }
}
