package dev.trellis.internal.command;

import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.protection.Ownership;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.revision.Heads;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The tables, views and other definitions that a database contains before {@code db-create} and that it may drop, except the
 * tables of Trellis itself.
 *
 * @param schema the tables and definitions
 * @param views the quoted names of the views that are not definitions of the schema
 */
record ExistingObjects(Schema schema, List<String> views) {

    static ExistingObjects of(Workspace workspace, Session session) throws SQLException {
        ModelComparison comparing = new ModelComparison(workspace, session);
        List<TableName> own = comparing.metadataTables();
        Schema existing = comparing.actual().only(table -> !own.contains(table));
        Schema schema = existing.withDefinitions(existing.definitions().values().stream()
                .filter(definition -> mayDrop(definition.name(), own, comparing.ownership()))
                .toList());
        return new ExistingObjects(schema, views(session));
    }

    /**
     * Returns whether {@code db-create} may drop a definition: it belongs to a branch, or it is a view, which would prevent
     * that its tables are dropped. A trigger or policy is dropped with its table.
     */
    private static boolean mayDrop(DefinitionName name, List<TableName> own, Ownership ownership) {
        return switch (name.kind()) {
            case VIEW, MATERIALIZED_VIEW -> true;
            case TRIGGER, POLICY -> name.table() != null && !own.contains(name.table()) && ownership.of(name) != null;
            case EXTENSION, DOMAIN, SEQUENCE, FUNCTION, PROCEDURE -> ownership.of(name) != null;
        };
    }

    /** Returns the views of a database whose dialect does not report them as definitions. */
    private static List<String> views(Session session) throws SQLException {
        List<String> views = new ArrayList<>();
        if (session.dialect().definitionKinds().contains(DefinitionKind.VIEW)) {
            return views;
        }
        Connection connection = session.connection();
        try (ResultSet found = connection
                .getMetaData()
                .getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {"VIEW"})) {
            while (found.next()) {
                views.add(session.dialect().quote(found.getString("TABLE_NAME")));
            }
        }
        return views;
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
        for (DefinitionName definition : schema.definitions().keySet()) {
            all.add(definition.describe());
        }
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
