package dev.trellis.dialect;

import dev.trellis.schema.Column;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Adopts the database's letter case of column names, for databases that ignore letter case in them. */
public final class ColumnNameCase {
    private ColumnNameCase() {}

    /**
     * Returns the desired schema with column names spelled as in the actual schema if they differ in letter case only.
     *
     * @param fold returns a name in the form in which the database compares names
     */
    public static Schema adopt(Schema desired, Schema actual, UnaryOperator<String> fold) {
        Map<TableName, UnaryOperator<String>> spellings = new HashMap<>();
        for (TableName name : desired.tables().keySet()) {
            Map<String, String> spelling = new HashMap<>();
            actual.table(name)
                    .ifPresent(
                            table -> table.columnNames().forEach(column -> spelling.put(fold.apply(column), column)));
            spellings.put(name, column -> spelling.getOrDefault(fold.apply(column), column));
        }
        return desired.withEach(table -> respell(table, spellings));
    }

    private static Table respell(Table table, Map<TableName, UnaryOperator<String>> spellings) {
        UnaryOperator<String> spelling = spellings.getOrDefault(table.name(), UnaryOperator.identity());
        PrimaryKey key = table.primaryKey();
        return table.withColumns(table.columns().stream()
                        .map(column -> respell(column, spelling))
                        .toList())
                .withPrimaryKey(key == null ? null : new PrimaryKey(key.name(), all(key.columns(), spelling)))
                .withUniques(table.uniques().stream()
                        .map(unique -> new UniqueConstraint(unique.name(), all(unique.columns(), spelling)))
                        .toList())
                .withForeignKeys(table.foreignKeys().stream()
                        .map(foreign -> foreign.withColumns(all(foreign.columns(), spelling))
                                .withReferred(
                                        foreign.referredTable(),
                                        all(
                                                foreign.referredColumns(),
                                                spellings.getOrDefault(
                                                        foreign.referredTable(), UnaryOperator.identity()))))
                        .toList())
                .withIndexes(table.indexes().stream()
                        .map(index -> index.withParts(index.parts().stream()
                                        .map(part -> part.column() == null
                                                ? part
                                                : part.withColumn(spelling.apply(part.column())))
                                        .toList())
                                .withInclude(all(index.include(), spelling)))
                        .toList());
    }

    private static Column respell(Column column, UnaryOperator<String> spelling) {
        return column.withName(spelling.apply(column.name())).withRenamedFrom(column.renamedFrom());
    }

    private static List<String> all(List<String> names, UnaryOperator<String> spelling) {
        return names.stream().map(spelling).toList();
    }
}
