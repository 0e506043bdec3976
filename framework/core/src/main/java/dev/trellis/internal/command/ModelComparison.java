package dev.trellis.internal.command;

import dev.trellis.AutogenerateHook;
import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.config.Configuration;
import dev.trellis.dialect.Dialect;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.diff.SchemaDiff;
import dev.trellis.internal.diff.Scope;
import dev.trellis.internal.diff.Scope.TableRole;
import dev.trellis.internal.protection.Ownership;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.workspace.BackgroundTask;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.Diff;
import dev.trellis.report.RenameCandidate;
import dev.trellis.revision.Heads;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what models want with what a database has, as one branch may see it (DESIGN section 6, rules 1 and 2). */
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
        this.hooks = workspace.hooks();
    }

    /**
     * Refuses a database on which not everything of the branch is applied, or of what the branch depends on. Other branches
     * may lag.
     *
     * @throws UsageException {@code target_not_up_to_date}
     */
    void requireUpToDate(Branch branch, Heads rows) {
        boolean begun = branches.graph().branch(branch.label()).isPresent();
        if (begun && !branches.graph().upToDate(rows, branch.label())) {
            throw UsageException.notUpToDate(
                    branch.label(),
                    workspace.branches().graph().heads(branch.label()).size() > 1);
        }
    }

    /**
     * The difference for one branch.
     *
     * @param renames which likely renames are renames
     */
    Diff of(Branch branch, Predicate<RenameCandidate> renames) throws SQLException {
        if (branch.model() == null) {
            throw UsageException.noModel(branch.label());
        }
        readAll();
        Schema wanted = desired();
        Scope scope = scope(branch);
        Diff difference = compare(wanted, scope);
        List<RenameCandidate> accepted =
                difference.likelyRenames().stream().filter(renames).toList();
        if (accepted.isEmpty()) {
            return difference;
        }
        for (RenameCandidate rename : accepted) {
            wanted = rename.acceptedIn(wanted);
        }
        return compare(wanted, scope);
    }

    private Diff compare(Schema wanted, Scope scope) throws SQLException {
        Dialect dialect = session.dialect();
        return SchemaDiff.of(
                wanted,
                actual(),
                scope,
                naming(),
                (each, found) -> dialect.canonical(session.connection(), each, found));
    }

    /** What all models together want. */
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

    /** What the database has. */
    Schema actual() throws SQLException {
        if (actual == null) {
            actual = inspect(schemas());
        }
        return actual;
    }

    /** The schemas besides the default one that models speak of. */
    private List<String> schemas() {
        return List.copyOf(desired().tables().keySet().stream()
                .map(TableName::schema)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private Schema inspect(List<String> schemas) throws SQLException {
        return session.dialect().inspect(session.connection(), schemas);
    }

    /**
     * Reads the models while the default schema, which is all that most of them speak of, is inspected beside: either takes
     * its time, and neither needs the other.
     */
    private void readAll() throws SQLException {
        if (desired != null || actual != null) {
            return;
        }
        try (BackgroundTask<Schema> inspection = BackgroundTask.begin("inspection", () -> inspect(List.of()))) {
            if (schemas().isEmpty()) {
                actual = inspection.result();
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
            scope = scope.with(standing(branch, target), ownership().of(branch));
        }
        List<TableName> ignored = new ArrayList<>(ownTables());
        for (TableName table : actual().tables().keySet()) {
            if (!hooks.stream().allMatch(hook -> hook.includes(table))) {
                ignored.add(table);
            }
        }
        for (TableName table : desired().tables().keySet()) {
            if (!hooks.stream().allMatch(hook -> hook.includes(table))) {
                ignored.add(table);
            }
        }
        return scope.with(TableRole.IGNORED, ignored);
    }

    /** A branch without a model says nothing of what its tables should be. */
    private static TableRole standing(Branch branch, Branch target) {
        if (branch.equals(target)) {
            return TableRole.OWNED;
        }
        if (branch.model() == null) {
            return TableRole.IGNORED;
        }
        return branch.isProtected() ? TableRole.PROTECTED : TableRole.OTHER;
    }

    /** Trellis's own tables. */
    List<TableName> ownTables() {
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
