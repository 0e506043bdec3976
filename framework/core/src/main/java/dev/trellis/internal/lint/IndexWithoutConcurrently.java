package dev.trellis.internal.lint;

import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateIndex;
import java.util.List;

/** Building an index keeps writers out for as long as it takes. */
final class IndexWithoutConcurrently implements LintRule {

    @Override
    public String name() {
        return "index_without_concurrently";
    }

    @Override
    public String describe() {
        return "An index on a table with rows is created while writers wait.";
    }

    @Override
    public boolean readsSql() {
        return true;
    }

    @Override
    public List<Finding> check(OperationContext moment) {
        if (!(moment.operation() instanceof CreateIndex create)
                || !moment.mayHaveRows(create.table())
                || !moment.revision().dialect().ddlImpact().indexBlocksWriters()) {
            return List.of();
        }
        if (create.concurrently()) {
            return moment.autocommit() ? List.of() : List.of(inside(moment, create));
        }
        return List.of(moment.finding(
                this,
                "nobody can write to " + create.table() + " while "
                        + create.index().name() + " is built",
                "build it concurrently, outside a transaction, in a revision of its own",
                corrected(create)));
    }

    private Finding inside(OperationContext moment, CreateIndex create) {
        return moment.finding(
                this,
                moment.revision().dialect().name() + " refuses to build "
                        + create.index().name() + " concurrently inside the revision's transaction",
                "build it outside a transaction, in a revision of its own",
                corrected(create));
    }

    private static String corrected(CreateIndex create) {
        return SuggestedFix.of(new Autocommit(List.of(new CreateIndex(create.table(), create.index(), true))));
    }
}
