package dev.trellis.lint;

import dev.trellis.error.Location;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An operation of an upgrade, and what it meets.
 *
 * @param before the schema that all scripts up to here give; what raw SQL does is not in it
 * @param created the tables that this revision has created so far, which have no rows that anybody would miss
 * @param autocommit whether it runs outside a transaction
 */
public record OperationContext(
        RevisionContext revision,
        Operation operation,
        Location location,
        Schema before,
        Set<TableName> created,
        boolean autocommit) {
    public OperationContext {
        created = Set.copyOf(created);
    }

    /** Whether a table may hold rows, and be in use: whether this revision did not create it. */
    public boolean mayHaveRows(TableName table) {
        return !created.contains(table);
    }

    /** A column as it is before the operation, where scripts tell of it. */
    public Optional<Column> column(TableName table, String column) {
        return before.table(table).flatMap(found -> found.column(column));
    }

    /** A finding about the operation, at the place where it is written; {@code yaml} as in {@link Finding}. */
    public Finding finding(LintRule rule, String message, String instead, @Nullable String yaml) {
        return revision.finding(rule, location, message, instead, yaml);
    }
}
