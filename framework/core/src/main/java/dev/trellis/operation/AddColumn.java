package dev.trellis.operation;

import dev.trellis.schema.Column;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/**
 * Adds a column at the end of a table.
 *
 * @param ifNotExists whether to skip the operation if the column already exists, e.g. because a downgrade kept it
 */
public record AddColumn(TableName table, Column column, boolean ifNotExists) implements Operation {

    /** Creates an operation that fails if the column already exists. */
    public AddColumn(TableName table, Column column) {
        this(table, column, false);
    }

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        Table existing = before.require(table);
        if (existing.column(column.name()).isPresent()) {
            if (ifNotExists) {
                return before;
            }
            throw SchemaException.alreadyExists("column", table + "." + column.name());
        }
        Table after = existing.withColumns(TableRewrites.append(existing.columns(), column.withRenamedFrom(null)));
        return TableRewrites.withEnums(before.with(after), Table.of(table, List.of(column)));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        boolean kept = ifNotExists
                && before.table(table)
                        .flatMap(existing -> existing.column(column.name()))
                        .isPresent();
        return kept ? List.of() : List.of(new DropColumn(table, column.name()));
    }

    @Override
    public String describe() {
        return "add column " + table + "." + column.name();
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
