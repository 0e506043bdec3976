package dev.trellis.internal.model;

import dev.trellis.schema.Exclude;
import dev.trellis.schema.PartitionBy;
import dev.trellis.schema.PartitionOf;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts partitions, inheritance, EXCLUDE constraints and the options of single databases to the notation that {@link
 * TableOptionsReader} reads.
 */
public final class TableOptionsWriter {
    private TableOptionsWriter() {}

    /** Converts all options of a table; those that are not set are omitted. */
    static Map<String, Object> options(TableOptions options) {
        Map<String, Object> map = new LinkedHashMap<>();
        PartitionBy partitionBy = options.partitionBy();
        if (partitionBy != null) {
            map.put(
                    "partition_by",
                    Map.of(
                            partitionBy.method().word(),
                            partitionBy.parts().stream()
                                    .map(TableOptionsWriter::part)
                                    .toList()));
        }
        PartitionOf partitionOf = options.partitionOf();
        if (partitionOf != null) {
            Map<String, Object> place = new LinkedHashMap<>();
            ModelWriter.name(place, "table", partitionOf.table());
            place.putAll(bound(partitionOf.bound()));
            map.put("partition_of", place);
        }
        if (!options.inherits().isEmpty()) {
            map.put("inherits", parents(options.inherits()));
        }
        if (!options.excludes().isEmpty()) {
            map.put(
                    "excludes",
                    options.excludes().stream().map(TableOptionsWriter::exclude).toList());
        }
        if (!options.byDialect().isEmpty()) {
            map.put("options", byDialect(options.byDialect()));
        }
        return map;
    }

    private static Object part(PartitionBy.Part part) {
        return part.column() != null
                ? part.column()
                : Map.of("expression", part.expression() == null ? "" : ModelWriter.sql(part.expression()));
    }

    /** Converts the bound of a partition. */
    public static Map<String, Object> bound(PartitionOf.Bound bound) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (bound instanceof PartitionOf.Range range) {
            map.put("from", limits(range.from()));
            map.put("to", limits(range.to()));
        } else if (bound instanceof PartitionOf.Values list) {
            map.put("values", list.values());
        } else if (bound instanceof PartitionOf.Hash hash) {
            map.put("modulus", hash.modulus());
            map.put("remainder", hash.remainder());
        } else if (bound instanceof PartitionOf.Sql text) {
            map.put("sql", text.sql());
        } else {
            map.put("default", true);
        }
        return map;
    }

    private static List<Object> limits(List<Object> values) {
        return values.stream()
                .map(value ->
                        value instanceof PartitionOf.Limit limit ? limit.name().toLowerCase(Locale.ROOT) : value)
                .toList();
    }

    /** Converts the names of tables. */
    public static List<Object> parents(List<TableName> tables) {
        return tables.stream().map(TableOptionsWriter::parent).toList();
    }

    /** Converts the name of a table: to a text, or to a mapping if the text could not be read back. */
    public static Object parent(TableName table) {
        if (table.schema() == null && table.name().indexOf('.') < 0) {
            return table.name();
        }
        Map<String, Object> map = new LinkedHashMap<>();
        ModelWriter.name(map, "table", table);
        return map;
    }

    /** Converts an EXCLUDE constraint; default values are omitted. */
    public static Map<String, Object> exclude(Exclude exclude) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", exclude.name());
        map.put(
                "elements",
                exclude.elements().stream().map(TableOptionsWriter::element).toList());
        if (exclude.using() != null) {
            map.put("using", exclude.using());
        }
        if (exclude.where() != null) {
            map.put("where", ModelWriter.sql(exclude.where()));
        }
        if (exclude.deferrable()) {
            map.put("deferrable", true);
        }
        if (exclude.initiallyDeferred()) {
            map.put("initially", "deferred");
        }
        return map;
    }

    private static Map<String, Object> element(Exclude.Element element) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (element.column() != null) {
            map.put("column", element.column());
        }
        if (element.expression() != null) {
            map.put("expression", ModelWriter.sql(element.expression()));
        }
        if (element.opclass() != null) {
            map.put("opclass", element.opclass());
        }
        map.put("with", element.operator());
        return map;
    }

    /** Converts the values of options by dialect and name; null stays null. */
    public static Map<String, Object> byDialect(
            Map<String, ? extends Map<String, ? extends @Nullable Object>> byDialect) {
        Map<String, Object> map = new LinkedHashMap<>();
        byDialect.forEach((dialect, values) -> {
            Map<String, @Nullable Object> options = new LinkedHashMap<>();
            values.forEach((name, value) -> options.put(name, value(value)));
            map.put(dialect, options);
        });
        return map;
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof SqlText text) {
            return ModelWriter.sql(text);
        }
        if (value instanceof Map<?, ?> columns) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            columns.forEach((column, each) -> map.put((String) column, value(each)));
            return map;
        }
        return value;
    }
}
