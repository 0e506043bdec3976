package dev.trellis.internal.model;

import dev.trellis.error.Location;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.Node.Mapping;
import dev.trellis.internal.yaml.Node.Scalar;
import dev.trellis.internal.yaml.YamlException;
import dev.trellis.schema.Exclude;
import dev.trellis.schema.PartitionBy;
import dev.trellis.schema.PartitionOf;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOption;
import dev.trellis.schema.TableOptions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads partitions, inheritance, EXCLUDE constraints and the options of single databases in the notation of models. */
public final class TableOptionsReader {
    private final ColumnReader columns;

    /** Creates a reader that reads SQL with {@code columns}, which also knows the options of each dialect. */
    public TableOptionsReader(ColumnReader columns) {
        this.columns = columns;
    }

    /** Reads the keys {@code partition_by}, {@code partition_of}, {@code inherits}, {@code excludes} and {@code options}. */
    TableOptions options(TableName name, MappingReader fields) {
        PartitionOf place = partitionOf(fields);
        List<TableName> inherits = inherits(fields);
        TableOptions options = new TableOptions(
                partitionBy(fields),
                place,
                inherits == null ? List.of() : inherits,
                fields.list("excludes", this::exclude),
                stated(fields));
        if (place != null) {
            for (String key : List.of("columns", "primary_key", "inherits")) {
                if (fields.node(key) != null) {
                    throw YamlException.refused(
                            fields.location(key),
                            "partition '" + name + "' cannot have '" + key + "'",
                            "Remove the key: a partition has the columns and the primary key of '" + place.table()
                                    + "'.");
                }
            }
        }
        return options;
    }

    /** Returns whether a table with these options may have no columns of its own. */
    boolean implyColumns(TableOptions options) {
        return options.hasParents()
                || options.byDialect().entrySet().stream().anyMatch(entry -> {
                    List<TableOption> declared = columns.tableOptions(entry.getKey());
                    return declared == null || TableOption.defineColumns(declared, entry.getValue());
                });
    }

    private static @Nullable PartitionOf partitionOf(MappingReader fields) {
        Node node = fields.node("partition_of");
        if (node == null) {
            return null;
        }
        MappingReader place = MappingReader.of(node, "'partition_of'");
        PartitionOf partitionOf = new PartitionOf(ColumnReader.name(place, "table"), bound(place));
        place.done();
        return partitionOf;
    }

    /**
     * Reads the bound of a partition: {@code from} and {@code to}, {@code values}, {@code modulus} and {@code remainder},
     * {@code default: true}, or {@code sql}. The caller reads the other keys.
     *
     * @throws YamlException if none of these is written, or more than one
     */
    public static PartitionOf.Bound bound(MappingReader fields) {
        List<PartitionOf.Bound> bounds = new ArrayList<>();
        if (hasAny(fields, "from", "to")) {
            bounds.add(new PartitionOf.Range(limits(fields, "from"), limits(fields, "to")));
        }
        if (fields.has("values")) {
            bounds.add(new PartitionOf.Values(nullable(fields.require("values"))));
        }
        if (hasAny(fields, "modulus", "remainder")) {
            bounds.add(new PartitionOf.Hash(number(fields, "modulus"), number(fields, "remainder")));
        }
        if (fields.flag("default", false)) {
            bounds.add(new PartitionOf.Default());
        }
        if (fields.has("sql")) {
            bounds.add(new PartitionOf.Sql(fields.requireString("sql")));
        }
        if (bounds.size() != 1) {
            throw YamlException.expected(
                    fields.location(),
                    "the bound of a partition",
                    "one of these: 'from' with 'to'; 'values'; 'modulus' with 'remainder'; 'default: true'; 'sql'",
                    bounds.isEmpty() ? "none of them" : "several of them");
        }
        return bounds.get(0);
    }

    private static boolean hasAny(MappingReader fields, String first, String second) {
        boolean hasFirst = fields.has(first);
        return fields.has(second) || hasFirst;
    }

    private static long number(MappingReader fields, String key) {
        fields.require(key);
        Long number = fields.number(key);
        return number == null ? 0 : number;
    }

    private static List<Object> limits(MappingReader fields, String key) {
        Node node = fields.require(key);
        List<Object> limits = new ArrayList<>();
        for (Object value : nullable(node)) {
            if (value == null) {
                throw YamlException.expected(node.location(), "a value of '" + key + "'", "a constant", "null");
            }
            limits.add(limit(value));
        }
        return limits;
    }

    private static Object limit(Object value) {
        for (PartitionOf.Limit limit : PartitionOf.Limit.values()) {
            if (value instanceof String text && text.equalsIgnoreCase(limit.name())) {
                return limit;
            }
        }
        return value;
    }

    /** Reads a list of constants; a single constant counts as a list of one. */
    private static List<@Nullable Object> nullable(Node node) {
        List<@Nullable Object> values = new ArrayList<>();
        List<Node> items = node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
        for (Node item : items) {
            if (!(item instanceof Scalar scalar)) {
                throw YamlException.expected(item.location(), "a value of a partition", "a constant", item.kind());
            }
            values.add(scalar.value() instanceof BigDecimal number ? TableOption.plain(number) : scalar.value());
        }
        return values;
    }

    private @Nullable PartitionBy partitionBy(MappingReader fields) {
        Node node = fields.node("partition_by");
        if (node == null) {
            return null;
        }
        MappingReader key = MappingReader.of(node, "'partition_by'");
        PartitionBy partitionBy = null;
        for (PartitionBy.Method method : PartitionBy.Method.values()) {
            List<PartitionBy.Part> parts = parts(key, method.word());
            if (!parts.isEmpty() && partitionBy == null) {
                partitionBy = new PartitionBy(method, parts);
            } else if (!parts.isEmpty()) {
                throw YamlException.expected(
                        key.location(), "'partition_by'", "one of range, list and hash", "several");
            }
        }
        key.done();
        if (partitionBy == null) {
            throw YamlException.expected(
                    key.location(), "'partition_by'", "a mapping such as {range: [column]}", "an empty mapping");
        }
        return partitionBy;
    }

    private List<PartitionBy.Part> parts(MappingReader key, String method) {
        Node node = key.node(method);
        return node instanceof Scalar
                ? List.of(PartitionBy.Part.column(MappingReader.text(node, "a column")))
                : key.list(method, this::part);
    }

    private PartitionBy.Part part(Node node) {
        if (node instanceof Scalar) {
            return PartitionBy.Part.column(MappingReader.text(node, "a column"));
        }
        MappingReader fields = MappingReader.of(node, "a part of 'partition_by'");
        PartitionBy.Part part = PartitionBy.Part.expression(columns.sql(fields.require("expression"), "'expression'"));
        fields.done();
        return part;
    }

    /** Reads {@code inherits}; null if the key is missing. */
    public static @Nullable List<TableName> inherits(MappingReader fields) {
        Node node = fields.node("inherits");
        if (node == null) {
            return null;
        }
        return node instanceof Scalar ? List.of(parent(node)) : fields.list("inherits", TableOptionsReader::parent);
    }

    /** Reads the name of a table as a text or, with its schema, as a mapping. */
    public static TableName parent(Node node) {
        if (!(node instanceof Mapping)) {
            return TableName.parse(MappingReader.text(node, "a table"));
        }
        MappingReader fields = MappingReader.of(node, "a table");
        TableName name = ColumnReader.name(fields, "table");
        fields.done();
        return name;
    }

    private Exclude exclude(Node node) {
        MappingReader fields = MappingReader.of(node, "an exclude constraint");
        Exclude exclude = exclude(fields);
        fields.done();
        return exclude;
    }

    /** Reads the keys of an EXCLUDE constraint; the caller reads the other keys. */
    public Exclude exclude(MappingReader fields) {
        List<Exclude.Element> elements = fields.list("elements", this::element);
        if (elements.isEmpty()) {
            throw fields.missing("an exclude constraint", "elements");
        }
        Node where = fields.node("where");
        boolean deferrable = fields.flag("deferrable", false);
        return new Exclude(
                fields.requireString("name"),
                elements,
                fields.string("using"),
                where == null ? null : columns.sql(where, "'where'"),
                deferrable,
                TableReader.initiallyDeferred(fields));
    }

    private Exclude.Element element(Node node) {
        MappingReader fields = MappingReader.of(node, "an element of an exclude constraint");
        String column = fields.string("column");
        Node expression = fields.node("expression");
        if ((column == null) == (expression == null)) {
            throw YamlException.expected(
                    fields.location(),
                    "an element of an exclude constraint",
                    "either 'column' or 'expression'",
                    column == null ? "neither" : "both");
        }
        Exclude.Element element = new Exclude.Element(
                column,
                expression == null ? null : columns.sql(expression, "'expression'"),
                fields.string("opclass"),
                operator(fields));
        fields.done();
        return element;
    }

    /** Reads an operator, which consists of the characters of operators only. */
    private static String operator(MappingReader fields) {
        String operator = fields.requireString("with");
        if (!Exclude.Element.isOperator(operator)) {
            throw YamlException.expected(
                    fields.location("with"), "'with'", "an operator such as &&", "'" + operator + "'");
        }
        return operator;
    }

    private Map<String, Map<String, Object>> stated(MappingReader fields) {
        Map<String, Map<String, Object>> byDialect = new LinkedHashMap<>();
        changes(fields).forEach((dialect, values) -> {
            Map<String, Object> options = new LinkedHashMap<>();
            values.forEach((name, value) -> {
                if (value == null || (value instanceof Map<?, ?> map && map.containsValue(null))) {
                    throw YamlException.expected(
                            fields.location("options"), "'" + name + "'", permitted(dialect, name), "nothing");
                }
                options.put(name, value);
            });
            byDialect.put(dialect, options);
        });
        return byDialect;
    }

    private String permitted(String dialect, String name) {
        List<TableOption> declared = columns.tableOptions(dialect);
        TableOption option = declared == null ? null : TableOption.find(declared, name);
        return option == null ? "a value" : option.permitted();
    }

    /**
     * Reads {@code options}, a mapping from dialects to mappings from options to values, which may be null.
     *
     * @throws YamlException {@code unknown_dialect}, {@code unknown_key} or {@code unexpected_value}
     */
    public Map<String, Map<String, @Nullable Object>> changes(MappingReader fields) {
        Map<String, Map<String, @Nullable Object>> byDialect = new LinkedHashMap<>();
        Node node = fields.node("options");
        if (node == null) {
            return byDialect;
        }
        if (!(node instanceof Mapping dialects)) {
            throw YamlException.expected(node.location(), "'options'", "a mapping from dialects", node.kind());
        }
        dialects.entries().forEach((dialect, entry) -> {
            columns.requireDialect(dialect, entry.keyLocation());
            List<TableOption> declared = columns.tableOptions(dialect);
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            if (!(entry.value() instanceof Mapping options)) {
                throw YamlException.expected(
                        entry.value().location(),
                        "the options of " + dialect,
                        "a mapping",
                        entry.value().kind());
            }
            options.entries().forEach((name, value) -> {
                TableOption option = declared == null ? null : TableOption.find(declared, name);
                if (declared != null && option == null) {
                    throw YamlException.unknownKey(
                            value.keyLocation(),
                            "the options of " + dialect,
                            name,
                            declared.stream().map(TableOption::name).toList());
                }
                values.put(name, value(name, option, value.value()));
            });
            byDialect.put(dialect, values);
        });
        return byDialect;
    }

    private static @Nullable Object value(String name, @Nullable TableOption option, Node node) {
        boolean isMapping = node instanceof Mapping;
        if (option != null && !node.isNull() && option.isPerColumn() != isMapping) {
            throw YamlException.expected(
                    node.location(),
                    "'" + name + "'",
                    option.isPerColumn() ? "a mapping from columns to values" : option.permitted(),
                    node.kind());
        }
        if (!(node instanceof Mapping mapping)) {
            return scalar(name, option, node);
        }
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        mapping.entries()
                .forEach((column, entry) -> columns.put(column, scalar(name + "." + column, option, entry.value())));
        return columns;
    }

    private static @Nullable Object scalar(String name, @Nullable TableOption option, Node node) {
        if (node.isNull()) {
            return null;
        }
        Location location = node.location();
        if (!(node instanceof Scalar scalar) || scalar.value() == null) {
            throw YamlException.expected(location, "'" + name + "'", "a single value", node.kind());
        }
        Object value = scalar.value() instanceof BigDecimal number ? TableOption.plain(number) : scalar.value();
        Object accepted = option == null ? value : option.accepted(value, scalar.text());
        if (accepted == null && option != null) {
            throw YamlException.expected(location, "'" + name + "'", option.permitted(), "'" + scalar.text() + "'");
        }
        return accepted;
    }
}
