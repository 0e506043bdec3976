package dev.trellis.operation;

import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.List;
import java.util.Set;

/** Adds a UNIQUE constraint. */
public record CreateUniqueConstraint(TableName table, UniqueConstraint constraint) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public Schema apply(Schema before) {
        Table existing = before.require(table);
        TableRewrites.requireFree("unique constraint", constraint.name(), existing.uniques(), other -> other.name());
        constraint.columns().forEach(column -> TableRewrites.require(before, existing, column));
        return before.with(existing.withUniques(TableRewrites.append(existing.uniques(), constraint)));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        return List.of(new DropConstraint(table, String.valueOf(constraint.name()), DropConstraint.Type.UNIQUE));
    }

    @Override
    public String describe() {
        return "create unique constraint " + constraint.name() + " on " + table + "("
                + String.join(", ", constraint.columns()) + ")";
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
