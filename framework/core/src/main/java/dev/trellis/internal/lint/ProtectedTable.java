package dev.trellis.internal.lint;

import dev.trellis.branch.Branch;
import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.schema.TableName;
import java.util.List;

/** The structure of a protected table is its own branch's business (DESIGN section 6, rule 4). */
final class ProtectedTable implements LintRule {

    @Override
    public String name() {
        return "protected_table";
    }

    @Override
    public String describe() {
        return "The structure of a protected table is changed.";
    }

    @Override
    public List<Finding> check(OperationContext moment) {
        return moment.operation().tables().stream()
                .flatMap(table -> moment.revision().otherBranches().protectedTable(table).stream())
                .map(table -> finding(moment, table.table(), table.owner()))
                .toList();
    }

    private Finding finding(OperationContext moment, TableName table, Branch protector) {
        String prefix = moment.revision().branch().tablePrefix();
        String own = prefix == null ? moment.revision().branch().label() + "_" : prefix;
        String columns = moment.before()
                .table(table)
                .map(found -> found.primaryKey())
                .map(key -> String.join(", ", key.columns()))
                .orElse("id");
        return moment.finding(
                this,
                table + " belongs to the protected branch '" + protector.label() + "'; the upgrade will be refused at: "
                        + moment.operation().describe(),
                "put what is yours into an extension table in the model, and let autogenerate write the revision",
                "tables:\n  " + own + table.name() + ":\n    extends: " + table + "\n    primary_key: [" + columns
                        + "]\n    columns: {}");
    }
}
