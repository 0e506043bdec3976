package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.DatabaseException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.LockException;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Builds one throwaway database from the replaced revisions and another one from the baseline, and compares them twice: at
 * the baseline and at the heads of all branches.
 */
final class SquashVerification {
    private final Workspace workspace;
    private final Listener listener;
    private final ReferencedSchemas schemas;
    private final String last;

    /**
     * Creates the verification.
     *
     * @param last the identifier of the baseline
     */
    SquashVerification(Workspace workspace, Listener listener, String last) {
        this.workspace = workspace;
        this.listener = listener;
        this.schemas = ReferencedSchemas.of(workspace);
        this.last = last;
    }

    /**
     * The differences between the two databases, one line each.
     *
     * @param ofSchemas the differences of the schemas; the error if the baseline cannot be run
     * @param ofRows the tables with different numbers of rows
     */
    record Differences(List<String> ofSchemas, List<String> ofRows) {}

    /** A database that has been built from scripts. */
    private record Built(Schema atBaseline, Schema atHeads, Map<TableName, Long> rows) {}

    /** Compares the database of the replaced revisions with the one of the baseline. */
    Differences compare(Branches squashed) {
        listener.note("building a throwaway database from the present scripts");
        Built expected = build(workspace.branches(), null, new ArrayList<>());
        listener.note("building a throwaway database from the baseline");
        List<String> differences = new ArrayList<>();
        Built actual;
        try {
            actual = build(squashed, expected, differences);
        } catch (TrellisException e) {
            String problem = workspace.database().secrets().hide(e.problem().toString());
            return new Differences(problem.lines().toList(), List.of());
        }
        return new Differences(differences, rows(expected.rows(), actual.rows()));
    }

    private static List<String> rows(Map<TableName, Long> expected, Map<TableName, Long> actual) {
        List<String> lines = new ArrayList<>();
        expected.forEach((table, count) -> {
            Long found = actual.get(table);
            if (found != null && !found.equals(count)) {
                lines.add("table " + table + " had " + count + " rows and has " + found);
            }
        });
        return lines;
    }

    private Built build(Branches branches, @Nullable Built expected, List<String> differences) {
        try (ThrowawayDatabase throwaway = ThrowawayDatabase.create(workspace, schemas)) {
            Session session = throwaway.session();
            CommandDatabase database = new CommandDatabase(workspace, session, listener);
            Inspection inspection = new Inspection(workspace, session, schemas.names());
            try (MigrationLock.Acquisition acquisition = database.lock().acquire()) {
                database.lock().prepare(true);
                upgrade(database, branches, last);
                Schema atBaseline = inspection.schema();
                if (expected != null) {
                    differences.addAll(differences(session, expected.atBaseline(), atBaseline, "at " + last + ": "));
                }
                upgrade(database, branches, "heads");
                Schema atHeads = inspection.schema();
                if (expected != null && differences.isEmpty()) {
                    differences.addAll(differences(session, expected.atHeads(), atHeads, "at heads: "));
                }
                acquisition.flush();
                return new Built(atBaseline, atHeads, rows(session, atHeads));
            }
        } catch (SQLException e) {
            String message = workspace.database().secrets().hide(String.valueOf(e.getMessage()));
            throw DatabaseException.failed("squash", message, e);
        }
    }

    private void upgrade(CommandDatabase database, Branches branches, String target) throws SQLException {
        Heads heads = database.lock().readState().heads();
        Plan plan = branches.graph().upgrade(heads, target);
        if (!plan.isEmpty()) {
            listener.planned(plan);
        }
        if (!database.runner(branches, new ArrayList<>()).run(plan)) {
            throw LockException.headsMoved();
        }
    }

    /** Returns the differences; H2 rewrites expressions, which are therefore compared in their canonical form. */
    private static List<String> differences(Session session, Schema expected, Schema actual, String place)
            throws SQLException {
        List<String> differences = InspectionDiff.between(expected, actual);
        List<String> remaining = differences.isEmpty()
                ? differences
                : InspectionDiff.between(session.dialect().canonical(session.connection(), expected, actual), actual);
        return remaining.stream().map(line -> place + line).toList();
    }

    private static Map<TableName, Long> rows(Session session, Schema schema) throws SQLException {
        Map<TableName, Long> rows = new TreeMap<>();
        try (Statement statement = session.connection().createStatement()) {
            for (TableName table : schema.tables().keySet()) {
                String quoted = table.schema() == null
                        ? session.dialect().quote(table.name())
                        : session.dialect().quote(table.schema()) + "."
                                + session.dialect().quote(table.name());
                try (ResultSet count = statement.executeQuery("select count(*) from " + quoted)) {
                    count.next();
                    rows.put(table, count.getLong(1));
                }
            }
        }
        return rows;
    }
}
