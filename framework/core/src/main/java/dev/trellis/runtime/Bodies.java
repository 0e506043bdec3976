package dev.trellis.runtime;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Branches;
import dev.trellis.branch.Protection;
import dev.trellis.error.Location;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.Execute;
import dev.trellis.operation.Operation;
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
    /** A script is read once, however often it is planned anew. */
    private final Map<String, Body> known = new HashMap<>();

    Bodies(Branches branches, ReadingContext reading, Protection protection) {
        this.branches = branches;
        this.reading = reading;
        this.protection = protection;
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
        if (instructions(step, body) == null) {
            throw ScriptException.irreversible("revision " + id + " (" + script.display() + ")");
        }
        List<Instruction> instructions = instructions(step, body);
        if (instructions != null) {
            instructions.forEach(each -> checkSql(each.operation(), each.at(), problems));
        }
        Branch branch = branches.of(id);
        if (branch != null) {
            protection.check(branch, body, problems);
            if (instructions != null && protection.guards(branch)) {
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

    /** The instructions of the step's direction; null when there is no way down. */
    static @Nullable List<Instruction> instructions(Step step, Body body) {
        return step.direction() == Direction.UPGRADE ? body.upgrade() : body.downgrade();
    }
}
