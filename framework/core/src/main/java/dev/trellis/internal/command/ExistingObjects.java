package dev.trellis.internal.command;

import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.protection.Ownership;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.revision.Heads;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What stands in a database in the way of building it anew, Trellis's own tables aside.
 *
 * @param views the names of views, as SQL has to spell them
 */
record ExistingObjects(Schema schema, List<String> views) {

    static ExistingObjects of(Workspace workspace, Session session) throws SQLException {
        ModelComparison comparing = new ModelComparison(workspace, session);
        List<TableName> own = comparing.metadataTables();
        Connection connection = session.connection();
        List<String> views = new ArrayList<>();
        try (ResultSet found = connection
                .getMetaData()
                .getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {"VIEW"})) {
            while (found.next()) {
                views.add(session.dialect().quote(found.getString("TABLE_NAME")));
            }
        }
        return new ExistingObjects(comparing.actual().only(table -> !own.contains(table)), views);
    }

    /**
     * Asks for leave to drop it.
     *
     * @throws UsageException when there is a table that no branch owns, which is never dropped, or leave is not given
     */
    void requireLeave(Heads rows, Branches branches, Ownership ownership, Predicate<List<String>> consent) {
        List<String> unknown = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (TableName table : schema.tables().keySet()) {
            all.add(table.toString());
            if (ownership.of(table) == null && !isPrefixed(table, branches)) {
                unknown.add(table.toString());
            }
        }
        if (!unknown.isEmpty()) {
            throw UsageException.notOurs(unknown);
        }
        views.forEach(view -> all.add("view " + view));
        schema.enums().keySet().forEach(type -> all.add("type " + type));
        if (all.isEmpty() && !rows.isEmpty()) {
            all.add("the rows of the version table");
        }
        if (!all.isEmpty() && !consent.test(all)) {
            throw UsageException.notEmpty(all);
        }
    }

    /** A table of a model that has moved on since has no owner any more, and the name of one. */
    private static boolean isPrefixed(TableName table, Branches branches) {
        return branches.all().stream()
                .map(Branch::tablePrefix)
                .anyMatch(prefix ->
                        prefix != null && !prefix.isEmpty() && table.name().startsWith(prefix));
    }
}
