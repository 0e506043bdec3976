package dev.trellis.internal.lint;

import dev.trellis.branch.Branch;
import dev.trellis.error.Pasteable;
import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;

/** Finds operations that change a table of a protected branch; an upgrade refuses them. */
final class ProtectedTable implements LintRule {

    @Override
    public String name() {
        return "protected_table";
    }

    @Override
    public String describe() {
        return "The structure of a protected table of another branch is changed.";
    }

    @Override
    public List<Finding> check(OperationContext context) {
        return context.operation().tables().stream()
                .flatMap(table -> context.revision().otherBranches().protectedTable(table).stream())
                .map(table -> finding(context, table.table(), table.owner()))
                .toList();
    }

    private Finding finding(OperationContext context, TableName table, Branch owner) {
        String prefix = context.revision().branch().tablePrefix();
        String ownPrefix = prefix == null ? context.revision().branch().label() + "_" : prefix;
        String columns = context.before()
                .table(table)
                .map(Table::primaryKey)
                .map(key -> Pasteable.yaml(key.columns()))
                .orElse("id");
        return context.finding(
                this,
                table + " belongs to the protected branch '" + owner.label() + "', so the upgrade will refuse to "
                        + context.operation().describe(),
                "Declare an extension table in the model and let autogenerate write the revision.",
                "tables:\n  " + Pasteable.yaml(ownPrefix + table.name()) + ":\n    extends: "
                        + Pasteable.yaml(table.toString()) + "\n    primary_key: [" + columns + "]\n    columns: {}");
    }
}
