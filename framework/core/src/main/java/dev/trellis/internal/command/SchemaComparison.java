package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Dialect;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.diff.NativeTypes;
import dev.trellis.internal.diff.SchemaDiff;
import dev.trellis.internal.diff.Scope;
import dev.trellis.internal.diff.Scope.TableRole;
import dev.trellis.internal.protection.Ownership;
import dev.trellis.internal.run.OfflineScript;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.Operation;
import dev.trellis.report.Diff;
import dev.trellis.report.SchemaDiffReport;
import dev.trellis.schema.Schema;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Compares two schemas: those of revisions, of the models, of the configured database, or of the database of an environment.
 * Two schemas that are both known without a connection are compared as the authors wrote them. If one of the two is that of
 * a database, the other one is converted to the form in which that database reports it.
 */
public final class SchemaComparison {
    /** The name of the models of all branches. */
    private static final String MODEL = "model";
    /** The name of the configured database. */
    private static final String DATABASE = "database";

    private final Workspace workspace;
    private final BranchModels models;

    public SchemaComparison(Workspace workspace) {
        this.workspace = workspace;
        this.models = new BranchModels(workspace);
    }

    /** The difference of two schemas, with the dialect of its operations. */
    private record Result(Diff diff, Dialect dialect) {}

    /**
     * Returns the operations that lead from one schema to another.
     *
     * @param from {@code model}, {@code database}, the name of an environment, or a target such as {@code heads}
     * @param to as {@code from}
     */
    public SchemaDiffReport report(String from, String to) {
        Result result = compare(from, to);
        return SchemaDiffReport.of(from, to, result.diff());
    }

    /**
     * Writes the statements that lead from one schema to another.
     *
     * @param out receives the script line by line
     */
    public void sql(String from, String to, Consumer<String> out) {
        if (!isDatabase(from) && !isDatabase(to)) {
            workspace.database();
        }
        Result result = compare(from, to);
        Dialect dialect = result.dialect();
        List<Operation> operations =
                NativeTypes.in(dialect.name(), result.diff().operations());
        OfflineScript.lines(dialect, Catalog.ofSchema(result.diff().before(), dialect, workspace.schema()), operations)
                .forEach(out);
    }

    private Result compare(String from, String to) {
        workspace.branches();
        boolean withModel = from.equals(MODEL) || to.equals(MODEL);
        if (isDatabase(from) && isDatabase(to)) {
            return inDatabase(
                    from,
                    before -> inDatabase(to, after -> {
                        if (!before.dialect().name().equals(after.dialect().name())) {
                            throw QueryException.differentDatabases(
                                    from,
                                    before.dialect().name(),
                                    to,
                                    after.dialect().name());
                        }
                        return ofForms(before.schema(), after.schema(), false, before.dialect());
                    }));
        }
        if (isDatabase(from)) {
            return inDatabase(from, before -> ofDatabase(before, known(to), withModel));
        }
        if (isDatabase(to)) {
            return inDatabase(to, after -> toDatabase(known(from), after, withModel));
        }
        return ofForms(
                known(from), known(to), withModel, workspace.parsingOffline().dialect());
    }

    /** Compares two schemas that are in the same form. */
    private Result ofForms(Schema before, Schema after, boolean withModel, Dialect dialect) {
        Scope scope = withModel ? modelled() : everything(before);
        return new Result(
                SchemaDiff.of(
                        after, before, scope, workspace.naming(), dialect, (desired, actual, rejected) -> desired),
                dialect);
    }

    private Result ofDatabase(Database before, Schema after, boolean withModel) throws SQLException {
        Session session = before.session();
        Scope scope = withModel ? modelled() : everything(before.schema());
        return new Result(
                SchemaDiff.of(
                        after,
                        before.schema(),
                        scope,
                        workspace.naming(),
                        before.dialect(),
                        (desired, actual, rejected) ->
                                before.dialect().canonical(session.connection(), desired, actual, rejected)),
                before.dialect());
    }

    private Result toDatabase(Schema before, Database after, boolean withModel) throws SQLException {
        Dialect dialect = after.dialect();
        Schema canonical = dialect.canonical(after.session().connection(), before, after.schema(), rejected -> {});
        return ofForms(canonical, after.schema(), withModel, dialect);
    }

    /** Returns the scope in which every object is compared. */
    static Scope everything(Schema before) {
        return Scope.EVERYTHING
                .with(TableRole.OWNED, before.tables().keySet())
                .withDefinitions(TableRole.OWNED, before.definitions().keySet());
    }

    /** Returns the scope in which the objects of branches with a model are compared, and unknown objects are reported. */
    private Scope modelled() {
        Ownership ownership = Ownership.of(workspace.branches(), models::of, workspace.parsingOffline());
        Scope scope = Scope.EVERYTHING;
        for (Branch branch : workspace.branches().all()) {
            scope = scope.with(branch.model() == null ? TableRole.IGNORED : TableRole.OWNED, ownership.of(branch))
                    .withDefinitions(
                            models.has(branch) ? TableRole.OWNED : TableRole.IGNORED, ownership.definitionsOf(branch));
        }
        return scope;
    }

    private boolean isDatabase(String name) {
        return name.equals(DATABASE) || workspace.configuration().environments().contains(name);
    }

    /** Returns a schema that is known without a database. */
    private Schema known(String name) {
        if (!name.equals(MODEL)) {
            return new SchemaQuery(workspace).at(name);
        }
        Schema all = Schema.EMPTY;
        for (Branch branch : workspace.branches().all()) {
            all = all.with(models.of(branch));
        }
        return all;
    }

    /** A database and its schema. */
    private record Database(Session session, Schema schema) {
        Dialect dialect() {
            return session.dialect();
        }
    }

    /** A comparison with a database. */
    private interface Comparison {
        Result with(Database database) throws SQLException;
    }

    private Result inDatabase(String name, Comparison comparison) {
        if (name.equals(DATABASE)) {
            return inspected(workspace, comparison);
        }
        try (Workspace other = new Workspace(
                ConfigurationReader.readEnvironment(workspace.configuration(), name), workspace.extensions())) {
            return inspected(other, comparison);
        }
    }

    private static Result inspected(Workspace workspace, Comparison comparison) {
        return workspace.reading(
                "the comparison",
                session -> comparison.with(new Database(session, new Inspection(workspace, session).schema())));
    }
}
