package dev.trellis.operation;

import dev.trellis.schema.Column;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
        Schema after = TableRewrites.mapChildren(
                before.with(TableRewrites.without(existing, column)),
                table,
                child -> TableRewrites.without(child, column));
        return TableRewrites.withoutEnums(after, List.of(dropped));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        Table existing = before.require(table);
        Column dropped = TableRewrites.require(existing, column);
        List<Operation> undo = new ArrayList<>();
        undo.add(new AddColumn(table, dropped));
        addLost(existing, undo);
        TableRewrites.mapChildren(before, table, child -> {
            addLost(child, undo);
            return child;
        });
        return undo;
    }

    /** Adds the operations that create again what a table loses with the column. */
    private void addLost(Table existing, List<Operation> undo) {
        TableName name = existing.name();
        Table remaining = TableRewrites.without(existing, column);
        if (existing.primaryKey() != null && remaining.primaryKey() == null) {
            undo.add(new CreatePrimaryKey(name, existing.primaryKey()));
        }
        dropped(existing.uniques(), remaining.uniques())
                .forEach(unique -> undo.add(new CreateUniqueConstraint(name, unique)));
        dropped(existing.checks(), remaining.checks())
                .forEach(check -> undo.add(new CreateCheckConstraint(name, check)));
        dropped(existing.foreignKeys(), remaining.foreignKeys())
                .forEach(key -> undo.add(new CreateForeignKey(name, key)));
        dropped(existing.indexes(), remaining.indexes())
                .forEach(index -> undo.add(new CreateIndex(name, index, false)));
        dropped(existing.options().excludes(), remaining.options().excludes())
                .forEach(exclude -> undo.add(new CreateExcludeConstraint(name, exclude)));
        if (!existing.options().byDialect().equals(remaining.options().byDialect())) {
            undo.add(new AlterTableOptions(name, null, lostOptions(existing.options())));
        }
    }

    private Map<String, Map<String, @Nullable Object>> lostOptions(TableOptions options) {
        Map<String, Map<String, @Nullable Object>> lost = new LinkedHashMap<>();
        options.byDialect()
                .forEach((dialect, values) -> values.forEach((name, value) -> {
                    Object ofColumn = TableOptions.columns(value).get(column);
                    if (ofColumn != null) {
                        lost.computeIfAbsent(dialect, none -> new LinkedHashMap<>())
                                .put(name, Map.of(column, ofColumn));
                    }
                }));
        return lost;
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
