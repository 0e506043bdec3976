package dev.trellis.operation;

import dev.trellis.schema.Exclude;
import dev.trellis.schema.PartitionBy;
import dev.trellis.schema.PartitionOf;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The effects of an operation on a column or table on the options of tables. */
final class OptionRewrites {
    private OptionRewrites() {}

    /** Returns the options without the EXCLUDE constraints that mention a column and without the values of that column. */
    static TableOptions without(TableOptions options, String column) {
        if (options.equals(TableOptions.NONE)) {
            return options;
        }
        return options.withExcludes(options.excludes().stream()
                        .filter(exclude -> !exclude.mentions(column))
                        .toList())
                .withByDialect(withColumn(options.byDialect(), column, null));
    }

    /** Returns the options with a column renamed in the partition key, the EXCLUDE constraints and the per-column options. */
    static TableOptions renamed(TableOptions options, String from, String to, Quoting quoting) {
        if (options.equals(TableOptions.NONE)) {
            return options;
        }
        PartitionBy key = options.partitionBy();
        return options.withPartitionBy(
                        key == null
                                ? null
                                : key.withParts(key.parts().stream()
                                        .map(part -> renamed(part, from, to, quoting))
                                        .toList()))
                .withExcludes(options.excludes().stream()
                        .map(exclude -> renamed(exclude, from, to, quoting))
                        .toList())
                .withByDialect(withColumn(options.byDialect(), from, to));
    }

    private static PartitionBy.Part renamed(PartitionBy.Part part, String from, String to, Quoting quoting) {
        if (from.equals(part.column())) {
            return PartitionBy.Part.column(to);
        }
        return part.expression() == null
                ? part
                : PartitionBy.Part.expression(RenamedSql.of(part.expression(), from, to, quoting));
    }

    private static Exclude renamed(Exclude exclude, String from, String to, Quoting quoting) {
        SqlText where = exclude.where();
        return exclude.withElements(exclude.elements().stream()
                        .map(element -> renamed(element, from, to, quoting))
                        .toList())
                .withWhere(where == null ? null : RenamedSql.of(where, from, to, quoting));
    }

    private static Exclude.Element renamed(Exclude.Element element, String from, String to, Quoting quoting) {
        if (from.equals(element.column())) {
            return element.withColumn(to);
        }
        return element.expression() == null
                ? element
                : element.withExpression(RenamedSql.of(element.expression(), from, to, quoting));
    }

    /**
     * Returns the options with a column renamed in the values of per-column options; if {@code to} is null, without the values
     * of that column.
     */
    private static Map<String, Map<String, Object>> withColumn(
            Map<String, Map<String, Object>> byDialect, String from, @Nullable String to) {
        Map<String, Map<String, Object>> next = new LinkedHashMap<>();
        byDialect.forEach((dialect, values) -> {
            Map<String, Object> options = new LinkedHashMap<>();
            values.forEach((name, value) -> {
                Map<String, Object> columns = new LinkedHashMap<>();
                TableOptions.columns(value).forEach((column, each) -> {
                    String renamed = column.equals(from) ? to : column;
                    if (renamed != null) {
                        columns.put(renamed, each);
                    }
                });
                if (!(value instanceof Map)) {
                    options.put(name, value);
                } else if (!columns.isEmpty()) {
                    options.put(name, columns);
                }
            });
            next.put(dialect, options);
        });
        return next;
    }

    /** Returns the schema with a table's new name in its partitions and in the tables that inherit from it. */
    static Schema renamedParent(Schema schema, TableName from, TableName to) {
        Schema next = schema;
        for (Table table : schema.tables().values()) {
            TableOptions options = table.options();
            if (options.parents().contains(from)) {
                PartitionOf place = options.partitionOf();
                List<TableName> inherits = options.inherits().stream()
                        .map(parent -> parent.equals(from) ? to : parent)
                        .toList();
                next = next.with(table.withOptions(options.withInherits(inherits)
                        .withPartitionOf(place != null && place.table().equals(from) ? place.withTable(to) : place)));
            }
        }
        return next;
    }
}
