package dev.trellis.dialect;

import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A catalogue without a database: the schema that the operations so far have produced, starting from a given one. */
final class SchemaCatalog implements Catalog {
    private final List<SqlText> executed;
    private Schema schema;

    SchemaCatalog(Schema start, List<SqlText> executed) {
        this.schema = start;
        this.executed = new ArrayList<>(executed);
    }

    @Override
    public Optional<Table> table(TableName name) {
        return schema.table(name);
    }

    @Override
    public Optional<Enumeration> enumeration(TableName name) {
        return Optional.ofNullable(schema.enums().get(name));
    }

    @Override
    public List<Table> referring(TableName name) {
        return schema.tables().values().stream()
                .filter(table -> table.foreignKeys().stream()
                        .anyMatch(key -> key.referredTable().equals(name)))
                .toList();
    }

    @Override
    public Map<TableName, List<String>> columnsOf(TableName enumeration) {
        return schema.columnsOf(enumeration);
    }

    @Override
    public List<SqlText> executed() {
        return List.copyOf(executed);
    }

    @Override
    public void applied(Operation operation, Quoting quoting) {
        if (operation instanceof ExecuteSql execute) {
            executed.add(execute.sql());
        }
        schema = operation.apply(schema, quoting);
    }
}
