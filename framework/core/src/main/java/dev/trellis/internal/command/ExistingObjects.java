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
 * The tables and views that a database contains before {@code db-create}, except the tables of Trellis itself.
 *
 * @param schema the tables
 * @param views the quoted names of the views
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
     * Requires the caller's consent to drop everything that exists. Without existing objects no consent is needed.
     *
     * @throws UsageException if a table exists that no branch owns, because such a table is never dropped, or if the consent
     *     is refused
     */
    void requireConsent(Heads heads, Branches branches, Ownership ownership, Predicate<List<String>> consent) {
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
        if (all.isEmpty() && !heads.isEmpty()) {
            all.add("the rows of the version table");
        }
        if (!all.isEmpty() && !consent.test(all)) {
            throw UsageException.notEmpty(all);
        }
    }

    /** Returns whether the name of a table begins with the prefix of a branch, so that the table belongs to the branch. */
    private static boolean isPrefixed(TableName table, Branches branches) {
        return branches.all().stream()
                .map(Branch::tablePrefix)
                .anyMatch(prefix ->
                        prefix != null && !prefix.isEmpty() && table.name().startsWith(prefix));
    }
}
