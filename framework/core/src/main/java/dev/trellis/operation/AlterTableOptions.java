package dev.trellis.operation;

import dev.trellis.schema.InheritedParts;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes the tables that a table inherits, or options that only some databases have.
 *
 * @param inherits the tables that the table inherits afterwards; null for no change
 * @param options the new values of {@linkplain dev.trellis.schema.TableOption options} by dialect and name; null resets an
 *     option to the database's default. In a map by column, only the columns in the map change.
 */
public record AlterTableOptions(
        TableName table, @Nullable List<TableName> inherits, Map<String, Map<String, @Nullable Object>> options)
        implements Operation {

    public AlterTableOptions {
        inherits = inherits == null ? null : List.copyOf(inherits);
        Map<String, Map<String, @Nullable Object>> copy = new LinkedHashMap<>();
        options.forEach(
                (dialect, values) -> copy.put(dialect, Collections.unmodifiableMap(new LinkedHashMap<>(values))));
        options = Collections.unmodifiableMap(copy);
    }

    /** Returns the new values of the options of a dialect; empty if none changes. */
    public Map<String, @Nullable Object> of(String dialect) {
        return options.getOrDefault(dialect, Map.of());
    }

    /** Returns the table, and the tables that it inherits afterwards. */
    @Override
    public Set<TableName> tables() {
        if (inherits == null) {
            return Set.of(table);
        }
        Set<TableName> tables = new LinkedHashSet<>();
        tables.add(table);
        tables.addAll(inherits);
        return tables;
    }

    @Override
    public Schema apply(Schema before) {
        Table existing = before.require(table);
        TableOptions changed = existing.options().changed(options);
        if (inherits == null) {
            return before.with(existing.withOptions(changed));
        }
        boolean losesParent = !inherits.containsAll(changed.inherits());
        Table complete = losesParent ? InheritedParts.complete(existing, before) : existing;
        return before.with(complete.withOptions(changed.withInherits(inherits)));
    }

    @Override
    public List<Operation> reverse(Schema before) {
        TableOptions existing = before.require(table).options();
        Map<String, Map<String, @Nullable Object>> former = new LinkedHashMap<>();
        options.forEach((dialect, values) -> {
            Map<String, @Nullable Object> old = new LinkedHashMap<>();
            values.forEach(
                    (name, value) -> old.put(name, former(existing.of(dialect).get(name), value)));
            former.put(dialect, old);
        });
        return List.of(new AlterTableOptions(table, inherits == null ? null : existing.inherits(), former));
    }

    /** Returns the value of an option before the operation; of a map by column, only the changed columns. */
    private static @Nullable Object former(@Nullable Object before, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> changed)) {
            return before;
        }
        Map<String, Object> columns = TableOptions.columns(before);
        Map<String, @Nullable Object> former = new LinkedHashMap<>();
        changed.keySet().forEach(column -> former.put((String) column, columns.get(column)));
        return Collections.unmodifiableMap(former);
    }

    @Override
    public String describe() {
        return "alter the options of table " + table;
    }

    @Override
    public void accept(Visitor visitor) {
        visitor.visit(this);
    }
}
