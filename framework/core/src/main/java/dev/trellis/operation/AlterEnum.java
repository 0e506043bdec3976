package dev.trellis.operation;

import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** Changes the values of an enumeration type. Does nothing on databases without named enumeration types. */
public record AlterEnum(Enumeration type) implements Operation {

    @Override
    public Set<TableName> tables() {
        return Set.of();
    }

    @Override
    public Schema apply(Schema before) {
        TableRewrites.enumeration(before, type.name());
        Schema after = before.withEnum(type);
        for (Table table : before.tables().values()) {
            after = after.with(table.withColumns(table.columns().stream()
                    .map(column -> column.type() instanceof ColumnType.Enumeration used
                                    && used.name().equals(type.name())
                            ? column.withType(type)
                            : column)
                    .toList()));
        }
        return after;
    }

    @Override
    public List<Operation> reverse(Schema before) {
        return List.of(new AlterEnum(TableRewrites.enumeration(before, type.name())));
    }

    @Override
    public String describe() {
        return "change the values of enum " + type.name();
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
