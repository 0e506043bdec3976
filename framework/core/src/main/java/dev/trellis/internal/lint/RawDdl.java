package dev.trellis.internal.lint;

import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.operation.ExecuteSql;
import java.util.List;

/** Finds raw DDL for which there is an operation. SQL scripts are exempt, because they contain nothing but SQL. */
final class RawDdl implements LintRule {

    @Override
    public String name() {
        return "raw_ddl";
    }

    @Override
    public String describe() {
        return "SQL in 'execute' changes a structure for which there is an operation.";
    }

    @Override
    public List<Finding> check(OperationContext context) {
        if (!(context.operation() instanceof ExecuteSql execute) || SuggestedFix.isSqlScript(context.revision())) {
            return List.of();
        }
        String sql = execute.sql().in(context.revision().dialect().name());
        String operation = sql == null ? null : OperationSuggestion.of(sql);
        return operation == null
                ? List.of()
                : List.of(context.finding(
                        this,
                        "autogenerate and most lint rules do not see the effect of raw DDL, and it may not work on other databases",
                        "Use this operation instead.",
                        operation));
    }
}
