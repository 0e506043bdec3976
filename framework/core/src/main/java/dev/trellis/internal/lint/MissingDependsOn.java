package dev.trellis.internal.lint;

import dev.trellis.internal.yaml.YamlWriter;
import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.schema.ForeignKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds foreign keys to a table of another branch that may not exist yet, because the revision does not depend on the
 * revision that creates the table.
 */
final class MissingDependsOn implements LintRule {

    @Override
    public String name() {
        return "missing_depends_on";
    }

    @Override
    public String describe() {
        return "A foreign key refers to another branch's table without depending on the revision that creates it.";
    }

    @Override
    public List<Finding> check(OperationContext context) {
        List<ForeignKey> keys = context.operation() instanceof CreateTable create
                ? create.table().foreignKeys()
                : context.operation() instanceof CreateForeignKey create ? List.of(create.key()) : List.of();
        List<Finding> findings = new ArrayList<>();
        for (ForeignKey key : keys) {
            context.revision()
                    .otherBranches()
                    .missingDependency(key)
                    .ifPresent(missing -> findings.add(finding(context, key, missing)));
        }
        return findings;
    }

    private Finding finding(OperationContext context, ForeignKey key, String missing) {
        List<String> dependencies =
                new ArrayList<>(context.revision().script().revision().dependsOn());
        dependencies.add(missing);
        return context.finding(
                this,
                "a foreign key refers to " + key.referredTable() + ", but the revision does not depend on revision "
                        + missing + ", which creates it",
                "Add the dependency to the header.",
                "depends_on: " + YamlWriter.line(dependencies));
    }
}
