package dev.trellis.report;

import dev.trellis.dialect.TableLock;
import dev.trellis.lint.Finding;
import java.util.List;

/**
 * The effect that a command would have on a database, determined without running the command. The names of the components
 * are the keys of the JSON output.
 *
 * @param from the revisions that the database is at, sorted, as {@code current} lists them
 * @param steps the revisions that would be run, in order; empty if there is nothing to run
 * @param heads the revisions that the database would be at, sorted
 * @param notes further facts that a reader has to know, such as an interrupted revision that would be finished first
 */
public record PlanReport(List<String> from, List<PlannedStep> steps, List<String> heads, List<String> notes) {
    public PlanReport {
        from = List.copyOf(from);
        steps = List.copyOf(steps);
        heads = List.copyOf(heads);
        notes = List.copyOf(notes);
    }

    /**
     * A revision that would be run.
     *
     * @param direction {@code upgrade} or {@code downgrade}
     * @param revision the revision
     * @param statements the SQL; comments stand for Java steps, and for SQL that depends on the results of earlier
     *     statements
     * @param locks the expected locks, each once, in the order of the statements
     * @param findings the findings of {@code lint} in the upgrade or the downgrade of the revision
     */
    public record PlannedStep(
            String direction,
            RevisionReport revision,
            List<String> statements,
            List<TableLock> locks,
            List<Finding> findings) {
        public PlannedStep {
            statements = List.copyOf(statements);
            locks = List.copyOf(locks);
            findings = List.copyOf(findings);
        }
    }
}
