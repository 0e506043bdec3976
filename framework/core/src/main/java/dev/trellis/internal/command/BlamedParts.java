package dev.trellis.internal.command;

import dev.trellis.report.BlameReport.Kind;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.Exclude;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Table;
import dev.trellis.schema.UniqueConstraint;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of a table, each as a value that changes when an operation changes the part. */
final class BlamedParts {
    /** The part for the properties of the table that belong to no other part. */
    static final Key TABLE = new Key(Kind.TABLE, "");

    private final Map<Key, Part> parts = new LinkedHashMap<>();

    private BlamedParts() {}

    /**
     * The identity of a part within its table.
     *
     * @param name the name, or the columns of a constraint without a name
     */
    record Key(Kind kind, String name) {
        static Key column(String name) {
            return new Key(Kind.COLUMN, name);
        }
    }

    /**
     * A part.
     *
     * @param name null for a constraint without a name
     * @param value the properties of the part
     */
    record Part(@Nullable String name, List<String> columns, Object value) {}

    /** Returns the parts of a table, in the order of a report. */
    static Map<Key, Part> of(Table table) {
        BlamedParts collector = new BlamedParts();
        collector.add(table);
        return collector.parts;
    }

    private void add(Table table) {
        parts.put(
                TABLE,
                new Part(
                        table.name().toString(),
                        List.of(),
                        Arrays.asList(table.comment(), table.options().withExcludes(List.of()))));
        for (Column column : table.columns()) {
            add(Kind.COLUMN, column.name(), List.of(column.name()), column);
        }
        PrimaryKey primaryKey = table.primaryKey();
        if (primaryKey != null) {
            parts.put(new Key(Kind.PRIMARY_KEY, ""), new Part(primaryKey.name(), primaryKey.columns(), primaryKey));
        }
        for (UniqueConstraint unique : table.uniques()) {
            add(Kind.UNIQUE, unique.name(), unique.columns(), unique);
        }
        for (ForeignKey key : table.foreignKeys()) {
            add(Kind.FOREIGN_KEY, key.name(), key.columns(), key);
        }
        for (Check check : table.checks()) {
            add(Kind.CHECK, check.name(), mentioned(table, check), check);
        }
        for (Exclude exclude : table.options().excludes()) {
            add(Kind.EXCLUDE, exclude.name(), exclude.columns(), exclude);
        }
        for (Index index : table.indexes()) {
            add(Kind.INDEX, index.name(), index.columns(), index);
        }
    }

    private void add(Kind kind, @Nullable String name, List<String> columns, Object value) {
        parts.put(new Key(kind, name == null ? columns.toString() : name), new Part(name, columns, value));
    }

    private static List<String> mentioned(Table table, Check check) {
        return table.columnNames().stream()
                .filter(column -> check.sql().mentions(column))
                .toList();
    }
}
