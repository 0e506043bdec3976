package dev.trellis.operation;

import dev.trellis.schema.Check;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** Adds a CHECK constraint. */
public record CreateCheckConstraint(TableName table, Check check) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        Table existing = before.require(table);
        TableRewrites.requireFree("check constraint", check.name(), existing.checks(), other -> other.name());
        return before.with(existing.withChecks(TableRewrites.append(existing.checks(), check)));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        return List.of(new DropConstraint(table, String.valueOf(check.name()), DropConstraint.Type.CHECK));
    }

    @Override
    public String describe() {
        return "create check constraint " + check.name() + " on " + table;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
