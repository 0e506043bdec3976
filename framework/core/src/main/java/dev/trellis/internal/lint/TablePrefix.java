package dev.trellis.internal.lint;

import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A branch's tables begin with its prefix (DESIGN section 2), so that two parties never want the same name. */
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
    public List<Finding> check(OperationContext moment) {
        String prefix = moment.revision().branch().tablePrefix();
        TableName name = name(moment);
        if (prefix == null || name == null || name.name().startsWith(prefix)) {
            return List.of();
        }
        String meant = prefix + name.name();
        Object corrected = moment.operation() instanceof CreateTable create
                ? new CreateTable(create.table().withName(name.renamed(meant)))
                : new RenameTable(((RenameTable) moment.operation()).table(), meant);
        return List.of(moment.finding(
                this,
                "table " + name + " does not begin with " + prefix + ", as the tables of branch '"
                        + moment.revision().branch().label() + "' do; another party may want that name",
                "call it " + meant,
                SuggestedFix.of(corrected)));
    }

    private static @Nullable TableName name(OperationContext moment) {
        if (moment.operation() instanceof CreateTable create) {
            return create.table().name();
        }
        return moment.operation() instanceof RenameTable rename ? rename.table().renamed(rename.to()) : null;
    }
}
