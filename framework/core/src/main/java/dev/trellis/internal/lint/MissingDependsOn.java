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

/** A foreign key into another branch's table, which may not be there yet (DESIGN section 6, rule 3). */
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
    public List<Finding> check(OperationContext moment) {
        List<ForeignKey> keys = moment.operation() instanceof CreateTable create
                ? create.table().foreignKeys()
                : moment.operation() instanceof CreateForeignKey create ? List.of(create.key()) : List.of();
        List<Finding> findings = new ArrayList<>();
        for (ForeignKey key : keys) {
            moment.revision()
                    .otherBranches()
                    .missingDependency(key)
                    .ifPresent(missing -> findings.add(finding(moment, key, missing)));
        }
        return findings;
    }

    private Finding finding(OperationContext moment, ForeignKey key, String missing) {
        List<String> depends =
                new ArrayList<>(moment.revision().script().revision().dependsOn());
        depends.add(missing);
        return moment.finding(
                this,
                "a foreign key refers to " + key.referredTable() + ", and nothing says that revision " + missing
                        + ", which brings it, runs before this one",
                "depend on it",
                "depends_on: " + YamlWriter.line(depends));
    }
}
