package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.schema.ForeignKey;
import dev.trellis.script.LocatedOperation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a new revision has to depend on (DESIGN section 6, rule 3): for each foreign key into another branch's table, the
 * revision that created the table or the columns that it refers to. What is implied by the revision's place, or by another
 * dependency, is left out.
 */
final class RevisionDependencies {
    private final Branches branches;
    private final RevisionGraph graph;
    private final ParseContext reading;

    RevisionDependencies(Workspace workspace) {
        this(workspace, workspace.parsing());
    }

    RevisionDependencies(Workspace workspace, ParseContext reading) {
        this.branches = workspace.branches();
        this.graph = branches.graph();
        this.reading = reading;
    }

    /**
     * The identifiers to depend on.
     *
     * @param head what the revision stands on, as text, or null when that is the branch's only head
     * @param asked what it depends on already, as text
     */
    List<String> of(Branch branch, @Nullable String head, List<Operation> operations, List<String> asked) {
        Set<String> implied = below(head == null ? branch.label() + "@head" : head, branch);
        asked.forEach(text -> implied.addAll(below(text, null)));
        return of(branch, operations, implied);
    }

    /**
     * The identifiers for a merge point to depend on.
     *
     * @param joined what it joins
     */
    List<String> ofMerge(Branch branch, List<String> joined, List<Operation> operations) {
        Set<String> implied = new HashSet<>();
        joined.forEach(id -> implied.addAll(below(id, null)));
        return of(branch, operations, implied);
    }

    private List<String> of(Branch branch, List<Operation> operations, Set<String> implied) {
        Set<String> needed = new LinkedHashSet<>();
        for (ForeignKey key : Autogenerate.references(operations)) {
            String origin = origin(key);
            if (origin != null && !implied.contains(origin) && !branch.equals(branches.of(origin))) {
                needed.add(origin);
            }
        }
        return topmost(needed);
    }

    /** The revision that a written one has to depend on for a foreign key, and does not; null when nothing is missing. */
    @Nullable
    String missing(String revision, ForeignKey key) {
        String origin = origin(key);
        boolean implied = origin == null
                || Objects.equals(branches.of(revision), branches.of(origin))
                || graph.withBelow(revision).stream().anyMatch(each -> each.id().equals(origin));
        return implied ? null : origin;
    }

    private Set<String> below(String text, @Nullable Branch branch) {
        Set<String> below = new HashSet<>();
        if (branch == null || graph.branch(branch.label()).isPresent()) {
            graph.resolve(text)
                    .revisions()
                    .forEach(revision -> graph.withBelow(revision.id()).forEach(each -> below.add(each.id())));
        }
        return below;
    }

    private List<String> topmost(Set<String> needed) {
        List<String> topmost = new ArrayList<>();
        for (String id : needed) {
            boolean implied = needed.stream()
                    .filter(other -> !other.equals(id))
                    .anyMatch(other -> graph.withBelow(other).stream()
                            .anyMatch(each -> each.id().equals(id)));
            if (!implied) {
                topmost.add(id);
            }
        }
        return topmost;
    }

    /** The last revision that brought what the key refers to; null when no script did. */
    private @Nullable String origin(ForeignKey key) {
        String origin = null;
        for (Revision revision : graph.order()) {
            MigrationScript script = branches.script(revision.id());
            if (script != null && brings(script.body(reading).upgrade(), key)) {
                origin = revision.id();
            }
        }
        return origin;
    }

    private static boolean brings(List<LocatedOperation> instructions, ForeignKey key) {
        return instructions.stream().anyMatch(instruction -> brings(instruction.operation(), key));
    }

    private static boolean brings(Operation operation, ForeignKey key) {
        if (operation instanceof CreateTable create) {
            return create.table().name().equals(key.referredTable());
        }
        if (operation instanceof RenameTable rename) {
            return rename.table().renamed(rename.to()).equals(key.referredTable());
        }
        if (operation instanceof AddColumn add) {
            return add.table().equals(key.referredTable())
                    && key.referredColumns().contains(add.column().name());
        }
        if (operation instanceof AlterColumn alter) {
            return alter.rename() != null
                    && alter.table().equals(key.referredTable())
                    && key.referredColumns().contains(alter.rename());
        }
        return operation instanceof Autocommit autocommit
                && autocommit.operations().stream().anyMatch(each -> brings(each, key));
    }
}
