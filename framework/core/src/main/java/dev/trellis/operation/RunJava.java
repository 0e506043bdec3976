package dev.trellis.operation;

import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/**
 * Runs a migration step written in Java.
 *
 * @param step the name under which a plugin has bound the step
 */
public record RunJava(String step) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of();
    }

    @Override
    public Schema apply(Schema before) {
        return before;
    }

    @Override
    public List<Operation> reverse(Schema before) {
        return List.of();
    }

    @Override
    public String describe() {
        return "run " + step;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
