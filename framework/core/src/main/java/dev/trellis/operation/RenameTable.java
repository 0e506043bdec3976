package dev.trellis.operation;

import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** Renames a table. Foreign keys and definitions that refer to the table then refer to its new name. */
public record RenameTable(TableName table, String to) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table, table.renamed(to));
    }

    @Override
    public Schema apply(Schema before) {
        return apply(before, Quoting.STANDARD);
    }

    @Override
    public Schema apply(Schema before, Quoting quoting) {
        TableName next = table.renamed(to);
        if (before.table(next).isPresent()) {
            throw SchemaException.alreadyExists("table", next.toString());
        }
        Schema without = RenamedDefinitions.ofTable(
                before.without(table).with(before.require(table).withName(next)), table, next, quoting);
        return OptionRewrites.renamedParent(
                TableRewrites.mapForeignKeys(
                        without,
                        key -> key.referredTable().equals(table) ? key.withReferred(next, key.referredColumns()) : key),
                table,
                next);
    }

    @Override
    public List<Operation> reverse(Schema before) {
        return List.of(new RenameTable(table.renamed(to), table.name()));
    }

    @Override
    public String describe() {
        return "rename table " + table + " to " + to;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
