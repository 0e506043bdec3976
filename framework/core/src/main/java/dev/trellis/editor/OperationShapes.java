package dev.trellis.editor;

import static dev.trellis.editor.Values.anyOf;
import static dev.trellis.editor.Values.constant;
import static dev.trellis.editor.Values.flag;
import static dev.trellis.editor.Values.list;
import static dev.trellis.editor.Values.map;
import static dev.trellis.editor.Values.optional;
import static dev.trellis.editor.Values.orNull;
import static dev.trellis.editor.Values.ref;
import static dev.trellis.editor.Values.text;
import static dev.trellis.editor.Values.words;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.AlterTableOptions;
import dev.trellis.operation.AttachPartition;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateCheckConstraint;
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
import dev.trellis.operation.DropEnum;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.DropSchema;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.DropTableComment;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.operation.RunJava;
import dev.trellis.schema.DefinitionKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The shapes of the operations. */
final class OperationShapes {
    private final Map<Class<?>, Map<String, Object>> byType = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> byName = new TreeMap<>();

    OperationShapes() {
        tables();
        columns();
        constraints();
        partitions();
        others();
        for (DefinitionKind kind : DefinitionKind.values()) {
            definitions(kind);
        }
        byType.forEach((type, schema) -> byName.put(Operation.scriptName(type), schema));
    }

    /**
     * Returns the schemas of the values of operations, by the names of the operations.
     *
     * @throws IllegalStateException if an operation has no schema
     */
    Map<String, Map<String, Object>> byName() {
        for (Class<?> type : Operation.class.getPermittedSubclasses()) {
            if (!byName.keySet().containsAll(Operation.scriptNames(type))) {
                throw new IllegalStateException("no JSON schema for the operation " + type.getSimpleName());
            }
        }
        return byName;
    }

    /** Returns the schema of an operation: a mapping with one key. */
    Map<String, Object> operation() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", "An operation: a mapping with the name of the operation as its only key.");
        schema.put("type", "object");
        schema.put("properties", byName());
        schema.put("additionalProperties", false);
        schema.put("minProperties", 1);
        schema.put("maxProperties", 1);
        return schema;
    }

    private void put(Class<? extends Operation> type, Map<String, Object> schema) {
        byType.put(type, schema);
    }

    private void put(Class<? extends Operation> type, Shape shape) {
        put(type, shape.schema());
    }

    private static Shape onTable(String description) {
        return new Shape(description).required("table", text("The table.")).key("schema", optional(TableShapes.SCHEMA));
    }

    private static Map<String, Object> nameOnly(String description, String key) {
        Shape shape = new Shape(description)
                .required(key, text("The name."))
                .key("schema", optional("The schema; null for the default schema if the name itself has a dot."));
        return anyOf(description, text("The name."), shape.schema());
    }

    private void tables() {
        put(CreateTable.class, TableShapes.table("Create a table.").required("name", text("The name of the table.")));
        put(DropTable.class, nameOnly("Drop a table.", "table"));
        put(RenameTable.class, onTable("Rename a table.").required("to", text("The new name.")));
        put(CreateTableComment.class, onTable("Set the comment of a table.").required("comment", text("The comment.")));
        put(DropTableComment.class, nameOnly("Remove the comment of a table.", "table"));
        put(
                AlterTableOptions.class,
                onTable("Change the options of a table.")
                        .key("inherits", TableShapes.inherits())
                        .key("options", ref("options")));
    }

    private void columns() {
        put(
                AddColumn.class,
                onTable("Add a column to a table.")
                        .required("name", text("The name of the column."))
                        .with(TableShapes.column())
                        .key("if_not_exists", flag("Whether to skip the operation if the column exists.")));
        put(DropColumn.class, onTable("Drop a column.").required("name", text("The column.")));
        put(
                AlterColumn.class,
                onTable("Change the type, nullability, default, name or another attribute of a column.")
                        .required("name", text("The column."))
                        .key("type", ref("type", "The new type."))
                        .key("nullable", flag("Whether the column accepts NULL."))
                        .key("default", constant("The new default; null removes it."))
                        .key("default_sql", orNull("The new default as an SQL expression.", ref("sql")))
                        .key("comment", optional("The new comment; null removes it."))
                        .key("collation", optional("The new collation; null for the default of the database."))
                        .key("identity", ref("identity", "The new identity; null removes it."))
                        .key(
                                "on_update_sql",
                                orNull("The expression that an update assigns; null removes it.", ref("sql")))
                        .key("rename", text("The new name."))
                        .key("using", ref("sql", "The expression that converts old values.")));
        put(
                CreateIndex.class,
                onTable("Create an index.").with(TableShapes.index()).key("concurrently", concurrently()));
        put(
                DropIndex.class,
                onTable("Drop an index.").required("name", text("The index.")).key("concurrently", concurrently()));
    }

    private static Map<String, Object> concurrently() {
        return flag("Whether to avoid blocking writers (PostgreSQL; only in autocommit).");
    }

    private void constraints() {
        put(CreatePrimaryKey.class, onTable("Create a primary key.").with(TableShapes.key("")));
        put(CreateUniqueConstraint.class, onTable("Create a unique constraint.").with(TableShapes.key("")));
        put(CreateForeignKey.class, onTable("Create a foreign key.").with(TableShapes.foreignKey()));
        put(CreateCheckConstraint.class, onTable("Create a check constraint.").with(TableShapes.check()));
        put(
                CreateExcludeConstraint.class,
                onTable("Create an EXCLUDE constraint.").with(TableShapes.exclude()));
        List<String> types = Arrays.stream(DropConstraint.Type.values())
                .map(type -> TableShapes.lower(type.name()))
                .toList();
        put(
                DropConstraint.class,
                onTable("Drop a constraint.")
                        .required("name", text("The constraint."))
                        .required("type", words("The kind of the constraint.", types)));
    }

    private void partitions() {
        put(
                AttachPartition.class,
                onTable("Make a table a partition of a partitioned table.")
                        .required("partition", ref("table_name", "The table that becomes a partition."))
                        .with(TableShapes.bound()));
        put(
                DetachPartition.class,
                onTable("Make a partition a table of its own.")
                        .required("partition", ref("table_name", "The partition."))
                        .key("concurrently", concurrently()));
    }

    private void others() {
        put(CreateEnum.class, TableShapes.enumeration());
        put(AlterEnum.class, TableShapes.enumeration());
        put(DropEnum.class, nameOnly("Drop an enumeration.", "name"));
        put(
                CreateSchema.class,
                anyOf(
                        "Create a schema.",
                        text("The name."),
                        new Shape("Create a schema.")
                                .required("name", text("The name."))
                                .key("if_not_exists", flag("Whether to skip the operation if the schema exists."))
                                .schema()));
        put(
                DropSchema.class,
                anyOf(
                        "Drop a schema.",
                        text("The name."),
                        new Shape("Drop a schema.")
                                .required("name", text("The name."))
                                .schema()));
        put(ExecuteSql.class, ref("sql", "Run SQL: one or more statements, or a mapping from dialects to SQL."));
        put(
                BulkInsert.class,
                onTable("Insert rows.").required("rows", list(map("A row: values by column.", constant("A value.")))));
        put(RunJava.class, text("Run a Java step that a plugin has bound under this name."));
        put(Autocommit.class, operations("Run operations outside of a transaction."));
    }

    private static Map<String, Object> operations(String description) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", description);
        schema.put("type", "array");
        schema.put("items", ref("operation"));
        return schema;
    }

    private void definitions(DefinitionKind kind) {
        Map<String, Object> name = text("The name.");
        byName.put(
                "create_" + kind.key(),
                TableShapes.definition(kind).required("name", name).schema());
        byName.put(
                "replace_" + kind.key(),
                TableShapes.definition(kind)
                        .required("name", name)
                        .key("previous", orNull("The former text, which the downgrade restores.", ref("sql")))
                        .key("previous_comment", optional("The former comment."))
                        .schema());
        Map<String, Object> keys = TableShapes.definitionName(kind)
                .required("name", name)
                .key("if_exists", flag("Whether to skip the operation if the object does not exist."))
                .schema();
        byName.put(
                "drop_" + kind.key(),
                kind.isOnTable() ? keys : anyOf("Drop a " + kind.words() + ".", text("The name."), keys));
    }
}
