package dev.trellis.editor;

import static dev.trellis.editor.Values.anyOf;
import static dev.trellis.editor.Values.constant;
import static dev.trellis.editor.Values.flag;
import static dev.trellis.editor.Values.list;
import static dev.trellis.editor.Values.map;
import static dev.trellis.editor.Values.number;
import static dev.trellis.editor.Values.optional;
import static dev.trellis.editor.Values.optionalList;
import static dev.trellis.editor.Values.orNull;
import static dev.trellis.editor.Values.ref;
import static dev.trellis.editor.Values.text;
import static dev.trellis.editor.Values.texts;
import static dev.trellis.editor.Values.words;

import dev.trellis.dialect.Dialect;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.PartitionBy;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The shapes of tables with their columns, constraints, indexes and options, and of definitions. */
final class TableShapes {
    /** The description of the key {@code schema} next to the name of a table. */
    static final String SCHEMA =
            "The schema of the table; null for the default schema if the table's name itself has a dot.";

    private final List<Dialect> dialects;

    TableShapes(List<Dialect> dialects) {
        this.dialects = dialects;
    }

    /** Returns the definitions of a document that the other schemas refer to, by name. */
    Map<String, Object> definitions() {
        Map<String, Object> definitions = new LinkedHashMap<>();
        definitions.put("sql", anyOf("SQL, or a mapping from dialects to SQL.", text("SQL."), byDialect("SQL.")));
        definitions.put("type", type());
        definitions.put("column", anyOf("A column, or only its type.", ref("type"), column().schema()));
        definitions.put("identity", identity());
        definitions.put(
                "reference",
                anyOf(
                        "The referred table and its columns.",
                        text("table(column, ...)"),
                        reference().schema()));
        definitions.put("table_name", anyOf("The name of a table.", text("A name."), parent().schema()));
        definitions.put(
                "unique",
                anyOf(
                        "A unique constraint.",
                        names(),
                        key("A unique constraint.").schema()));
        definitions.put("check", check().schema());
        definitions.put("foreign_key", foreignKey().schema());
        definitions.put("index", anyOf("An index.", list(text("A column.")), index().schema()));
        definitions.put(
                "index_part",
                anyOf(
                        "A column or an expression.",
                        text("A column."),
                        indexPart().schema()));
        definitions.put("exclude", exclude().schema());
        definitions.put("options", options());
        return definitions;
    }

    private Map<String, Object> byDialect(String description) {
        Shape shape = new Shape("A mapping from dialects to texts.");
        dialects.forEach(dialect -> shape.key(dialect.name(), text(description)));
        Map<String, Object> schema =
                shape.key(SqlText.DEFAULT, text("For all other dialects.")).schema();
        schema.put("minProperties", 1);
        return schema;
    }

    private Map<String, Object> type() {
        Shape enumeration =
                new Shape("An enumeration.").required("enum", enumeration().schema());
        return anyOf(
                "The type of a column.",
                TypePatterns.schema(),
                byDialect("The type in the database's own notation."),
                enumeration.schema());
    }

    static Shape enumeration() {
        return new Shape("An enumeration.")
                .required("name", text("The name of the enumeration."))
                .key("schema", optional("The schema of the enumeration."))
                .required("values", texts("The values, in order."));
    }

    static Shape column() {
        return new Shape("A column.")
                .required("type", ref("type"))
                .key("nullable", flag("Whether the column accepts NULL; true unless stated."))
                .key("default", constant("The default, a literal."))
                .key("default_sql", orNull("The default, an SQL expression.", ref("sql")))
                .key("comment", optional("A comment that the database stores."))
                .key("collation", optional("The collation."))
                .key("identity", ref("identity"))
                .key(
                        "computed",
                        orNull(
                                "The expression of a computed column.",
                                computed().schema()))
                .key(
                        "on_update_sql",
                        orNull("The expression that an update of the row assigns (MariaDB, MySQL).", ref("sql")))
                .key("renamed_from", optional("The former name, so that autogenerate finds the rename."));
    }

    private static Map<String, Object> identity() {
        Shape shape = new Shape("An identity column.")
                .key("always", flag("Whether the database rejects an insert that states the value."))
                .key("start", number("The first value."))
                .key("increment", number("The difference between two values."));
        return anyOf(
                "Whether the database numbers the rows.", Map.of("type", List.of("boolean", "null")), shape.schema());
    }

    private static Shape computed() {
        return new Shape("A computed column.")
                .required("sql", ref("sql", "The expression."))
                .key("stored", flag("Whether the database stores the value."));
    }

    private static Map<String, Object> names() {
        return texts("The columns.");
    }

    /** Returns the shape of the keys {@code name} and {@code columns}. */
    static Shape key(String description) {
        return new Shape(description)
                .key("name", optional("The name; by default, the naming convention gives the name."))
                .required("columns", texts("The columns, in order."));
    }

    static Shape check() {
        return new Shape("A check constraint.")
                .required("name", text("The name."))
                .required("sql", ref("sql", "The condition."));
    }

    private static Shape reference() {
        return new Shape("The referred table and its columns.")
                .required("table", text("The referred table."))
                .key("schema", optional("The schema of the referred table."))
                .required("columns", texts("The referred columns."));
    }

    static Shape foreignKey() {
        List<String> actions = Arrays.stream(ReferentialAction.values())
                .map(ReferentialAction::word)
                .toList();
        return key("A foreign key.")
                .required("references", ref("reference"))
                .key("on_delete", ignoringCase("The action if the referred row is deleted.", actions))
                .key("on_update", ignoringCase("The action if the referred key changes.", actions))
                .key("match", ignoringCase("How NULLs are compared.", matches()))
                .key("deferrable", flag("Whether a transaction may postpone the check to its end."))
                .key("initially", words("When the check runs.", List.of("immediate", "deferred")));
    }

    private static List<String> matches() {
        return Stream.concat(
                        Stream.of("simple"),
                        Arrays.stream(ForeignKey.Match.values()).map(match -> lower(match.name())))
                .toList();
    }

    /** Returns the schema of words that the reader accepts in any letter case, with underscores or blanks. */
    private static Map<String, Object> ignoringCase(String description, List<String> words) {
        StringBuilder pattern = new StringBuilder("^\\s*(");
        for (String word : words) {
            pattern.append(pattern.length() > 5 ? "|" : "");
            word.chars().forEach(c -> {
                if (c == ' ') {
                    pattern.append("[\\s_]+");
                } else {
                    pattern.append('[')
                            .append((char) c)
                            .append(Character.toUpperCase((char) c))
                            .append(']');
                }
            });
        }
        return anyOf(
                description,
                Map.of("enum", words),
                Values.pattern(pattern.append(")\\s*$").toString()),
                Map.of("type", "null"));
    }

    static Shape index() {
        return new Shape("An index.")
                .key("name", optional("The name; by default, the naming convention gives the name."))
                .key("columns", optionalList("The columns and expressions, in order.", ref("index_part")))
                .key("expressions", optionalList("The expressions, which follow the columns.", ref("sql")))
                .key("ops", map("The operator classes by column (PostgreSQL).", text("An operator class.")))
                .key("unique", flag("Whether the values must be unique."))
                .key("where", orNull("The condition of a partial index.", ref("sql")))
                .key("include", texts("Additional stored columns (PostgreSQL)."))
                .key("using", optional("The index method, such as gin."))
                .key("nulls_not_distinct", flag("Whether a unique index treats NULLs as equal (PostgreSQL)."));
    }

    private static Shape indexPart() {
        return new Shape("A column or an expression.")
                .key("column", optional("The column."))
                .key("expression", orNull("The expression.", ref("sql")))
                .key("order", words("The order.", List.of("asc", "desc")))
                .key("nulls", words("The position of NULLs.", List.of("first", "last")))
                .key("opclass", optional("The operator class (PostgreSQL)."))
                .key("length", number("The number of indexed characters (MariaDB, MySQL)."));
    }

    static Shape exclude() {
        Shape element = new Shape("A compared column or expression.")
                .key("column", optional("The column."))
                .key("expression", orNull("The expression.", ref("sql")))
                .key("opclass", optional("The operator class."))
                .required("with", text("The operator, such as &&."));
        return new Shape("An EXCLUDE constraint (PostgreSQL).")
                .required("name", text("The name."))
                .required("elements", list(element.schema()))
                .key("using", optional("The index method, such as gist."))
                .key("where", orNull("The condition that a row must meet to be compared.", ref("sql")))
                .key("deferrable", flag("Whether a transaction may postpone the check to its end."))
                .key("initially", words("When the check runs.", List.of("immediate", "deferred")));
    }

    /** Returns the shape of a table in a model; {@code create_table} adds the name. */
    static Shape table(String description) {
        return new Shape(description)
                .key("schema", optional(SCHEMA))
                .key("extends", optional("The table that the table extends: same primary key, one-to-one."))
                .key("columns", map("The columns by name, in their order.", ref("column")))
                .key(
                        "primary_key",
                        anyOf(
                                "The columns of the primary key.",
                                names(),
                                key("The primary key.").schema()))
                .key("unique", optionalList("The unique constraints.", ref("unique")))
                .key("foreign_keys", optionalList("The foreign keys.", ref("foreign_key")))
                .key("checks", optionalList("The check constraints.", ref("check")))
                .key("indexes", optionalList("The indexes.", ref("index")))
                .key("comment", optional("A comment that the database stores."))
                .key("renamed_from", optional("The former name, so that autogenerate finds the rename."))
                .key(
                        "partition_by",
                        orNull("The partition key (PostgreSQL).", partitionBy().schema()))
                .key(
                        "partition_of",
                        orNull(
                                "The place in a partitioned table (PostgreSQL).",
                                partitionOf().schema()))
                .key("inherits", inherits())
                .key("excludes", optionalList("The EXCLUDE constraints (PostgreSQL).", ref("exclude")))
                .key("options", ref("options"));
    }

    private static Shape partitionBy() {
        Shape part = new Shape("An expression of the partition key.").required("expression", ref("sql"));
        Shape shape = new Shape("The partition key: one of range, list and hash.");
        for (PartitionBy.Method method : PartitionBy.Method.values()) {
            shape.key(
                    method.word(),
                    anyOf(
                            "The columns and expressions.",
                            optional("A column."),
                            list(anyOf("A column or an expression.", text("A column."), part.schema()))));
        }
        return shape;
    }

    private static Shape partitionOf() {
        return new Shape("The place in a partitioned table, with one bound.")
                .required("table", text("The partitioned table."))
                .key("schema", optional("The schema of the partitioned table."))
                .with(bound());
    }

    /** Returns the shape of the bound of a partition. */
    static Shape bound() {
        Map<String, Object> constants = anyOf(
                "One constant or a list.",
                constant("A constant."),
                list(constant("A constant, minvalue or maxvalue.")));
        return new Shape("The bound of a partition.")
                .key("from", constants)
                .key("to", constants)
                .key("values", constants)
                .key("modulus", number("The modulus of a hash partition."))
                .key("remainder", number("The remainder of a hash partition."))
                .key("default", flag("Whether this is the default partition."))
                .key("sql", text("The bound as SQL."));
    }

    static Map<String, Object> inherits() {
        return anyOf(
                "The tables whose columns the table inherits (PostgreSQL).",
                optional("A table."),
                list(ref("table_name")));
    }

    static Shape parent() {
        return new Shape("A table.")
                .required("table", text("The table."))
                .key("schema", optional("The schema of the table."));
    }

    private Map<String, Object> options() {
        Shape shape = new Shape("The options of single databases, by dialect.");
        for (Dialect dialect : dialects) {
            Shape ofDialect = new Shape("The options of " + dialect.name() + ".");
            dialect.tableOptions().forEach(option -> ofDialect.key(option.name(), option(option)));
            shape.key(dialect.name(), ofDialect.schema());
        }
        return orNull(
                "The options of single databases, by dialect.",
                shape.key(SqlText.DEFAULT, Map.of("type", "object")).schema());
    }

    private static Map<String, Object> option(TableOption option) {
        String description =
                option.isPerColumn() ? "A value for each column." : "Permitted: " + option.permitted() + ".";
        Map<String, Object> value = switch (option.kind()) {
            case FLAG -> Map.of("type", List.of("boolean", "null"));
            case NUMBER -> Map.of("type", List.of("number", "null"));
            case WORD, NAME, TEXT, SQL ->
                option.words().isEmpty() ? optional(description) : ignoringCase(description, option.words());
        };
        return option.isPerColumn() ? map(description, value) : anyOf(description, value);
    }

    /** Returns the keys by which an operation names a definition. */
    static Shape definitionName(DefinitionKind kind) {
        Shape shape = new Shape("A " + kind.words() + ".");
        if (kind.isOnTable()) {
            shape.key("table", text("The table of the " + kind.words() + "."));
        }
        shape.key("schema", optional("The schema."));
        if (kind.hasArguments()) {
            shape.key("arguments", optional("The types of the arguments, as written between the parentheses."));
        }
        return shape;
    }

    /** Returns the shape of a definition; in a model its key is the name unless {@code name} is stated. */
    static Shape definition(DefinitionKind kind) {
        Shape shape = definitionName(kind);
        if (kind.needsSql()) {
            shape.required(
                    "sql",
                    ref("sql", "The text that follows the name in the CREATE statement, or the complete statement."));
        } else {
            shape.key("sql", orNull("The text that follows the name in the CREATE statement.", ref("sql")));
        }
        return shape.key("comment", optional("A comment that the database stores."));
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
