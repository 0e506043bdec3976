package dev.trellis.operation;

import dev.trellis.schema.Exclude;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** Adds an EXCLUDE constraint. */
public record CreateExcludeConstraint(TableName table, Exclude exclude) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        Table existing = before.require(table);
        List<Exclude> excludes = existing.options().excludes();
        TableRewrites.requireFree("exclude constraint", exclude.name(), excludes, Exclude::name);
        return before.with(
                existing.withOptions(existing.options().withExcludes(TableRewrites.append(excludes, exclude))));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        return List.of(new DropConstraint(table, exclude.name(), DropConstraint.Type.EXCLUDE));
    }

    @Override
    public String describe() {
        return "create exclude constraint " + exclude.name() + " on " + table;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
