package dev.trellis.operation;

import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
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
        Table found = before.require(table);
        if (found.uniques().stream().anyMatch(other -> Lists.sameName(other.name(), constraint.name()))) {
            throw SchemaException.alreadyExists("unique constraint", String.valueOf(constraint.name()));
        }
        constraint.columns().forEach(column -> TableRewrites.require(found, column));
        return before.with(found.withUniques(Lists.with(found.uniques(), constraint)));
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
