package dev.trellis.operation;

import dev.trellis.schema.Definition;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Drops a table with its rows, triggers and policies, and with its partitions. */
public record DropTable(TableName table) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        Table dropped = before.require(table);
        Schema without = before.without(table);
        for (Definition part : parts(before)) {
            without = without.withoutDefinition(part.name());
        }
        for (TableName partition : partitions(before)) {
            without = new DropTable(partition).apply(without);
        }
        return TableRewrites.withoutEnums(without, dropped.columns());
    }

    private List<TableName> partitions(Schema before) {
        return before.tables().values().stream()
                .filter(each -> each.options().partitionOf() != null
                        && each.options().partitionOf().table().equals(table))
                .map(Table::name)
                .toList();
    }

    @Override
    public List<Operation> reverse(Schema before) {
        List<Operation> reversal = new ArrayList<>();
        reversal.add(new CreateTable(before.require(table)));
        parts(before).forEach(part -> reversal.add(new CreateDefinition(part)));
        partitions(before).forEach(partition -> reversal.addAll(new DropTable(partition).reverse(before)));
        return reversal;
    }

    private List<Definition> parts(Schema before) {
        return before.definitions().values().stream()
                .filter(definition -> definition.name().isOn(table))
                .toList();
    }

    @Override
    public String describe() {
        return "drop table " + table;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
