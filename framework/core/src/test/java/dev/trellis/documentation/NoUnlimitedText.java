package dev.trellis.documentation;

import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.operation.AddColumn;
import dev.trellis.schema.ColumnType;
import java.util.List;

/** Reports columns without a limit for the length of a text. */
final class NoUnlimitedText implements LintRule {
    @Override
    public String name() {
        return "unlimited_text";
    }

    @Override
    public String describe() {
        return "A column holds texts of any length.";
    }

    @Override
    public List<Finding> check(OperationContext context) {
        boolean unlimited = context.operation() instanceof AddColumn add
                && add.column().type().equals(ColumnType.of(ColumnType.Kind.TEXT));
        return unlimited
                ? List.of(context.finding(this, "the column has no limit", "Use string(n).", null))
                : List.of();
    }
}
