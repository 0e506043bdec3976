package dev.trellis.operation;

import dev.trellis.schema.Column;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** Adds a column at the end of a table. */
public record AddColumn(TableName table, Column column) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        Table found = before.require(table);
        if (found.column(column.name()).isPresent()) {
            throw SchemaException.alreadyExists("column", table + "." + column.name());
        }
        Table after = found.withColumns(Lists.with(found.columns(), column.withRenamedFrom(null)));
        return Columns.withEnums(before.with(after), Table.of(table, List.of(column)));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        return List.of(new DropColumn(table, column.name()));
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
