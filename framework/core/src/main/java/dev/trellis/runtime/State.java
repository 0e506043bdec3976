package dev.trellis.runtime;

import dev.trellis.revision.Heads;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the database says of itself: its version table and its history. */
public final class State {
    /** The tables by which other tools are known. */
    private static final Map<String, String> OTHERS = others();

    private final Session session;
    private final VersionTable versions;
    private final HistoryTable history;

    public State(Session session, String versionTable, String historyTable) {
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

    /** The rows, whatever they are. */
    public Heads rows() throws SQLException {
        return versions.rows();
    }

    /**
     * The rows, each of which is a revision of the graph.
     *
     * @throws DatabaseException {@code unexplained_revision}
     */
    public Heads explained(RevisionGraph graph) throws SQLException {
        Heads rows = versions.rows();
        for (String row : rows.ids()) {
            if (graph.find(row).isEmpty()) {
                Entry last = history.last(row);
                throw DatabaseException.unexplained(row, last == null ? null : origin(last));
            }
        }
        return rows;
    }

    private static String origin(Entry entry) {
        String branch = entry.branch() == null ? "no branch" : "branch '" + entry.branch() + "'";
        return entry.origin() == null ? branch : branch + " in " + entry.origin();
    }

    /**
     * Creates Trellis's own tables where they are missing.
     *
     * @param adopt whether a database that carries another tool's history is taken nevertheless
     * @throws DatabaseException {@code foreign_history}
     */
    public void prepare(boolean adopt) throws SQLException {
        boolean versioned = versions.exists();
        if (!versioned && !adopt) {
            refuseForeign();
        }
        boolean recorded = versioned && history.exists();
        if (versioned && recorded) {
            return;
        }
        session.begin();
        try {
            if (!versioned) {
                versions.create();
            }
            if (!recorded && !history.exists()) {
                history.create();
            }
            session.commit();
        } catch (SQLException e) {
            session.rollback(e);
            throw e;
        }
    }

    private void refuseForeign() throws SQLException {
        for (Map.Entry<String, String> other : OTHERS.entrySet()) {
            TableName name = new TableName(versions.name().schema(), other.getKey());
            if (!name.equals(versions.name()) && Tables.exists(session, name)) {
                throw DatabaseException.foreignHistory(
                        other.getKey(), other.getValue(), versions.name().toString());
            }
        }
    }
}
