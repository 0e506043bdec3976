package dev.trellis;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Branches;
import dev.trellis.branch.Ownership;
import dev.trellis.config.Configuration;
import dev.trellis.dialect.Dialect;
import dev.trellis.diff.Comparison;
import dev.trellis.diff.Difference;
import dev.trellis.diff.LikelyRename;
import dev.trellis.diff.Scope;
import dev.trellis.diff.Scope.Standing;
import dev.trellis.revision.Heads;
import dev.trellis.runtime.Session;
import dev.trellis.runtime.State;
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
final class Comparing {
    private final Workspace workspace;
    private final Branches branches;
    private final Models models;
    private final Session session;
    private final List<DraftHook> hooks;
    private @Nullable Ownership ownership;
    private @Nullable Schema desired;
    private @Nullable Schema actual;

    Comparing(Workspace workspace, Session session) {
        this.workspace = workspace;
        this.branches = workspace.branches();
        this.models = new Models(workspace);
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
    Difference of(Branch branch, Predicate<LikelyRename> renames) throws SQLException {
        if (branch.model() == null) {
            throw UsageException.noModel(branch.label());
        }
        readAll();
        Schema wanted = desired();
        Scope scope = scope(branch);
        Difference difference = compare(wanted, scope);
        List<LikelyRename> accepted =
                difference.likelyRenames().stream().filter(renames).toList();
        if (accepted.isEmpty()) {
            return difference;
        }
        for (LikelyRename rename : accepted) {
            wanted = rename.acceptedIn(wanted);
        }
        return compare(wanted, scope);
    }

    private Difference compare(Schema wanted, Scope scope) throws SQLException {
        Dialect dialect = session.dialect();
        return Comparison.of(
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
        try (Beside<Schema> inspection = Beside.begin("inspection", () -> inspect(List.of()))) {
            if (schemas().isEmpty()) {
                actual = inspection.result();
            }
        }
    }

    Ownership ownership() {
        if (ownership == null) {
            ownership = Ownership.of(branches, models::of, workspace.reading());
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
        return scope.with(Standing.IGNORED, ignored);
    }

    /** A branch without a model says nothing of what its tables should be. */
    private static Standing standing(Branch branch, Branch target) {
        if (branch.equals(target)) {
            return Standing.OWNED;
        }
        if (branch.model() == null) {
            return Standing.IGNORED;
        }
        return branch.isProtected() ? Standing.PROTECTED : Standing.OTHER;
    }

    /** Trellis's own tables. */
    List<TableName> ownTables() {
        Configuration configuration = workspace.configuration();
        return State.tables(configuration.versionTable(), configuration.historyTable());
    }

    Naming naming() {
        return workspace
                .configuration()
                .naming()
                .withLimit(session.dialect().capabilities().identifierLimit());
    }
}
