package dev.trellis.operation;

import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** Creates a table with its constraints, indexes and comments. */
public record CreateTable(Table table) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table.name());
    }

    @Override
    public Schema apply(Schema before) {
        if (before.table(table.name()).isPresent()) {
            throw SchemaException.alreadyExists("table", table.name().toString());
        }
        return TableRewrites.withEnums(before.with(TableRewrites.keyed(table)), table);
    }

    @Override
    public List<Operation> reverse(Schema before) {
        return List.of(new DropTable(table.name()));
    }

    @Override
    public String describe() {
        return "create table " + table.name();
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
