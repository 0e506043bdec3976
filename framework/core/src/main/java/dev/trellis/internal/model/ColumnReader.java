package dev.trellis.internal.model;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.Location;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.Node.Mapping;
import dev.trellis.internal.yaml.Node.Scalar;
import dev.trellis.internal.yaml.YamlException;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Identity;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads columns, their types and defaults in the notation of models. */
public final class ColumnReader {
    /** A reader for SQL and types by dialect in which any word may stand in place of the name of a dialect. */
    public static final ColumnReader ANY_DIALECT = new ColumnReader(Set.of());

    /**
     * The keys by which a mapping is a column and not a type by dialect. {@code default} is missing, because it is a key of
     * both.
     */
    private static final Set<String> ATTRIBUTES = Set.of(
            "nullable", "default_sql", "comment", "collation", "identity", "computed", "on_update_sql", "renamed_from");

    private final Set<String> dialects;
    private final Function<String, @Nullable List<TableOption>> options;

    /**
     * Creates a reader for models or scripts whose table options are not checked.
     *
     * @param dialects the dialects that may be keys of a value by dialect; empty to accept every name
     */
    public ColumnReader(Set<String> dialects) {
        this(dialects, dialect -> null);
    }

    /**
     * Creates a reader.
     *
     * @param dialects the dialects that may be keys of a value by dialect; empty to accept every name
     * @param options the options that the tables of a dialect may have; null to accept every option
     */
    public ColumnReader(Set<String> dialects, Function<String, @Nullable List<TableOption>> options) {
        this.dialects = Set.copyOf(dialects);
        this.options = options;
    }

    /** Returns the options that the tables of a dialect may have; null if every option is accepted. */
    @Nullable
    List<TableOption> tableOptions(String dialect) {
        return options.apply(dialect);
    }

    /** Reads the column under a name: a mapping, or only a type. */
    public Column column(String name, Node node) {
        if (!(node instanceof Mapping mapping) || isType(mapping)) {
            return Column.of(name, type(node));
        }
        MappingReader fields = MappingReader.of(node, "column '" + name + "'");
        Column column = column(name, fields);
        fields.done();
        return column;
    }

    /** Reads the attributes of a column from a mapping; the caller reads the other keys. */
    public Column column(String name, MappingReader fields) {
        ColumnType type = fields.located("type", this::type);
        DefaultValue defaultValue = defaultValue(fields);
        requireEnumerated(name, type, defaultValue, fields);
        return new Column(
                name,
                type,
                fields.flag("nullable", true),
                defaultValue,
                fields.string("comment"),
                fields.string("collation"),
                identity(fields.node("identity")),
                computed(fields.node("computed")),
                onUpdate(fields),
                fields.string("renamed_from"));
    }

    /** Checks that a literal default is a value of the enumeration; some databases would find out only at an insert. */
    private static void requireEnumerated(
            String name, ColumnType type, @Nullable DefaultValue value, MappingReader fields) {
        if (type instanceof ColumnType.Enumeration enumeration && value instanceof DefaultValue.Literal literal) {
            String text = String.valueOf(literal.value());
            if (!enumeration.values().contains(text)) {
                throw YamlException.notInEnumeration(fields.location("default"), name, text, enumeration.values());
            }
        }
    }

    /**
     * Returns whether the mapping is a type: {@code {enum: {...}}} or a type by dialect. A mapping with an attribute of
     * columns is a column whose type is missing or misspelt.
     */
    private static boolean isType(Mapping mapping) {
        Set<String> keys = mapping.entries().keySet();
        return !keys.isEmpty()
                && !keys.contains("type")
                && Collections.disjoint(keys, ATTRIBUTES)
                && ClosestMatch.of("type", keys).isEmpty();
    }

    /**
     * Reads a type: a text, {@code {enum: {...}}}, or a type by dialect.
     *
     * @throws SchemaException {@code unknown_type}
     */
    public ColumnType type(Node node) {
        if (node instanceof Mapping mapping) {
            if (mapping.entries().containsKey("enum")) {
                return enumeration(mapping);
            }
            return new ColumnType.ByDialect(byDialect(mapping, "a type"));
        }
        return ColumnType.parse(MappingReader.text(node, "a type"));
    }

    private static ColumnType enumeration(Mapping mapping) {
        MappingReader outer = MappingReader.of(mapping, "an enum type");
        MappingReader fields = MappingReader.of(outer.require("enum"), "'enum'");
        outer.done();
        ColumnType.Enumeration type = enumeration(fields);
        fields.done();
        return type;
    }

    /** Reads the keys {@code name}, {@code schema} and {@code values}; the caller reads the other keys. */
    public static ColumnType.Enumeration enumeration(MappingReader fields) {
        TableName name = name(fields, "name");
        List<String> values = MappingReader.strings(fields.require("values"), "'values'");
        return new ColumnType.Enumeration(name, values);
    }

    /**
     * Reads a name under a key, with its schema under the key {@code schema}. {@code schema: null} means that the name has
     * no schema and that a dot in it belongs to the name.
     */
    public static TableName name(MappingReader fields, String key) {
        String text = fields.requireString(key);
        return fields.has("schema") ? new TableName(fields.string("schema"), text) : TableName.parse(text);
    }

    /** Returns the name with the given schema; for null, the name may contain its schema. */
    static TableName name(String text, @Nullable String schema) {
        return schema == null ? TableName.parse(text) : new TableName(schema, text);
    }

    /** Reads {@code default} or {@code default_sql}; null if both are missing. */
    public @Nullable DefaultValue defaultValue(MappingReader fields) {
        Node literal = fields.node("default");
        Node expression = fields.node("default_sql");
        if (literal != null && expression != null) {
            throw YamlException.expected(
                    fields.location("default_sql"), "a column's default", "either 'default' or 'default_sql'", "both");
        }
        if (literal != null) {
            return DefaultValue.literal(constant(literal, "'default'"));
        }
        return expression == null ? null : new DefaultValue.Expression(sql(expression, "'default_sql'"));
    }

    /** Reads a constant: a String, a Boolean or a BigDecimal. */
    private static Object constant(Node node, String what) {
        if (node instanceof Scalar scalar && scalar.value() != null) {
            return scalar.value();
        }
        throw YamlException.expected(node.location(), what, "a text, a number, true or false", node.kind());
    }

    /** Reads {@code identity}: true, false, or a mapping; null if the column is no identity column. */
    public static @Nullable Identity identity(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        if (node instanceof Scalar scalar && scalar.value() instanceof Boolean yes) {
            return yes ? Identity.BY_DEFAULT : null;
        }
        MappingReader fields = MappingReader.of(node, "'identity'");
        Identity identity =
                new Identity(fields.flag("always", false), fields.number("start"), fields.number("increment"));
        fields.done();
        return identity;
    }

    /** Reads {@code on_update_sql}; null if it is missing or null. */
    public @Nullable SqlText onUpdate(MappingReader fields) {
        Node node = fields.node("on_update_sql");
        return node == null ? null : sql(node, "'on_update_sql'");
    }

    private @Nullable Computed computed(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        MappingReader fields = MappingReader.of(node, "'computed'");
        Computed computed = new Computed(sql(fields.require("sql"), "'sql'"), fields.flag("stored", false));
        fields.done();
        return computed;
    }

    /** Reads SQL, or a mapping from dialect to SQL. */
    public SqlText sql(Node node, String what) {
        if (!(node instanceof Mapping mapping)) {
            return SqlText.of(MappingReader.text(node, what));
        }
        Map<String, String> byDialect = byDialect(mapping, what);
        if (byDialect.isEmpty()) {
            throw YamlException.expected(
                    node.location(), what, "SQL, or a mapping from dialect to SQL", "an empty mapping");
        }
        return new SqlText(byDialect);
    }

    private Map<String, String> byDialect(Mapping mapping, String what) {
        Map<String, String> byDialect = new LinkedHashMap<>();
        mapping.entries().forEach((dialect, entry) -> {
            requireDialect(dialect, entry.keyLocation());
            byDialect.put(dialect, MappingReader.text(entry.value(), what));
        });
        return byDialect;
    }

    /** Refuses a misspelt dialect, which would otherwise be ignored, so that the text of another dialect would be used. */
    void requireDialect(String dialect, Location location) {
        if (!dialects.isEmpty() && !dialects.contains(dialect) && !dialect.equals(SqlText.DEFAULT)) {
            throw YamlException.unknownDialect(location, dialect, dialects);
        }
    }
}
