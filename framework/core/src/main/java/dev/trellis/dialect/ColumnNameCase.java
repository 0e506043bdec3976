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

/** For databases whose column names have no letter case: the spelling that the database has of a name is taken. */
public final class ColumnNameCase {
    private ColumnNameCase() {}

    /**
     * The desired schema with the columns of a table spelled as in the actual one, where only letter case differs.
     *
     * @param folded a name as the database compares it
     */
    public static Schema adopt(Schema desired, Schema actual, UnaryOperator<String> folded) {
        Map<TableName, UnaryOperator<String>> spellings = new HashMap<>();
        for (TableName name : desired.tables().keySet()) {
            Map<String, String> spelling = new HashMap<>();
            actual.table(name)
                    .ifPresent(
                            table -> table.columnNames().forEach(column -> spelling.put(folded.apply(column), column)));
            spellings.put(name, column -> spelling.getOrDefault(folded.apply(column), column));
        }
        return desired.withEach(table -> spelled(table, spellings));
    }

    private static Table spelled(Table table, Map<TableName, UnaryOperator<String>> spellings) {
        UnaryOperator<String> own = spellings.getOrDefault(table.name(), UnaryOperator.identity());
        PrimaryKey key = table.primaryKey();
        return table.withColumns(table.columns().stream()
                        .map(column -> spelled(column, own))
                        .toList())
                .withPrimaryKey(key == null ? null : new PrimaryKey(key.name(), all(key.columns(), own)))
                .withUniques(table.uniques().stream()
                        .map(unique -> new UniqueConstraint(unique.name(), all(unique.columns(), own)))
                        .toList())
                .withForeignKeys(table.foreignKeys().stream()
                        .map(foreign -> foreign.withColumns(all(foreign.columns(), own))
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
                                                : part.withColumn(own.apply(part.column())))
                                        .toList())
                                .withInclude(all(index.include(), own)))
                        .toList());
    }

    private static Column spelled(Column column, UnaryOperator<String> own) {
        return column.withName(own.apply(column.name())).withRenamedFrom(column.renamedFrom());
    }

    private static List<String> all(List<String> names, UnaryOperator<String> own) {
        return names.stream().map(own).toList();
    }
}
