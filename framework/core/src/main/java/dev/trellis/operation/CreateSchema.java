package dev.trellis.operation;

import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/**
 * Creates a schema; on MariaDB and MySQL, a schema is a database of the server.
 *
 * @param name the name of the schema; not empty
 * @param ifNotExists whether a schema of that name may exist
 */
public record CreateSchema(String name, boolean ifNotExists) implements Operation {
    public CreateSchema {
        name = TableName.of(name).name();
    }

    /** Creates an operation that fails if the schema already exists. */
    public CreateSchema(String name) {
        this(name, false);
    }

    @Override
    public Set<TableName> tables() {
        return Set.of();
    }

    @Override
    public Schema apply(Schema before) {
        if (before.schemas().contains(name)) {
            if (ifNotExists) {
                return before;
            }
            throw SchemaException.alreadyExists("schema", name);
        }
        return before.withSchema(name);
    }

    @Override
    public List<Operation> reverse(Schema before) {
        boolean kept = ifNotExists && before.schemas().contains(name);
        return kept ? List.of() : List.of(new DropSchema(name));
    }

    @Override
    public String describe() {
        return "create schema " + name;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
