package dev.trellis.lint;

import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import dev.trellis.script.LocatedOperation;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operation that a rule checks, and the schema that the operation is applied to.
 *
 * @param located the operation and its place in the script
 * @param before the schema that the operations of all scripts up to this operation produce, without the effects of raw SQL
 * @param created the tables that the revision has created before this operation
 * @param hidden the changes that raw SQL and Java steps have made before this operation and that {@code before} does not
 *     show
 * @param autocommit whether the operation runs outside of a transaction
 */
public record OperationContext(
        RevisionContext revision,
        LocatedOperation located,
        Schema before,
        Set<TableName> created,
        HiddenChanges hidden,
        boolean autocommit) {
    public OperationContext {
        created = Set.copyOf(created);
    }

    /** Returns the operation. */
    public Operation operation() {
        return located.operation();
    }

    /** Returns whether a table may have rows and may be in use: false if this revision has created it. */
    public boolean mayHaveRows(TableName table) {
        return !created.contains(table);
    }

    /** Returns a column before the operation; empty if no operation of a script has created it. */
    public Optional<Column> column(TableName table, String column) {
        return before.table(table).flatMap(definition -> definition.column(column));
    }

    /** Returns a finding at the place of the operation; the parameters are those of {@link Finding}. */
    public Finding finding(LintRule rule, String message, String instead, @Nullable String yaml) {
        return revision.finding(rule, located.location(), message, instead, yaml);
    }
}
