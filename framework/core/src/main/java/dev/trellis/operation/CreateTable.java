package dev.trellis.operation;

import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Creates a table with its constraints, indexes and comments. */
public record CreateTable(Table table) implements Operation {

    /** Returns the table, and the tables whose rows the new table extends: its partitioned table, the tables it inherits. */
    @Override
    public Set<TableName> tables() {
        List<TableName> parents = table.options().parents();
        if (parents.isEmpty()) {
            return Set.of(table.name());
        }
        Set<TableName> tables = new LinkedHashSet<>();
        tables.add(table.name());
        tables.addAll(parents);
        return tables;
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
