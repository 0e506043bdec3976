package dev.trellis.internal.diff;

import dev.trellis.operation.AlterTableOptions;
import dev.trellis.operation.Operation;
import dev.trellis.schema.PartitionBy;
import dev.trellis.schema.TableOption;
import dev.trellis.schema.TableOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the options that the model states for this database, and the key of a partitioned table. */
final class OptionComparer implements TableComparer {

    @Override
    public List<Operation> compare(TablePair pair) {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        differences(pair).forEach((name, value) -> {
            TableOption option = TableOption.find(pair.dialect().tableOptions(), name);
            if (option == null || option.fixed() == null) {
                changes.put(name, value);
            }
        });
        return changes.isEmpty()
                ? List.of()
                : List.of(new AlterTableOptions(
                        pair.name(), null, Map.of(pair.dialect().name(), changes)));
    }

    /** Returns the stated values that the database does not have, as the model writes them. */
    private static Map<String, Object> differences(TablePair pair) {
        Map<String, Object> stated = pair.desired().options().of(pair.dialect().name());
        Map<String, Object> differences = new LinkedHashMap<>();
        stated.forEach((name, value) -> {
            Object wanted = pair.canonical().options().of(pair.dialect().name()).get(name);
            Object actual = pair.actual().options().of(pair.dialect().name()).get(name);
            if (!(value instanceof Map)) {
                if (!Objects.equals(wanted, actual)) {
                    differences.put(name, value);
                }
                return;
            }
            Map<String, Object> columns = columns(value, wanted, actual);
            if (!columns.isEmpty()) {
                differences.put(name, columns);
            }
        });
        return differences;
    }

    private static Map<String, Object> columns(Object stated, @Nullable Object wanted, @Nullable Object actual) {
        Map<String, Object> columns = TableOptions.columns(stated);
        Map<String, Object> wantedColumns = TableOptions.columns(wanted);
        Map<String, Object> actualColumns = TableOptions.columns(actual);
        columns.keySet().removeIf(column -> Objects.equals(wantedColumns.get(column), actualColumns.get(column)));
        return columns;
    }

    /** Returns the differences of the partition key, and those of options that the database cannot change. */
    @Override
    public List<String> unchangeable(TablePair pair) {
        List<String> unchangeable = new ArrayList<>();
        PartitionBy wanted = pair.canonical().options().partitionBy();
        PartitionBy actual = pair.actual().options().partitionBy();
        if (wanted != null && !wanted.equals(actual)) {
            unchangeable.add("table " + pair.name() + " is " + words(actual) + " in the database and " + words(wanted)
                    + " in the model, which cannot be changed in place: create a new table and copy the rows with an"
                    + " 'execute' operation");
        }
        differences(pair).forEach((name, value) -> {
            TableOption option = TableOption.find(pair.dialect().tableOptions(), name);
            if (option != null && option.fixed() != null) {
                unchangeable.add("option " + name + " of table " + pair.name() + " is not " + value + ": "
                        + pair.dialect().name() + " cannot change it; " + option.fixed());
            }
        });
        return unchangeable;
    }

    private static String words(@Nullable PartitionBy key) {
        return key == null
                ? "not partitioned"
                : "partitioned by " + key.method().word() + " ("
                        + key.parts().stream()
                                .map(part -> part.column() == null ? String.valueOf(part.expression()) : part.column())
                                .collect(Collectors.joining(", "))
                        + ")";
    }
}
