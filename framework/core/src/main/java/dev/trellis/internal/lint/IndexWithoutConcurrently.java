package dev.trellis.internal.lint;

import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds indexes whose creation blocks writers, because they are not built concurrently. */
final class IndexWithoutConcurrently implements LintRule {
    private static final String ADVICE = "Build it concurrently, outside of a transaction, in a revision of its own.";

    @Override
    public String name() {
        return "index_without_concurrently";
    }

    @Override
    public String describe() {
        return "The creation of an index on a table with rows blocks writers.";
    }

    @Override
    public boolean readsSql() {
        return true;
    }

    @Override
    public List<Finding> check(OperationContext context) {
        if (!(context.operation() instanceof CreateIndex create)
                || !context.mayHaveRows(create.table())
                || !context.revision().dialect().ddlImpact().indexBlocksWriters()) {
            return List.of();
        }
        if (create.concurrently()) {
            return context.autocommit() ? List.of() : List.of(withinTransaction(context, create));
        }
        return List.of(context.finding(
                this,
                "writers to " + create.table() + " wait while " + create.index().name() + " is built",
                advice(context),
                corrected(context, create)));
    }

    private Finding withinTransaction(OperationContext context, CreateIndex create) {
        return context.finding(
                this,
                context.revision().dialect().name() + " does not build "
                        + create.index().name() + " concurrently within the revision's transaction",
                advice(context),
                corrected(context, create));
    }

    private static String advice(OperationContext context) {
        return SuggestedFix.isSqlScript(context.revision())
                ? "Build it with 'create index concurrently' in a revision of its own with '-- autocommit: true' in the header."
                : ADVICE;
    }

    private static @Nullable String corrected(OperationContext context, CreateIndex create) {
        return SuggestedFix.isSqlScript(context.revision())
                ? null
                : SuggestedFix.of(new Autocommit(List.of(new CreateIndex(create.table(), create.index(), true))));
    }
}
