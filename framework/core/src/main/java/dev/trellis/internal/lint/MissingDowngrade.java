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

/** What has no way down can only be undone from a backup. */
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
    public List<Finding> check(RevisionContext subject) {
        return subject.body().downgrade() != null || subject.body().upgrade().isEmpty()
                ? List.of()
                : List.of(subject.finding(
                        this,
                        "revision " + subject.script().id() + " cannot be undone",
                        "write a downgrade; where there is none, say so in the header: lint: {ignore:"
                                + " {missing_downgrade: why}}",
                        downgrade(subject)));
    }

    /** The reverse of what can be reversed without knowing the schema before. */
    private static String downgrade(RevisionContext subject) {
        List<Object> parts = new ArrayList<>();
        for (LocatedOperation instruction : subject.body().upgrade()) {
            try {
                List<Operation> undo = instruction.operation().reverse(Schema.EMPTY);
                parts.addAll(undo.isEmpty() ? List.of(toUndo(instruction)) : undo);
            } catch (TrellisException e) {
                parts.add(toUndo(instruction));
            }
        }
        Collections.reverse(parts);
        return "downgrade:\n" + SuggestedFix.of(parts.toArray()).indent(2).stripTrailing();
    }

    private static String toUndo(LocatedOperation instruction) {
        return "undo here: " + instruction.operation().describe();
    }
}
