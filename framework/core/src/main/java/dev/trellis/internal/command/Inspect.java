package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.protection.Ownership;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.ModelReport;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Describes the tables and definitions of a database as a model. */
public final class Inspect {
    private final Workspace workspace;

    public Inspect(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Inspects the database.
     *
     * @param label the branch whose tables and definitions the model contains; null for all
     * @param names the names of the objects that the model contains, in which {@code *} stands for any characters; empty for
     *     all
     * @throws SchemaException {@code no_such_table} if nothing has one of the names
     */
    public ModelReport run(@Nullable String label, List<String> names) {
        Branch branch = label == null ? null : workspace.branches().require(label);
        List<NamePattern> patterns = names.stream().map(NamePattern::new).toList();
        return workspace.reading("the inspection", session -> {
            TreeSet<String> schemas = new TreeSet<>(ReferencedSchemas.in(workspace));
            if (session.dialect().capabilities().schemas()) {
                schemas.addAll(NamePattern.schemas(patterns));
            }
            Schema schema = new Inspection(workspace, session, List.copyOf(schemas)).schema();
            Schema ofBranch = branch == null ? schema : owned(schema, branch, session);
            return InspectedModel.of(selected(ofBranch, names, patterns), schema, session.dialect());
        });
    }

    private Schema owned(Schema schema, Branch branch, Session session) throws SQLException {
        Ownership ownership = new ModelComparison(workspace, session).ownership();
        Set<TableName> tables = ownership.of(branch);
        return NamePattern.select(
                schema,
                tables::contains,
                definition -> branch.equals(ownership.of(definition))
                        || (definition.table() != null && tables.contains(definition.table())));
    }

    /** Returns the schema with only those objects whose names match one of the patterns. */
    private static Schema selected(Schema schema, List<String> names, List<NamePattern> patterns) {
        if (names.isEmpty()) {
            return schema;
        }
        for (int i = 0; i < names.size(); i++) {
            NamePattern pattern = patterns.get(i);
            boolean isFound = schema.tables().keySet().stream().anyMatch(pattern)
                    || schema.definitions().keySet().stream().anyMatch(name -> pattern.test(name.name()));
            if (!isFound) {
                throw SchemaException.noSuchTable(TableName.parse(names.get(i)));
            }
        }
        return NamePattern.select(schema, patterns);
    }
}
