package dev.trellis.internal.command;

import dev.trellis.AutogenerateHook;
import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.config.Configuration;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.EmbeddedTexts;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.branch.DefinitionFiles;
import dev.trellis.internal.branch.SetAsideNames;
import dev.trellis.internal.connection.DatabaseException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.diff.SchemaDiff;
import dev.trellis.internal.diff.Scope;
import dev.trellis.internal.diff.Scope.TableRole;
import dev.trellis.internal.protection.Ownership;
import dev.trellis.internal.run.InterruptedScript;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.state.StateException;
import dev.trellis.internal.workspace.BackgroundTask;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.model.ModelSource;
import dev.trellis.report.Diff;
import dev.trellis.report.RenameCandidate;
import dev.trellis.report.UnmanagedDifference;
import dev.trellis.revision.Heads;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares the models of all branches with a database, for one branch at a time: differences of the branch's own tables
 * become operations, those of other branches' tables are reported.
 */
final class ModelComparison {
    private final Workspace workspace;
    private final Branches branches;
    private final BranchModels models;
    private final Session session;
    private final List<AutogenerateHook> hooks;
    private @Nullable Ownership ownership;
    private @Nullable Schema desired;
    private @Nullable Schema actual;

    ModelComparison(Workspace workspace, Session session) {
        this.workspace = workspace;
        this.branches = workspace.branches();
        this.models = new BranchModels(workspace);
        this.session = session;
        this.hooks = workspace.hooks().stream().map(ContributedCode::of).toList();
    }

    /**
     * Checks that all revisions of the branch and all their dependencies are applied, and that no interrupted revision lacks
     * its script. Revisions of other branches need not be applied.
     *
     * @throws UsageException {@code target_not_up_to_date}
     * @throws StateException {@code unexplained_revision}
     */
    void requireUpToDate(Branch branch, Heads heads) {
        RevisionGraph graph = branches.graph();
        try {
            InterruptedScript.require(workspace.state(session), graph);
        } catch (SQLException e) {
            throw DatabaseException.failed("reading the history", session.message(e), e);
        }
        boolean hasRevisions = graph.branch(branch.label()).isPresent();
        if (hasRevisions && !graph.upToDate(heads, branch.label())) {
            throw UsageException.notUpToDate(
                    branch.label(), graph.heads(branch.label()).size() > 1);
        }
    }

    /**
     * Computes the difference for one branch.
     *
     * @param renames decides whether a possible rename is really a rename
     * @throws UsageException {@code no_model}
     */
    Diff of(Branch branch, Predicate<RenameCandidate> renames) throws SQLException {
        if (!models.has(branch)) {
            throw UsageException.noModel(branch.label());
        }
        readAll();
        Schema schema = desired();
        Scope scope = scope(branch);
        Diff diff = compare(schema, scope);
        List<RenameCandidate> accepted =
                diff.likelyRenames().stream().filter(renames).toList();
        if (accepted.isEmpty()) {
            return diff;
        }
        for (RenameCandidate rename : accepted) {
            schema = rename.acceptedIn(schema);
        }
        return compare(schema, scope);
    }

    private Diff compare(Schema schema, Scope scope) throws SQLException {
        Dialect dialect = session.dialect();
        EmbeddedTexts.require(schema, dialect);
        ReferenceTypes.require(schema, actual(), dialect);
        Diff diff = SchemaDiff.of(
                schema,
                actual(),
                scope,
                naming(),
                dialect,
                (desiredSchema, actualSchema, rejected) ->
                        dialect.canonical(session.connection(), desiredSchema, actualSchema, rejected));
        return diff.withReported(diff.reported().stream().map(this::withModel).toList());
    }

    /** Adds the name of the model to the report of a rejected expression. */
    private UnmanagedDifference withModel(UnmanagedDifference reported) {
        if (reported.reason() != UnmanagedDifference.Reason.REJECTED) {
            return reported;
        }
        String dialect = session.dialect().name();
        return branches.all().stream()
                .flatMap(branch -> place(branch, reported.table()).stream())
                .findFirst()
                .map(place -> new UnmanagedDifference(
                        reported.table(),
                        reported.column(),
                        reported.reason(),
                        dialect + " rejects " + reported.what() + " (in " + place + ")"))
                .orElse(reported);
    }

    /** Returns the model or the folder in which a branch declares a table or definition; empty if it does not. */
    private Optional<String> place(Branch branch, TableName name) {
        Schema model = models.of(branch);
        ModelSource source = branch.model();
        boolean isInModel =
                source != null && (model.table(name).isPresent() || !DefinitionFiles.exist(branch.definitionFolder()));
        boolean isDeclared = model.table(name).isPresent()
                || model.definitions().keySet().stream()
                        .anyMatch(definition -> definition.name().name().equalsIgnoreCase(name.name()));
        if (!isDeclared) {
            return Optional.empty();
        }
        return Optional.of(
                isInModel && source != null
                        ? source.display()
                        : branch.definitionFolder().toString());
    }

    /** Returns whether the branch has a model or definitions. */
    boolean hasModel(Branch branch) {
        return models.has(branch);
    }

    /** Returns the tables and definitions of all models. */
    Schema desired() {
        if (desired == null) {
            Schema all = Schema.EMPTY;
            for (Branch branch : branches.all()) {
                all = all.with(models.of(branch));
            }
            desired = all;
        }
        return desired;
    }

    /** Returns the inspected schema of the database. */
    Schema actual() throws SQLException {
        if (actual == null) {
            actual = withOptions(inspect(schemas()));
        }
        return actual;
    }

    /** Returns the names of the schemas, other than the default one, in which models and scripts have objects. */
    private List<String> schemas() {
        Set<String> names = new TreeSet<>(ownership().schemas());
        desired().enums().keySet().stream()
                .map(TableName::schema)
                .filter(Objects::nonNull)
                .forEach(names::add);
        return List.copyOf(names);
    }

    private Schema inspect(List<String> schemas) throws SQLException {
        return session.dialect().inspectWithoutOptions(session.connection(), schemas);
    }

    /**
     * Adds the options of the tables for which the comparison needs them: those whose model states options, and those without
     * a model, which an operation may drop and its reversal create again.
     */
    private Schema withOptions(Schema inspected) throws SQLException {
        Map<String, Boolean> statesOptions = new HashMap<>();
        for (Table table : desired().tables().values()) {
            statesOptions.merge(key(table.name()), !table.options().equals(TableOptions.NONE), Boolean::logicalOr);
        }
        List<TableName> tables = inspected.tables().keySet().stream()
                .filter(name -> statesOptions.getOrDefault(key(name), true))
                .toList();
        return session.dialect().withOptions(session.connection(), inspected, tables);
    }

    /** Returns the name by which models and the database agree, whatever the letter case and the schema. */
    private static String key(TableName name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the models while a background task inspects the default schema. The result of the inspection is used unless a
     * model or script names another schema.
     */
    private void readAll() throws SQLException {
        if (desired != null || actual != null) {
            return;
        }
        try (BackgroundTask<Schema> inspection = BackgroundTask.begin("inspection", () -> inspect(List.of()))) {
            if (schemas().isEmpty()) {
                actual = withOptions(inspection.result());
            }
        }
    }

    Ownership ownership() {
        if (ownership == null) {
            ownership = Ownership.of(branches, models::of, workspace.parsing());
        }
        return ownership;
    }

    private Scope scope(Branch target) throws SQLException {
        Scope scope = Scope.EVERYTHING;
        for (Branch branch : branches.all()) {
            TableRole role = role(branch, target);
            scope = scope.with(
                            branch.model() == null ? TableRole.IGNORED : role,
                            ownership().of(branch))
                    .withDefinitions(
                            models.has(branch) ? role : TableRole.IGNORED,
                            ownership().definitionsOf(branch));
        }
        List<TableName> ignored = new ArrayList<>(metadataTables());
        actual().tables().keySet().stream().filter(SetAsideNames::isSetAside).forEach(ignored::add);
        ignored.addAll(excludedByHooks());
        return scope.with(TableRole.IGNORED, ignored);
    }

    private Set<TableName> excludedByHooks() throws SQLException {
        if (hooks.isEmpty()) {
            return Set.of();
        }
        Set<TableName> tables = new TreeSet<>(actual().tables().keySet());
        tables.addAll(desired().tables().keySet());
        tables.removeIf(table -> hooks.stream().allMatch(hook -> hook.includes(table)));
        return tables;
    }

    /**
     * Returns the role of a branch's tables in the comparison. The comparison also ignores the tables of a branch
     * without a model, because no model describes them, and the definitions of a branch with neither a model nor
     * definitions.
     */
    private static TableRole role(Branch branch, Branch target) {
        if (branch.label().equals(target.label())) {
            return TableRole.OWNED;
        }
        return branch.isProtected() ? TableRole.PROTECTED : TableRole.OTHER;
    }

    /** Returns the names of the version table and the history table. */
    List<TableName> metadataTables() {
        Configuration configuration = workspace.configuration();
        return MigrationState.tables(configuration.versionTable(), configuration.historyTable());
    }

    Naming naming() {
        return workspace
                .configuration()
                .naming()
                .withLimit(session.dialect().capabilities().identifierLimit());
    }
}
