package dev.trellis.internal.lint;

import dev.trellis.branch.Branch;
import dev.trellis.error.Pasteable;
import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.lint.OtherBranches;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Optional;

/** Finds operations that change a table or definition of a protected branch; an upgrade refuses them. */
final class ProtectedTable implements LintRule {

    @Override
    public String name() {
        return "protected_table";
    }

    @Override
    public String describe() {
        return "The structure of a protected table, or a protected definition, of another branch is changed.";
    }

    @Override
    public List<Finding> check(OperationContext context) {
        DefinitionName definition = context.operation().definitionName();
        return definition == null ? tables(context) : ofDefinition(context, definition);
    }

    private List<Finding> ofDefinition(OperationContext context, DefinitionName definition) {
        OtherBranches others = context.revision().otherBranches();
        Optional<Branch> protector = others.protectorOf(definition);
        TableName table = definition.table();
        if (protector.isPresent()) {
            return List.of(context.finding(
                    this,
                    definition.describe() + " belongs to the protected branch '"
                            + protector.get().label() + "', so the upgrade will refuse to "
                            + context.operation().describe(),
                    "Create a " + definition.kind().words() + " of your own with another name.",
                    null));
        }
        return table == null
                ? List.of()
                : others.protectedTable(table).stream()
                        .map(owned -> context.finding(
                                this,
                                owned.table() + " belongs to the protected branch '"
                                        + owned.owner().label() + "', so the upgrade will refuse to "
                                        + context.operation().describe(),
                                "Create the " + definition.kind().words()
                                        + " on a table of your own that extends the protected table.",
                                null))
                        .toList();
    }

    private List<Finding> tables(OperationContext context) {
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
