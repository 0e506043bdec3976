package dev.trellis.internal.run;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.ReducedTable;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.protection.ProtectionException;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.DropDefinition;
import dev.trellis.operation.Operation;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Revision;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionName;
import dev.trellis.script.LocatedOperation;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a plan in which a script of one branch drops, renames or converts a column or table on which a view or another
 * definition of another branch depends. The check knows the definitions that operations create. It reads the scripts of other
 * branches only if their text contains such an operation and the name of the table.
 */
final class OtherBranchesDefinitions {
    private final ScriptContext context;
    private final Map<DefinitionName, Owned> present = new TreeMap<>();

    private record Owned(Definition definition, @Nullable Branch branch) {}

    private OtherBranchesDefinitions(ScriptContext context) {
        this.context = context;
    }

    /**
     * Checks a plan.
     *
     * @throws TrellisException {@code dependent_definitions}, with all problems
     */
    static void check(Plan plan, List<ParsedStep> steps, ScriptContext context) {
        if (context.branches().all().size() > 1 && isNeeded(steps, context)) {
            new OtherBranchesDefinitions(context).check(plan, steps);
        }
    }

    /**
     * Returns whether a script creates a definition and contains the name of a table that the plan drops, renames or
     * converts in a script of another branch.
     */
    private static boolean isNeeded(List<ParsedStep> steps, ScriptContext context) {
        Map<String, Set<String>> tablesByBranch = new TreeMap<>();
        for (ParsedStep step : steps) {
            for (LocatedOperation located : step.operations()) {
                ReducedTable.of(located.operation())
                        .forEach(reduced -> tablesByBranch
                                .computeIfAbsent(label(step, context), none -> new HashSet<>())
                                .add(reduced.table().name().toLowerCase(Locale.ROOT)));
            }
        }
        return !tablesByBranch.isEmpty()
                && context.branches().all().stream()
                        .anyMatch(branch -> tablesByBranch.keySet().stream()
                                        .anyMatch(label -> !label.equals(branch.label()))
                                && texts(branch, context).anyMatch(text -> names(text, branch, tablesByBranch)));
    }

    private static String label(ParsedStep step, ScriptContext context) {
        Branch branch = context.branches().of(step.id());
        return branch == null ? "" : branch.label();
    }

    private static Stream<String> texts(Branch branch, ScriptContext context) {
        return context.branches().revisions(branch).stream()
                .map(revision -> context.branches().script(revision.id()))
                .filter(script -> script != null && script.file() != null)
                .map(script -> Objects.requireNonNull(script.file()).text());
    }

    private static boolean names(String text, Branch branch, Map<String, Set<String>> tablesByBranch) {
        boolean creates = text.contains("create_view:")
                || text.contains("create_materialized_view:")
                || text.contains("create_trigger:")
                || text.contains("create_policy:");
        if (!creates) {
            return false;
        }
        String folded = text.toLowerCase(Locale.ROOT);
        return tablesByBranch.entrySet().stream()
                .filter(each -> !each.getKey().equals(branch.label()))
                .anyMatch(each -> each.getValue().stream().anyMatch(folded::contains));
    }

    private void check(Plan plan, List<ParsedStep> steps) {
        for (Revision revision : context.branches().graph().applied(plan.start())) {
            MigrationScript script = context.branches().script(revision.id());
            if (script != null) {
                Branch branch = context.branches().of(revision.id());
                script.body(context.parsing()).upgrade().forEach(located -> apply(located.operation(), branch));
            }
        }
        Problems problems = new Problems();
        for (ParsedStep step : steps) {
            Branch branch = context.branches().of(step.id());
            for (LocatedOperation located : step.operations()) {
                ReducedTable.of(located.operation()).forEach(reduced -> check(reduced, branch, located, problems));
                apply(located.operation(), branch);
            }
        }
        problems.throwIfAny();
    }

    private void check(ReducedTable reduced, @Nullable Branch branch, LocatedOperation located, Problems problems) {
        Map<String, String> others = new TreeMap<>();
        for (Owned owned : present.values()) {
            Branch owner = owned.branch();
            if (owner != null
                    && !owner.equals(branch)
                    && reduced.isUsedBy(owned.definition(), context.parsing().dialect())) {
                others.put(owned.definition().name().describe(), owner.label());
            }
        }
        if (!others.isEmpty()) {
            problems.add(ProtectionException.dependentDefinitions(
                            "change table '" + reduced.table() + "'", branch == null ? "" : branch.label(), others)
                    .problem()
                    .at(located.location()));
        }
    }

    private void apply(Operation operation, @Nullable Branch branch) {
        if (operation instanceof CreateDefinition create) {
            present.put(create.definition().name(), new Owned(create.definition(), branch));
        } else if (operation instanceof ReplaceDefinition replace) {
            Owned before = present.get(replace.definition().name());
            present.put(
                    replace.definition().name(),
                    new Owned(replace.definition(), before == null ? branch : before.branch()));
        } else if (operation instanceof DropDefinition drop) {
            present.remove(drop.name());
        } else if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(each -> apply(each, branch));
        }
    }
}
