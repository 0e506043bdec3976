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
        if (!(context.operation() instanceof ExecuteSql execute)
                || context.revision().script().display().endsWith(".sql")) {
            return List.of();
        }
        String sql = execute.sql().in(context.revision().dialect().name());
        String operation = sql == null ? null : OperationSuggestion.of(sql);
        return operation == null
                ? List.of()
                : List.of(context.finding(
                        this,
                        "raw DDL works on one database system only, and autogenerate and most lint rules do not see its effect",
                        "Use this operation instead.",
                        operation));
    }
}
