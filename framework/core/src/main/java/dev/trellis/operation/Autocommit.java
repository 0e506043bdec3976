package dev.trellis.operation;

import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Operations that run outside a transaction. */
public record Autocommit(List<Operation> operations) implements Operation {
    public Autocommit {
        operations = List.copyOf(operations);
    }

    @Override
    public Set<TableName> tables() {
        return all();
    }

    @Override
    public Schema apply(Schema before) {
        return apply(before, Quoting.STANDARD);
    }

    @Override
    public Schema apply(Schema before, Quoting quoting) {
        Schema after = before;
        for (Operation operation : operations) {
            after = operation.apply(after, quoting);
        }
        return after;
    }

    @Override
    public List<Operation> reverse(Schema before) {
        List<Operation> undo = Reversal.of(operations, before, Quoting.STANDARD);
        return undo.isEmpty() ? List.of() : List.of(new Autocommit(undo));
    }

    @Override
    public String describe() {
        return "run outside a transaction: "
                + String.join("; ", operations.stream().map(Operation::describe).toList());
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }

    private Set<TableName> all() {
        Set<TableName> tables = new LinkedHashSet<>();
        operations.forEach(operation -> tables.addAll(operation.tables()));
        return tables;
    }
}
