package dev.trellis.internal.run;

import dev.trellis.branch.Branch;
import dev.trellis.error.Problem;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.DatabaseException;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.protection.StatementGuard;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptException;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.RunJava;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Step;
import dev.trellis.script.Body;
import dev.trellis.script.LocatedOperation;
import dev.trellis.script.Script;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the scripts of a whole plan before any of it runs, so that a malformed or forbidden one leaves the database
 * untouched. Each is read once, as it would have been anyway.
 */
final class PlanScripts {
    private final Branches branches;
    private final ParseContext reading;
    private final Protection protection;
    private final @Nullable JavaSteps steps;
    /** From so many files on, those who read them are faster together than they take to come together. */
    private static final int MANY = 32;

    /** By the very plan: to compare two takes as long as to read one. */
    private final IdentityHashMap<Plan, Map<String, Body>> byPlan = new IdentityHashMap<>();

    /** A script is read once, however often it is planned anew. */
    private final Map<String, Body> known = new ConcurrentHashMap<>();

    /**
     * @param steps finds the Java that is about to run, or null where none will
     */
    PlanScripts(Branches branches, ParseContext reading, Protection protection, @Nullable JavaSteps steps) {
        this.branches = branches;
        this.reading = reading;
        this.protection = protection;
        this.steps = steps;
    }

    /**
     * The bodies by revision.
     *
     * @throws TrellisException with everything that is wrong with any of them
     */
    Map<String, Body> of(Plan plan) {
        Map<String, Body> bodies = byPlan.get(plan);
        if (bodies == null) {
            bodies = read(plan);
            byPlan.put(plan, bodies);
        }
        return bodies;
    }

    private Map<String, Body> read(Plan plan) {
        Problems problems = new Problems();
        Map<String, Body> bodies = new HashMap<>();
        if (plan.steps().size() >= MANY) {
            readAhead(plan);
        }
        for (Step step : plan.steps()) {
            try {
                bodies.put(step.revision().id(), read(step, problems));
            } catch (TrellisException e) {
                problems.addAll(e.problems());
            }
        }
        problems.throwIfAny();
        requireOwners(plan, bodies);
        return bodies;
    }

    /**
     * Reads files on all processors; what is wrong with one is left to be found again in its turn. Java stays where it is. The
     * first is read alone: what the JVM puts together once, two threads would both put together.
     */
    private void readAhead(Plan plan) {
        readAhead(plan.steps().get(0));
        plan.steps().parallelStream().forEach(this::readAhead);
    }

    private void readAhead(Step step) {
        Script script = branches.script(step.revision().id());
        if (script != null && script.file() != null) {
            try {
                known.computeIfAbsent(script.id(), none -> script.body(reading));
            } catch (TrellisException e) {
                // It is told in its turn.
            }
        }
    }

    /**
     * A table that two branches create is told of before one of them has. Where there is something to protect, who owns what
     * has been looked into by now; elsewhere it is where a table that is created is a word in another branch's script.
     */
    private void requireOwners(Plan plan, Map<String, Body> bodies) {
        if (branches.all().size() < 2 || protection.appliesTo(null)) {
            return;
        }
        for (Step step : plan.steps()) {
            Body body = step.direction() == Direction.UPGRADE
                    ? bodies.get(step.revision().id())
                    : null;
            if (body != null
                    && isNamedElsewhere(body, branches.of(step.revision().id()))) {
                protection.ownership();
                return;
            }
        }
    }

    private boolean isNamedElsewhere(Body body, @Nullable Branch branch) {
        List<String> created = body.upgrade().stream()
                .map(LocatedOperation::operation)
                .filter(CreateTable.class::isInstance)
                .map(operation -> ((CreateTable) operation).table().name().name())
                .toList();
        return !created.isEmpty()
                && branches.all().stream()
                        .filter(other -> !other.equals(branch))
                        .flatMap(other -> branches.revisions(other).stream())
                        .map(revision -> branches.script(revision.id()))
                        .filter(script -> script != null && script.file() != null)
                        .anyMatch(script -> created.stream()
                                .anyMatch(Objects.requireNonNull(script.file()).text()::contains));
    }

    private Body read(Step step, Problems problems) {
        String id = step.revision().id();
        Script script = branches.script(id);
        if (script == null) {
            throw DatabaseException.unexplained(id, null);
        }
        Body body = known.computeIfAbsent(id, none -> script.body(reading));
        List<LocatedOperation> instructions = instructions(step, body);
        if (instructions == null) {
            throw ScriptException.irreversible("revision " + id + " (" + script.display() + ")");
        }
        Branch branch = branches.of(id);
        new StatementGuard(reading.dialect(), protection, branch).check(instructions, problems);
        instructions.forEach(each -> findStep(each, id, branch, problems));
        if (branch != null) {
            protection.check(branch, body, problems);
        }
        return body;
    }

    /** Java that is missing is told before anything runs, with the plugin that brought the revision and so the Java. */
    private void findStep(LocatedOperation instruction, String id, @Nullable Branch branch, Problems problems) {
        if (steps == null || !(instruction.operation() instanceof RunJava run)) {
            return;
        }
        try {
            steps.find(run.step());
        } catch (TrellisException e) {
            Problem problem = e.problem();
            String brought = branch == null
                    ? ""
                    : "; revision " + id + " is of branch '" + branch.label() + "' in " + branch.origin();
            problems.add(Problem.of(problem.name(), problem.message() + brought)
                    .at(instruction.at())
                    .advice(
                            branch == null || branch.plugin() != null
                                    ? problem.advice()
                                    : "put back the plugin that brings it, or " + problem.advice()));
        }
    }

    /** The instructions of the step's direction; null when there is no way down. */
    static @Nullable List<LocatedOperation> instructions(Step step, Body body) {
        return step.direction() == Direction.UPGRADE ? body.upgrade() : body.downgrade();
    }
}
