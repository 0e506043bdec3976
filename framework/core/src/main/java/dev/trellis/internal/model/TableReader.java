package dev.trellis.internal.model;

import dev.trellis.error.Location;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.Node.Mapping;
import dev.trellis.internal.yaml.Node.Scalar;
import dev.trellis.internal.yaml.Node.Sequence;
import dev.trellis.internal.yaml.YamlException;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.Exclude;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.Naming;
import dev.trellis.schema.PartitionBy;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables with their columns, constraints and indexes in the notation of models. The naming convention names the
 * constraints and indexes that the author left unnamed.
 */
public final class TableReader {
    private static final Pattern REFERENCE = Pattern.compile("\\s*(.+?)\\s*\\(([^()]+)\\)\\s*", Pattern.DOTALL);

    private final Naming naming;
    private final ColumnReader columns;
    private final Function<TableName, Optional<Table>> bases;

    /**
     * Creates a reader for models.
     *
     * @param columns reads columns and SQL
     * @param bases finds the table that an extension table extends
     */
    TableReader(Naming naming, ColumnReader columns, Function<TableName, Optional<Table>> bases) {
        this.naming = naming;
        this.columns = columns;
        this.bases = bases;
    }

    /**
     * Creates a reader for scripts. There, unlike in a model, the columns of an extension table have to include those of
     * its primary key.
     *
     * @param columns reads columns and SQL
     */
    public TableReader(Naming naming, ColumnReader columns) {
        this(naming, columns, name -> Optional.empty());
    }

    /** Reads a table under its key in a model. */
    public Table table(String key, Node node) {
        MappingReader fields = MappingReader.of(node, "table '" + key + "'");
        Table table = table(ColumnReader.name(key, fields.string("schema")), fields);
        fields.done();
        return table;
    }

    /** Reads the table of a {@code create_table}, which contains its name. */
    public Table table(Node node) {
        MappingReader fields = MappingReader.of(node, "'create_table'");
        Table table = table(ColumnReader.name(fields, "name"), fields);
        fields.done();
        return table;
    }

    private Table table(TableName name, MappingReader fields) {
        Map<String, Column> columns = fields.map("columns", this.columns::column);
        PrimaryKey key = primaryKey(fields.node("primary_key"));
        List<ForeignKey> foreignKeys = new ArrayList<>();
        String extended = fields.string("extends");
        if (extended != null) {
            TableName base = TableName.parse(extended);
            Optional<Table> baseTable = bases.apply(base);
            key = extensionKey(base, baseTable, key, fields);
            if (baseTable.isPresent()) {
                columns = withKeyColumns(baseTable.get(), columns);
            }
            foreignKeys.add(ForeignKey.of(null, key.columns(), base, key.columns())
                    .withActions(ReferentialAction.CASCADE, ReferentialAction.NO_ACTION));
        }
        TableOptions options = TableOptions.NONE;
        boolean hasImpliedColumns = false;
        if (hasOptions(fields)) {
            TableOptionsReader reader = new TableOptionsReader(this.columns);
            options = reader.options(name, fields);
            hasImpliedColumns = reader.implyColumns(options);
        }
        if (columns.isEmpty() && !hasImpliedColumns) {
            throw fields.missing("table '" + name + "'", "columns");
        }
        foreignKeys.addAll(fields.list("foreign_keys", this::foreignKey));
        Table table = new Table(
                        name,
                        List.copyOf(columns.values()),
                        key,
                        fields.list("unique", this::unique),
                        foreignKeys,
                        fields.list("checks", this::check),
                        fields.list("indexes", this::index),
                        fields.string("comment"),
                        fields.string("renamed_from"))
                .withOptions(options);
        if (!hasImpliedColumns) {
            requireColumns(table, fields);
        }
        Table named = naming.named(withKeyNotNull(table));
        requireDifferentNames(named, fields);
        return named;
    }

    /** Returns whether a key is present that few tables have, so that {@link TableOptionsReader} is seldom loaded. */
    private static boolean hasOptions(MappingReader fields) {
        boolean isPresent = false;
        for (String key : List.of("partition_by", "partition_of", "inherits", "excludes", "options")) {
            isPresent |= fields.has(key);
        }
        return isPresent;
    }

    /**
     * Requires that names differ within each kind of object. A naming convention may give the same name to two objects,
     * because it joins the names of columns with a character that they may contain.
     */
    private static void requireDifferentNames(Table table, MappingReader fields) {
        requireDifferentNames(
                table,
                "unique constraint",
                table.uniques(),
                UniqueConstraint::name,
                UniqueConstraint::columns,
                fields.location("unique"));
        requireDifferentNames(table, "index", table.indexes(), Index::name, Index::columns, fields.location("indexes"));
        requireDifferentNames(
                table,
                "foreign key",
                table.foreignKeys(),
                ForeignKey::name,
                ForeignKey::columns,
                fields.location("foreign_keys"));
        requireDifferentNames(
                table, "check", table.checks(), Check::name, check -> List.of(), fields.location("checks"));
        requireDifferentNames(
                table,
                "exclude constraint",
                table.options().excludes(),
                Exclude::name,
                Exclude::columns,
                fields.location("excludes"));
    }

    private static <T> void requireDifferentNames(
            Table table,
            String kind,
            List<T> objects,
            Function<T, @Nullable String> nameOf,
            Function<T, List<String>> columnsOf,
            Location at) {
        Map<String, T> byName = new HashMap<>();
        for (T object : objects) {
            String name = nameOf.apply(object);
            T other = name == null ? null : byName.put(name, object);
            if (name != null && other != null) {
                throw YamlException.of(SchemaException.sameName(
                                table.name(), kind, name, columnsOf.apply(other), columnsOf.apply(object))
                        .problem()
                        .at(at));
            }
        }
    }

    private static PrimaryKey extensionKey(
            TableName base, Optional<Table> baseTable, @Nullable PrimaryKey written, MappingReader fields) {
        if (written != null) {
            return written;
        }
        PrimaryKey key = baseTable.map(Table::primaryKey).orElse(null);
        if (key == null) {
            throw YamlException.of(SchemaException.noKeyToExtend(base).problem().at(fields.location("extends")));
        }
        return new PrimaryKey(null, key.columns());
    }

    /**
     * Returns the columns of the base table's primary key, followed by the written columns, which replace columns of the
     * same name.
     */
    private static Map<String, Column> withKeyColumns(Table base, Map<String, Column> written) {
        Map<String, Column> columns = new LinkedHashMap<>();
        PrimaryKey key = base.primaryKey();
        if (key != null) {
            for (String name : key.columns()) {
                base.column(name)
                        .ifPresent(column ->
                                columns.put(name, Column.of(name, column.type()).withNullable(false)));
            }
        }
        columns.putAll(written);
        return columns;
    }

    private static Table withKeyNotNull(Table table) {
        return table.withColumns(table.columns().stream()
                .map(column -> table.inPrimaryKey(column.name()) ? column.withNullable(false) : column)
                .toList());
    }

    private static void requireColumns(Table table, MappingReader fields) {
        Set<String> known = new HashSet<>(table.columnNames());
        PrimaryKey key = table.primaryKey();
        requireColumns(table, known, key == null ? List.of() : key.columns(), fields.location("primary_key"));
        table.uniques().forEach(unique -> requireColumns(table, known, unique.columns(), fields.location("unique")));
        table.foreignKeys()
                .forEach(foreign -> requireColumns(table, known, foreign.columns(), fields.location("foreign_keys")));
        table.indexes().forEach(index -> {
            requireColumns(table, known, index.columns(), fields.location("indexes"));
            requireColumns(table, known, index.include(), fields.location("indexes"));
        });
        table.options()
                .excludes()
                .forEach(exclude -> requireColumns(table, known, exclude.columns(), fields.location("excludes")));
        PartitionBy partitionBy = table.options().partitionBy();
        if (partitionBy != null) {
            List<String> parts = partitionBy.parts().stream()
                    .map(PartitionBy.Part::column)
                    .filter(Objects::nonNull)
                    .toList();
            requireColumns(table, known, parts, fields.location("partition_by"));
        }
    }

    private static void requireColumns(Table table, Set<String> known, List<String> columns, Location at) {
        for (String column : columns) {
            if (!known.contains(column)) {
                throw YamlException.of(SchemaException.notInDefinition(table.name(), column)
                        .problem()
                        .at(at));
            }
        }
    }

    private static @Nullable PrimaryKey primaryKey(@Nullable Node node) {
        if (node == null || (node instanceof Sequence list && list.items().isEmpty())) {
            return null;
        }
        if (!(node instanceof Mapping)) {
            return new PrimaryKey(null, MappingReader.strings(node, "'primary_key'"));
        }
        MappingReader fields = MappingReader.of(node, "'primary_key'");
        PrimaryKey key = new PrimaryKey(fields.string("name"), columns(fields));
        fields.done();
        return key;
    }

    private static List<String> columns(MappingReader fields) {
        Node node = fields.require("columns");
        List<String> columns = MappingReader.strings(node, "'columns'");
        if (columns.isEmpty()) {
            throw YamlException.expected(node.location(), "'columns'", "a list of columns", "an empty list");
        }
        return columns;
    }

    private UniqueConstraint unique(Node node) {
        if (!(node instanceof Mapping)) {
            return new UniqueConstraint(null, MappingReader.strings(node, "a unique constraint"));
        }
        MappingReader fields = MappingReader.of(node, "a unique constraint");
        UniqueConstraint unique = new UniqueConstraint(fields.string("name"), columns(fields));
        fields.done();
        return unique;
    }

    private Check check(Node node) {
        MappingReader fields = MappingReader.of(node, "a check");
        Check check = check(fields);
        fields.done();
        return check;
    }

    /** Reads the keys {@code name} and {@code sql}; the caller reads the other keys. */
    public Check check(MappingReader fields) {
        return new Check(fields.requireString("name"), columns.sql(fields.require("sql"), "'sql'"));
    }

    private ForeignKey foreignKey(Node node) {
        MappingReader fields = MappingReader.of(node, "a foreign key");
        ForeignKey key = foreignKey(fields);
        fields.done();
        return key;
    }

    /** Reads the keys of a foreign key, whose name is optional; the caller reads the other keys. */
    public ForeignKey foreignKey(MappingReader fields) {
        List<String> columns = columns(fields);
        ForeignKey target = fields.located("references", node -> references(node, columns));
        boolean deferrable = fields.flag("deferrable", false);
        return new ForeignKey(
                fields.string("name"),
                columns,
                target.referredTable(),
                target.referredColumns(),
                action(fields, "on_delete"),
                action(fields, "on_update"),
                match(fields),
                deferrable,
                initiallyDeferred(fields));
    }

    /** Reads {@code initially}, and returns whether it is {@code deferred}; the other value is {@code immediate}. */
    static boolean initiallyDeferred(MappingReader fields) {
        return "deferred".equals(oneOf(fields, "initially", "deferred", "immediate"));
    }

    private static ForeignKey references(Node node, List<String> columns) {
        if (node instanceof Mapping) {
            MappingReader fields = MappingReader.of(node, "'references'");
            TableName table = ColumnReader.name(fields, "table");
            ForeignKey key = ForeignKey.of(null, columns, table, columns(fields));
            fields.done();
            return key;
        }
        String text = MappingReader.text(node, "'references'");
        Matcher matcher = REFERENCE.matcher(text);
        if (!matcher.matches()) {
            throw SchemaException.badReference(text);
        }
        List<String> referred = List.of(matcher.group(2).strip().split("\\s*,\\s*", -1));
        return ForeignKey.of(null, columns, TableName.parse(matcher.group(1)), referred);
    }

    private static ForeignKey.@Nullable Match match(MappingReader fields) {
        String text = fields.string("match");
        return text == null || text.equalsIgnoreCase("simple")
                ? null
                : ForeignKey.Match.of(text)
                        .orElseThrow(() -> YamlException.expected(
                                fields.location("match"), "'match'", "full, partial or simple", "'" + text + "'"));
    }

    private static ReferentialAction action(MappingReader fields, String key) {
        String text = fields.string(key);
        return text == null
                ? ReferentialAction.NO_ACTION
                : ReferentialAction.of(text)
                        .orElseThrow(() -> YamlException.expected(
                                fields.location(key),
                                "'" + key + "'",
                                "cascade, restrict, set null, set default or no action",
                                "'" + text + "'"));
    }

    private Index index(Node node) {
        if (node instanceof Sequence) {
            return Index.of(null, MappingReader.strings(node, "an index"), false);
        }
        MappingReader fields = MappingReader.of(node, "an index");
        Index index = index(fields);
        fields.done();
        return index;
    }

    /** Reads the keys of an index, whose name is optional; the caller reads the other keys. */
    public Index index(MappingReader fields) {
        List<Index.Part> parts = new ArrayList<>(fields.list("columns", this::indexPart));
        fields.list("expressions", node -> columns.sql(node, "an expression")).stream()
                .map(Index.Part::expression)
                .forEach(parts::add);
        if (parts.isEmpty()) {
            throw fields.missing("an index", "columns");
        }
        Map<String, String> opclasses =
                fields.map("ops", (column, node) -> MappingReader.text(node, "an operator class"));
        parts.replaceAll(part -> part.column() == null || !opclasses.containsKey(part.column())
                ? part
                : new Index.Part(
                        part.column(),
                        null,
                        part.descending(),
                        part.nullsFirst(),
                        opclasses.get(part.column()),
                        part.length()));
        Node where = fields.node("where");
        SqlText condition = where == null ? null : columns.sql(where, "'where'");
        return new Index(
                fields.string("name"),
                parts,
                fields.flag("unique", false),
                condition,
                fields.strings("include"),
                fields.string("using"),
                fields.flag("nulls_not_distinct", false));
    }

    private Index.Part indexPart(Node node) {
        if (node instanceof Scalar) {
            return Index.Part.column(MappingReader.text(node, "a column"));
        }
        MappingReader fields = MappingReader.of(node, "a part of an index");
        Node expression = fields.node("expression");
        String column = fields.string("column");
        if ((column == null) == (expression == null)) {
            throw YamlException.expected(
                    fields.location(),
                    "a part of an index",
                    "either 'column' or 'expression'",
                    column == null ? "neither" : "both");
        }
        Long length = fields.number("length");
        Index.Part part = new Index.Part(
                column,
                expression == null ? null : columns.sql(expression, "'expression'"),
                "desc".equals(oneOf(fields, "order", "asc", "desc")),
                nullsFirst(oneOf(fields, "nulls", "first", "last")),
                fields.string("opclass"),
                length == null ? null : Math.toIntExact(length));
        fields.done();
        return part;
    }

    private static @Nullable Boolean nullsFirst(@Nullable String word) {
        return word == null ? null : (Boolean) word.equals("first");
    }

    private static @Nullable String oneOf(MappingReader fields, String key, String first, String second) {
        String word = fields.string(key);
        if (word != null && !word.equals(first) && !word.equals(second)) {
            throw YamlException.expected(
                    fields.location(key), "'" + key + "'", first + " or " + second, "'" + word + "'");
        }
        return word;
    }
}
