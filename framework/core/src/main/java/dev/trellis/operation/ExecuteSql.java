package dev.trellis.operation;

import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/** Runs SQL as the author wrote it. */
public record ExecuteSql(SqlText sql) implements Operation {

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
        return "execute " + abbreviated(sql.toString());
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }

    private static String abbreviated(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 57) + "...";
    }
}
