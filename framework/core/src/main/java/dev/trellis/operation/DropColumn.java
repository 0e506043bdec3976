package dev.trellis.operation;

import dev.trellis.schema.Column;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Drops a column with the indexes and constraints of its table that use it. */
public record DropColumn(TableName table, String column) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        Table existing = before.require(table);
        Column dropped = TableRewrites.require(existing, column);
        return TableRewrites.withoutEnums(before.with(TableRewrites.without(existing, column)), List.of(dropped));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        Table existing = before.require(table);
        Column dropped = TableRewrites.require(existing, column);
        Table remaining = TableRewrites.without(existing, column);
        List<Operation> undo = new ArrayList<>();
        undo.add(new AddColumn(table, dropped));
        if (existing.primaryKey() != null && remaining.primaryKey() == null) {
            undo.add(new CreatePrimaryKey(table, existing.primaryKey()));
        }
        dropped(existing.uniques(), remaining.uniques())
                .forEach(unique -> undo.add(new CreateUniqueConstraint(table, unique)));
        dropped(existing.checks(), remaining.checks())
                .forEach(check -> undo.add(new CreateCheckConstraint(table, check)));
        dropped(existing.foreignKeys(), remaining.foreignKeys())
                .forEach(key -> undo.add(new CreateForeignKey(table, key)));
        dropped(existing.indexes(), remaining.indexes())
                .forEach(index -> undo.add(new CreateIndex(table, index, false)));
        return undo;
    }

    private static <T> List<T> dropped(List<T> before, List<T> after) {
        return before.stream().filter(item -> !after.contains(item)).toList();
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
