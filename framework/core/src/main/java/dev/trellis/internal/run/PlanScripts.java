package dev.trellis.internal.run;

import dev.trellis.branch.Branch;
import dev.trellis.error.Problem;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.protection.StatementGuard;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.state.StateException;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Step;
import dev.trellis.script.Body;
import dev.trellis.script.LocatedOperation;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Parses and checks the scripts of a whole plan before any of it runs, so that a malformed or forbidden script leaves the
 * database untouched. A script is parsed once, even if the plan is computed again.
 */
final class PlanScripts {
    /** The smallest number of files for which reading in parallel is faster (workload W3 of the benchmarks). */
    private static final int PARALLEL = 32;

    private final ScriptContext context;
    private final boolean withJavaSteps;
    private final Map<String, Body> bodies = new ConcurrentHashMap<>();
    /**
     * The steps of each plan. Plans are compared by identity, because comparing their contents takes as long as parsing the
     * scripts of a plan.
     */
    private final IdentityHashMap<Plan, List<ParsedStep>> stepsByPlan = new IdentityHashMap<>();

    /**
     * Creates the reader of the scripts of a plan.
     *
     * @param withJavaSteps whether every Java step that the scripts name must exist, because it will be run
     */
    PlanScripts(ScriptContext context, boolean withJavaSteps) {
        this.context = context;
        this.withJavaSteps = withJavaSteps;
    }

    /**
     * Parses the scripts of the plan.
     *
     * @throws TrellisException with all problems of all scripts
     */
    List<ParsedStep> parse(Plan plan) {
        List<ParsedStep> steps = stepsByPlan.get(plan);
        if (steps == null) {
            steps = parseAndCheck(plan);
            stepsByPlan.put(plan, steps);
        }
        return steps;
    }

    private List<ParsedStep> parseAndCheck(Plan plan) {
        if (plan.steps().size() >= PARALLEL) {
            parseInParallel(plan);
        }
        Problems problems = new Problems();
        List<ParsedStep> steps = new ArrayList<>();
        for (Step step : plan.steps()) {
            try {
                steps.add(parse(step, problems));
            } catch (TrellisException e) {
                problems.addAll(e.problems());
            }
        }
        problems.throwIfAny();
        requireOneOwnerPerTable(steps);
        OtherBranchesDefinitions.check(plan, steps, context);
        return steps;
    }

    /**
     * Parses the scripts in several threads; the first script alone, since otherwise two threads would both initialize the
     * parser's classes.
     */
    private void parseInParallel(Plan plan) {
        tryToParse(plan.steps().get(0));
        plan.steps().parallelStream().forEach(this::tryToParse);
    }

    /**
     * Parses a script file. A failure is ignored here, because Trellis parses the file again later and then reports the
     * failure.
     */
    private void tryToParse(Step step) {
        MigrationScript script = context.branches().script(step.revision().id());
        if (script != null && script.file() != null) {
            try {
                body(script);
            } catch (TrellisException e) {
                // Reported by parse(Step, Problems).
            }
        }
    }

    private Body body(MigrationScript script) {
        return bodies.computeIfAbsent(script.id(), id -> script.body(context.parsing()));
    }

    private ParsedStep parse(Step step, Problems problems) {
        String id = step.revision().id();
        MigrationScript script = context.branches().script(id);
        if (script == null) {
            throw StateException.unexplainedRevision(id, null);
        }
        ParsedStep parsed = ParsedStep.of(step, script, body(script));
        Branch branch = context.branches().of(id);
        Protection protection = context.protection();
        new StatementGuard(context.parsing().dialect(), protection, branch).checkScript(parsed.operations(), problems);
        if (withJavaSteps) {
            parsed.operations().forEach(located -> requireJavaStep(located, id, branch, problems));
        }
        if (branch != null) {
            protection.checkNamedTables(branch, parsed.body(), problems);
        }
        return parsed;
    }

    /**
     * Reports a missing Java step. The message names the plugin of the revision, because the same plugin contains the step.
     */
    private void requireJavaStep(LocatedOperation located, String id, @Nullable Branch branch, Problems problems) {
        if (!(located.operation() instanceof RunJava run)) {
            return;
        }
        try {
            context.steps().find(run.step());
        } catch (TrellisException e) {
            Problem problem = e.problem();
            String source = branch == null
                    ? ""
                    : "; revision " + id + " belongs to branch '" + branch.label() + "' in " + branch.origin();
            problems.add(Problem.of(problem.name(), problem.message() + source)
                    .at(located.location())
                    .advice(
                            branch == null || branch.plugin() != null
                                    ? problem.advice()
                                    : "Restore the plugin that contains this step. " + problem.advice()));
        }
    }

    /**
     * Reports a table that the scripts of two branches create, before either of the scripts runs. If a branch is protected,
     * the owners of the tables have already been determined. Otherwise the owners are determined only if a script contains
     * the name of a table that a script of another branch creates.
     */
    private void requireOneOwnerPerTable(List<ParsedStep> steps) {
        if (context.branches().all().size() < 2 || context.protection().appliesTo(null)) {
            return;
        }
        for (ParsedStep step : steps) {
            if (step.step().direction() == Direction.UPGRADE
                    && isNamedElsewhere(step.body(), context.branches().of(step.id()))) {
                context.protection().ownership();
                return;
            }
        }
    }

    /** Returns the name of the table or definition that an operation creates; null for any other operation. */
    private static @Nullable String createdName(Operation operation) {
        if (operation instanceof CreateTable create) {
            return create.table().name().name();
        }
        return operation instanceof CreateDefinition create
                ? create.definition().name().name().name()
                : null;
    }

    private boolean isNamedElsewhere(Body body, @Nullable Branch branch) {
        List<String> created = body.upgrade().stream()
                .map(LocatedOperation::operation)
                .map(PlanScripts::createdName)
                .filter(Objects::nonNull)
                .toList();
        Branches branches = context.branches();
        return !created.isEmpty()
                && branches.all().stream()
                        .filter(other -> !other.equals(branch))
                        .flatMap(other -> branches.revisions(other).stream())
                        .map(revision -> branches.script(revision.id()))
                        .filter(script -> script != null && script.file() != null)
                        .anyMatch(script -> created.stream()
                                .anyMatch(Objects.requireNonNull(script.file()).text()::contains));
    }
}
