package dev.trellis.internal.lint;

import dev.trellis.error.TrellisException;
import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.RevisionContext;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Schema;
import dev.trellis.script.LocatedOperation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds revisions without a downgrade: only a backup can undo them. */
final class MissingDowngrade implements LintRule {

    @Override
    public String name() {
        return "missing_downgrade";
    }

    @Override
    public String describe() {
        return "A revision has no downgrade.";
    }

    @Override
    public List<Finding> check(RevisionContext revision) {
        return revision.body().downgrade() != null || revision.body().upgrade().isEmpty()
                ? List.of()
                : List.of(revision.finding(
                        this,
                        "revision " + revision.script().id() + " cannot be undone",
                        advice(revision),
                        SuggestedFix.isSqlScript(revision) ? null : downgrade(revision)));
    }

    private static String advice(RevisionContext revision) {
        boolean isSql = SuggestedFix.isSqlScript(revision);
        return (isSql ? "Write the statements that undo it below '-- downgrade'." : "Write a downgrade.")
                + " If there is none, state the reason in the header: " + (isSql ? "-- " : "")
                + "lint: {ignore: {missing_downgrade: reason}}";
    }

    /**
     * Returns a downgrade with the reversals of the operations, in reverse order. An operation that cannot be reversed without
     * the schema before it becomes a comment.
     */
    private static String downgrade(RevisionContext revision) {
        List<Object> parts = new ArrayList<>();
        for (LocatedOperation located : revision.body().upgrade()) {
            try {
                List<Operation> undo = located.operation().reverse(Schema.EMPTY);
                parts.addAll(undo.isEmpty() ? List.of(undoComment(located)) : undo);
            } catch (TrellisException e) {
                parts.add(undoComment(located));
            }
        }
        Collections.reverse(parts);
        return "downgrade:\n" + SuggestedFix.of(parts.toArray()).indent(2).stripTrailing();
    }

    private static String undoComment(LocatedOperation located) {
        return "undo here: " + located.operation().describe();
    }
}
