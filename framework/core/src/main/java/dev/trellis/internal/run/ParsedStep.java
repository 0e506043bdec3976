package dev.trellis.internal.run;

import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Step;
import dev.trellis.script.Body;
import dev.trellis.script.IrreversibleMigrationException;
import dev.trellis.script.LocatedOperation;
import java.util.List;

/**
 * A step of a plan, which upgrades or downgrades one revision, with its parsed script.
 *
 * @param operations the operations of the step's direction
 */
public record ParsedStep(Step step, MigrationScript script, Body body, List<LocatedOperation> operations) {
    /**
     * Returns the step with the operations of its direction.
     *
     * @throws IrreversibleMigrationException {@code irreversible} if the step is a downgrade and the script contains no
     *     downgrade
     */
    static ParsedStep of(Step step, MigrationScript script, Body body) {
        List<LocatedOperation> operations = step.direction() == Direction.UPGRADE ? body.upgrade() : body.downgrade();
        if (operations == null) {
            throw IrreversibleMigrationException.of(
                    "revision " + step.revision().id() + " (" + script.display() + ")");
        }
        return new ParsedStep(step, script, body, operations);
    }

    /** Returns the identifier of the revision. */
    String id() {
        return step.revision().id();
    }

    /** Whether the operations contain raw SQL or a Java step, which may change settings of the session. */
    boolean containsSqlOrJava() {
        return Protection.containSqlOrJava(operations);
    }
}
