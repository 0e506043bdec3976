package dev.trellis.internal.lint;

import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds tables that lack the prefix of their branch. Prefixes keep the table names of different branches apart. */
final class TablePrefix implements LintRule {

    @Override
    public String name() {
        return "table_prefix";
    }

    @Override
    public String describe() {
        return "A table lacks the prefix of its branch.";
    }

    @Override
    public List<Finding> check(OperationContext context) {
        String prefix = context.revision().branch().tablePrefix();
        TableName name = name(context);
        if (prefix == null || name == null || name.name().startsWith(prefix)) {
            return List.of();
        }
        String prefixed = prefix + name.name();
        Object corrected = context.operation() instanceof CreateTable create
                ? new CreateTable(create.table().withName(name.renamed(prefixed)))
                : new RenameTable(((RenameTable) context.operation()).table(), prefixed);
        return List.of(context.finding(
                this,
                "table " + name + " does not begin with " + prefix + ", the prefix of branch '"
                        + context.revision().branch().label() + "'; another branch may use the same name",
                "Call it " + prefixed + ".",
                SuggestedFix.of(corrected)));
    }

    private static @Nullable TableName name(OperationContext context) {
        if (context.operation() instanceof CreateTable create) {
            return create.table().name();
        }
        return context.operation() instanceof RenameTable rename
                ? rename.table().renamed(rename.to())
                : null;
    }
}
