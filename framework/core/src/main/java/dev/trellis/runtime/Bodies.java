package dev.trellis.runtime;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Branches;
import dev.trellis.branch.Protection;
import dev.trellis.dialect.Identifiers;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.Execute;
import dev.trellis.operation.Operation;
import dev.trellis.operation.Run;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Step;
import dev.trellis.script.Body;
import dev.trellis.script.Instruction;
import dev.trellis.script.ReadingContext;
import dev.trellis.script.Script;
import dev.trellis.script.ScriptException;
import dev.trellis.sql.SqlException;
import dev.trellis.sql.SqlSplitter;
import dev.trellis.sql.SqlSyntax;
import dev.trellis.sql.TransactionControl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the scripts of a whole plan before any of it runs, so that a malformed or forbidden one leaves the database
 * untouched. Each is read once, as it would have been anyway.
 */
final class Bodies {
    private final Branches branches;
    private final ReadingContext reading;
    private final Protection protection;
    private final @Nullable JavaSteps steps;
    /** A script is read once, however often it is planned anew. */
    private final Map<String, Body> known = new HashMap<>();

    /** @param steps finds the Java that is about to run, or null where none will */
    Bodies(Branches branches, ReadingContext reading, Protection protection, @Nullable JavaSteps steps) {
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
        Problems problems = new Problems();
        Map<String, Body> bodies = new HashMap<>();
        for (Step step : plan.steps()) {
            try {
                bodies.put(step.revision().id(), read(step, problems));
            } catch (TrellisException e) {
                problems.addAll(e.problems());
            }
        }
        problems.throwIfAny();
        return bodies;
    }

    private Body read(Step step, Problems problems) {
        String id = step.revision().id();
        Script script = branches.script(id);
        if (script == null) {
            throw DatabaseException.unexplained(id, null);
        }
        Body body = known.computeIfAbsent(id, none -> script.body(reading));
        List<Instruction> instructions = instructions(step, body);
        if (instructions == null) {
            throw ScriptException.irreversible("revision " + id + " (" + script.display() + ")");
        }
        for (Instruction each : instructions) {
            checkSql(each.operation(), each.at(), problems);
            Identifiers.refused(each.operation(), reading.dialect())
                    .ifPresent(refused -> problems.add(refused.problem().at(each.at())));
        }
        Branch branch = branches.of(id);
        instructions.forEach(each -> findStep(each, id, branch, problems));
        if (branch != null) {
            protection.check(branch, body, problems);
            if (protection.guards(branch)) {
                protection.checkBeforeRunning(branch, instructions, problems);
            }
        }
        return body;
    }

    /** What can be told of raw SQL before it runs: that it ends, is SQL and no shell's command, and leaves the transaction. */
    private void checkSql(Operation operation, Location at, Problems problems) {
        if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(each -> checkSql(each, at, problems));
        }
        SqlSyntax syntax = reading.dialect().syntax();
        String sql = operation instanceof Execute execute
                ? execute.sql().in(reading.dialect().name())
                : null;
        try {
            for (String statement : sql == null ? List.<String>of() : SqlSplitter.statements(sql, syntax)) {
                String control = TransactionControl.in(statement, syntax);
                if (control != null) {
                    throw SqlException.transactionControl(control);
                }
            }
        } catch (SqlException e) {
            problems.add(e.problem().at(at));
        }
    }

    /** Java that is missing is told before anything runs, with the plugin that brought the revision and so the Java. */
    private void findStep(Instruction instruction, String id, @Nullable Branch branch, Problems problems) {
        if (steps == null || !(instruction.operation() instanceof Run run)) {
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
    static @Nullable List<Instruction> instructions(Step step, Body body) {
        return step.direction() == Direction.UPGRADE ? body.upgrade() : body.downgrade();
    }
}
