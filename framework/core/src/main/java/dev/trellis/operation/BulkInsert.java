package dev.trellis.operation;

import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Inserts rows.
 *
 * @param rows the rows in the order written. Each maps columns to values: a String, a Boolean, a BigDecimal or null. Rows may
 *     name different columns
 */
public record BulkInsert(TableName table, List<Map<String, @Nullable Object>> rows) implements Operation {
    public BulkInsert {
        rows = rows.stream()
                .map(row -> Collections.unmodifiableMap(new LinkedHashMap<>(row)))
                .toList();
    }

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
        return "insert " + rows.size() + (rows.size() == 1 ? " row" : " rows") + " into " + table;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
