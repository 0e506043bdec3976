package dev.trellis.internal.command;

import dev.trellis.Listener;
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

/** Builds throwaway databases from scripts, and compares each with an earlier one. */
final class ThrowawayReplay {
    private final Workspace workspace;
    private final Listener listener;
    private final ReferencedSchemas schemas;
    private final String command;

    /**
     * Creates the replay.
     *
     * @param command the name of the command, for errors
     */
    ThrowawayReplay(Workspace workspace, Listener listener, String command) {
        this.workspace = workspace;
        this.listener = listener;
        this.schemas = ReferencedSchemas.of(workspace);
        this.command = command;
    }

    /**
     * Targets to upgrade to one after the other. The schema is compared after the last of them.
     *
     * @param place the beginning of the lines about differences: {@code "at heads: "}
     */
    record Stage(String place, List<String> targets) {}

    /**
     * A database that has been built from scripts.
     *
     * @param schemas the schema after each stage
     * @param rows the number of rows of each table after the last stage
     */
    record Built(List<Schema> schemas, Map<TableName, Long> rows) {

        /** Returns the tables with another number of rows in the other database, one line each. */
        List<String> rowDifferences(Built actual) {
            List<String> lines = new ArrayList<>();
            rows.forEach((table, count) -> {
                Long found = actual.rows.get(table);
                if (found != null && !found.equals(count)) {
                    lines.add("table " + table + " had " + count + " rows and has " + found);
                }
            });
            return lines;
        }
    }

    /**
     * Builds a database.
     *
     * @param expected a database to compare with, whose stages correspond; null for none
     * @param differences receives the differences at the first stage that has any, one line each
     */
    Built build(Branches branches, List<Stage> stages, @Nullable Built expected, List<String> differences) {
        try (ThrowawayDatabase throwaway = ThrowawayDatabase.create(workspace, schemas)) {
            Session session = throwaway.session();
            CommandDatabase database = new CommandDatabase(workspace, session, listener);
            Inspection inspection = new Inspection(workspace, session, schemas.names());
            try (MigrationLock.Acquisition acquisition = database.lock().acquire()) {
                database.lock().prepare(true);
                List<Schema> built = new ArrayList<>();
                for (Stage stage : stages) {
                    for (String target : stage.targets()) {
                        upgrade(database, branches, target);
                    }
                    Schema schema = inspection.schema();
                    if (expected != null && differences.isEmpty()) {
                        Schema former = expected.schemas().get(built.size());
                        differences.addAll(differences(session, former, schema, stage.place()));
                    }
                    built.add(schema);
                }
                Map<TableName, Long> rows = rows(session, built.get(built.size() - 1));
                acquisition.flush();
                return new Built(List.copyOf(built), rows);
            }
        } catch (SQLException e) {
            String message = workspace.database().secrets().hide(String.valueOf(e.getMessage()));
            throw DatabaseException.failed(command, message, e);
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
