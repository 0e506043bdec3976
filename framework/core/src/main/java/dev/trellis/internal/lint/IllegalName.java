package dev.trellis.internal.lint;

import dev.trellis.dialect.Identifiers;
import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import java.util.List;

/** Finds names that the database refuses, such as a name that is too long. */
final class IllegalName implements LintRule {

    @Override
    public String name() {
        return "illegal_name";
    }

    @Override
    public String describe() {
        return "The database refuses a name: it is empty or too long.";
    }

    @Override
    public List<Finding> check(OperationContext context) {
        return Identifiers.findIllegal(context.operation(), context.revision().dialect()).stream()
                .map(illegal -> context.finding(
                        this,
                        illegal.problem().message(),
                        "Choose another name, or leave the name out if the naming convention can name the object.",
                        null))
                .toList();
    }
}
