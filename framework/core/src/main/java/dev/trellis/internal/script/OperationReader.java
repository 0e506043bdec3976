package dev.trellis.internal.script;

import dev.trellis.error.Location;
import dev.trellis.internal.model.ColumnReader;
import dev.trellis.internal.model.DefinitionReader;
import dev.trellis.internal.model.TableOptionsReader;
import dev.trellis.internal.model.TableReader;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.Node.Mapping;
import dev.trellis.internal.yaml.Node.Scalar;
import dev.trellis.internal.yaml.YamlException;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.AlterTableOptions;
import dev.trellis.operation.AttachPartition;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.CreateExcludeConstraint;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateSchema;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateTableComment;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DetachPartition;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropDefinition;
import dev.trellis.operation.DropEnum;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.DropSchema;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.DropTableComment;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.operation.RunJava;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Naming;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the operations of scripts in YAML. The notation is on the page "operations" of the documentation. */
public final class OperationReader {
    private interface Reader {
        Operation read(Node node);
    }

    private interface FieldsReader {
        Operation read(MappingReader fields);
    }

    private final Naming naming;
    private final ColumnReader columns;
    private final TableReader tables;
    private final Map<String, Reader> readers = new TreeMap<>();

    /** Creates a reader for SQL and types by dialect in which any word may stand in place of the name of a dialect. */
    public OperationReader(Naming naming) {
        this(naming, ColumnReader.ANY_DIALECT);
    }

    /**
     * Creates a reader.
     *
     * @param naming names the constraints and indexes that scripts leave unnamed
     * @param columns reads columns and SQL
     */
    public OperationReader(Naming naming, ColumnReader columns) {
        this.naming = naming;
        this.columns = columns;
        this.tables = new TableReader(naming, columns);
        on(CreateTable.class, node -> new CreateTable(tables.table(node)));
        on(DropTable.class, node -> new DropTable(nameOnly(node, "the table", "table")));
        fields(RenameTable.class, f -> new RenameTable(table(f), f.requireString("to")));
        fields(
                AddColumn.class,
                f -> new AddColumn(
                        table(f), columns.column(f.requireString("name"), f), f.flag("if_not_exists", false)));
        fields(DropColumn.class, f -> new DropColumn(table(f), f.requireString("name")));
        fields(AlterColumn.class, this::alterColumn);
        fields(
                CreateIndex.class,
                f -> new CreateIndex(table(f), naming.named(table(f), tables.index(f)), concurrently(f)));
        fields(DropIndex.class, f -> new DropIndex(table(f), f.requireString("name"), concurrently(f)));
        fields(CreatePrimaryKey.class, this::createPrimaryKey);
        fields(CreateUniqueConstraint.class, this::createUniqueConstraint);
        fields(
                CreateForeignKey.class,
                f -> new CreateForeignKey(table(f), naming.named(table(f), tables.foreignKey(f))));
        fields(CreateCheckConstraint.class, f -> new CreateCheckConstraint(table(f), tables.check(f)));
        fields(
                CreateExcludeConstraint.class,
                f -> new CreateExcludeConstraint(table(f), new TableOptionsReader(columns).exclude(f)));
        fields(DropConstraint.class, OperationReader::dropConstraint);
        fields(AlterTableOptions.class, this::alterTableOptions);
        fields(AttachPartition.class, f -> new AttachPartition(table(f), partition(f), TableOptionsReader.bound(f)));
        fields(DetachPartition.class, f -> new DetachPartition(table(f), partition(f), concurrently(f)));
        fields(CreateTableComment.class, f -> new CreateTableComment(table(f), f.requireString("comment")));
        on(DropTableComment.class, node -> new DropTableComment(nameOnly(node, "the table", "table")));
        fields(CreateEnum.class, f -> new CreateEnum(enumeration(f)));
        fields(AlterEnum.class, f -> new AlterEnum(enumeration(f)));
        on(DropEnum.class, node -> new DropEnum(nameOnly(node, "the enum", "name")));
        on(CreateSchema.class, OperationReader::createSchema);
        on(DropSchema.class, OperationReader::dropSchema);
        definitions();
        on(ExecuteSql.class, node -> new ExecuteSql(columns.sql(node, "'execute'")));
        fields(BulkInsert.class, f -> new BulkInsert(table(f), f.list("rows", OperationReader::row)));
        on(RunJava.class, node -> new RunJava(MappingReader.text(node, "'run'")));
        on(Autocommit.class, node -> new Autocommit(MappingReader.items(node, "'autocommit'", this::innerOperation)));
    }

    /** Reads {@code create_schema: name}, or {@code create_schema: {name: ..., if_not_exists: true}}. */
    private static Operation createSchema(Node node) {
        if (!(node instanceof Mapping)) {
            return new CreateSchema(MappingReader.text(node, "the schema"));
        }
        MappingReader fields = MappingReader.of(node, "'create_schema'");
        CreateSchema operation = new CreateSchema(fields.requireString("name"), fields.flag("if_not_exists", false));
        fields.done();
        return operation;
    }

    /** Reads {@code drop_schema: name}, or {@code drop_schema: {name: ...}}. */
    private static Operation dropSchema(Node node) {
        if (!(node instanceof Mapping)) {
            return new DropSchema(MappingReader.text(node, "the schema"));
        }
        MappingReader fields = MappingReader.of(node, "'drop_schema'");
        DropSchema operation = new DropSchema(fields.requireString("name"));
        fields.done();
        return operation;
    }

    private void definitions() {
        DefinitionReader definitions = new DefinitionReader(columns);
        for (DefinitionKind kind : DefinitionKind.values()) {
            fields("create_" + kind.key(), f -> new CreateDefinition(definitions.definition(kind, f)));
            fields("replace_" + kind.key(), f -> replaceDefinition(definitions, definitions.definition(kind, f), f));
            readers.put("drop_" + kind.key(), node -> dropDefinition(kind, node));
        }
    }

    private static Operation replaceDefinition(
            DefinitionReader definitions, Definition definition, MappingReader fields) {
        Node previous = fields.node("previous");
        String comment = fields.string("previous_comment");
        return new ReplaceDefinition(
                definition,
                previous == null
                        ? null
                        : new Definition(definition.name(), definitions.sql(previous, "'previous'"), comment));
    }

    /** Reads {@code drop_view: name}, or the keys that identify the object. */
    private static Operation dropDefinition(DefinitionKind kind, Node node) {
        if (!kind.isOnTable() && !(node instanceof Mapping)) {
            return new DropDefinition(
                    DefinitionName.of(kind, TableName.parse(MappingReader.text(node, "the " + kind.words()))));
        }
        MappingReader fields = MappingReader.of(node, "'drop_" + kind.key() + "'");
        DropDefinition operation =
                new DropDefinition(DefinitionReader.name(kind, fields), fields.flag("if_exists", false));
        fields.done();
        return operation;
    }

    private void on(Class<? extends Operation> type, Reader reader) {
        readers.put(Operation.scriptName(type), reader);
    }

    private void fields(Class<? extends Operation> type, FieldsReader reader) {
        fields(Operation.scriptName(type), reader);
    }

    private void fields(String name, FieldsReader reader) {
        readers.put(name, node -> {
            MappingReader fields = MappingReader.of(node, "'" + name + "'");
            Operation operation = reader.read(fields);
            fields.done();
            return operation;
        });
    }

    /**
     * Reads a list of operations; a missing list is empty.
     *
     * @param what the name of the list in messages
     * @throws YamlException with the location of the text that cannot be read
     */
    public List<Operation> operations(@Nullable Node node, String what) {
        return node == null || node.isNull() ? List.of() : MappingReader.items(node, what, this::operation);
    }

    /**
     * Reads one operation.
     *
     * @throws YamlException with the location of the text that cannot be read
     */
    public Operation operation(Node node) {
        if (!(node instanceof Mapping mapping) || mapping.entries().size() != 1) {
            throw YamlException.expected(
                    node.location(),
                    "an operation",
                    "a mapping with one key, such as 'drop_table: name'",
                    node instanceof Mapping mapping
                            ? "one with " + mapping.entries().size() + " keys"
                            : node.kind());
        }
        Map.Entry<String, Node.Entry> entry =
                mapping.entries().entrySet().iterator().next();
        Reader reader = readers.get(entry.getKey());
        Location location = entry.getValue().keyLocation();
        if (reader == null) {
            throw ScriptException.unknownOperation(location, entry.getKey(), readers.keySet());
        }
        return reader.read(entry.getValue().value());
    }

    /**
     * Reads an operation in {@code autocommit}. Refuses a Java step, because Java steps run only in a transaction, and a
     * nested {@code autocommit}.
     */
    private Operation innerOperation(Node node) {
        Operation operation = operation(node);
        if (operation instanceof RunJava || operation instanceof Autocommit) {
            throw ScriptException.notInAutocommit(node.location(), Operation.scriptName(operation.getClass()));
        }
        return operation;
    }

    private static TableName table(MappingReader fields) {
        return ColumnReader.name(fields, "table");
    }

    /** Reads {@code drop_table: name}, or {@code drop_table: {table: name, schema: s}} for a name with a dot. */
    private static TableName nameOnly(Node node, String what, String key) {
        if (!(node instanceof Mapping)) {
            return TableName.parse(MappingReader.text(node, what));
        }
        MappingReader fields = MappingReader.of(node, what);
        TableName name = ColumnReader.name(fields, key);
        fields.done();
        return name;
    }

    private static boolean concurrently(MappingReader fields) {
        return fields.flag("concurrently", false);
    }

    private Operation alterColumn(MappingReader fields) {
        AlterColumn alter = AlterColumn.of(table(fields), fields.requireString("name"));
        for (String key : List.of("type", "rename", "using")) {
            if (fields.has(key) && fields.node(key) == null) {
                throw YamlException.expected(fields.location(key), "'" + key + "'", "a value", "nothing");
            }
        }
        Node type = fields.node("type");
        alter = type == null ? alter : alter.withType(fields.located("type", columns::type));
        alter = fields.has("nullable") ? alter.withNullable(fields.flag("nullable", true)) : alter;
        boolean literal = fields.has("default");
        boolean expression = fields.has("default_sql");
        alter = literal || expression ? alter.withDefault(columns.defaultValue(fields)) : alter;
        alter = fields.has("comment") ? alter.withComment(fields.string("comment")) : alter;
        alter = fields.has("collation") ? alter.withCollation(fields.string("collation")) : alter;
        alter = fields.has("identity") ? alter.withIdentity(ColumnReader.identity(fields.node("identity"))) : alter;
        alter = fields.has("on_update_sql") ? alter.withOnUpdate(columns.onUpdate(fields)) : alter;
        alter = alter.withRename(fields.string("rename"));
        Node using = fields.node("using");
        alter = alter.withUsing(using == null ? null : columns.sql(using, "'using'"));
        if (!alter.changesDefinition() && alter.rename() == null) {
            throw YamlException.expected(
                    fields.location(),
                    "'alter_column'",
                    "a change of the column, such as 'nullable: false'",
                    "nothing");
        }
        return alter;
    }

    private Operation alterTableOptions(MappingReader fields) {
        AlterTableOptions alter = new AlterTableOptions(
                table(fields),
                fields.has("inherits") ? TableOptionsReader.inherits(fields) : null,
                new TableOptionsReader(columns).changes(fields));
        if (alter.inherits() == null && alter.options().isEmpty()) {
            throw YamlException.expected(
                    fields.location(),
                    "'alter_table_options'",
                    "a change, such as 'options: {postgresql: {fillfactor: 80}}'",
                    "nothing");
        }
        return alter;
    }

    private static TableName partition(MappingReader fields) {
        return TableOptionsReader.parent(fields.require("partition"));
    }

    private Operation createPrimaryKey(MappingReader fields) {
        TableName table = table(fields);
        String name = fields.string("name");
        List<String> columns = MappingReader.strings(fields.require("columns"), "'columns'");
        return new CreatePrimaryKey(table, new PrimaryKey(name == null ? naming.primaryKey(table) : name, columns));
    }

    private Operation createUniqueConstraint(MappingReader fields) {
        TableName table = table(fields);
        String name = fields.string("name");
        List<String> columns = MappingReader.strings(fields.require("columns"), "'columns'");
        return new CreateUniqueConstraint(
                table, new UniqueConstraint(name == null ? naming.unique(table, columns) : name, columns));
    }

    private static Operation dropConstraint(MappingReader fields) {
        String type = fields.requireString("type");
        return new DropConstraint(
                table(fields),
                fields.requireString("name"),
                DropConstraint.Type.of(type)
                        .orElseThrow(() -> YamlException.expected(
                                fields.location("type"),
                                "'type'",
                                "primary_key, unique, foreign_key, check or exclude",
                                "'" + type + "'")));
    }

    private static Enumeration enumeration(MappingReader fields) {
        return ColumnReader.enumeration(fields);
    }

    private static Map<String, @Nullable Object> row(Node node) {
        if (!(node instanceof Mapping mapping)) {
            throw YamlException.expected(node.location(), "a row", "a mapping from column to value", node.kind());
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        mapping.entries().forEach((column, entry) -> {
            if (!(entry.value() instanceof Scalar scalar)) {
                throw YamlException.expected(
                        entry.value().location(),
                        "the value of '" + column + "'",
                        "a single value",
                        entry.value().kind());
            }
            row.put(column, scalar.value());
        });
        return row;
    }
}
