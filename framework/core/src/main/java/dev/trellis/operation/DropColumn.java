package dev.trellis.operation;

import dev.trellis.schema.Column;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Drops a column, and the indexes and constraints of its table that need it. */
public record DropColumn(TableName table, String column) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        Table found = before.require(table);
        Column lost = TableRewrites.require(found, column);
        return TableRewrites.withoutEnums(before.with(TableRewrites.without(found, column)), List.of(lost));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        Table found = before.require(table);
        Column lost = TableRewrites.require(found, column);
        Table left = TableRewrites.without(found, column);
        List<Operation> undo = new ArrayList<>();
        undo.add(new AddColumn(table, lost));
        if (found.primaryKey() != null && left.primaryKey() == null) {
            undo.add(new CreatePrimaryKey(table, found.primaryKey()));
        }
        Lists.missing(found.uniques(), left.uniques())
                .forEach(unique -> undo.add(new CreateUniqueConstraint(table, unique)));
        Lists.missing(found.checks(), left.checks())
                .forEach(check -> undo.add(new CreateCheckConstraint(table, check)));
        Lists.missing(found.foreignKeys(), left.foreignKeys())
                .forEach(key -> undo.add(new CreateForeignKey(table, key)));
        Lists.missing(found.indexes(), left.indexes()).forEach(index -> undo.add(new CreateIndex(table, index, false)));
        return undo;
    }

    @Override
    public String describe() {
        return "drop column " + table + "." + column;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
