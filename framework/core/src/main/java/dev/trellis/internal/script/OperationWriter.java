package dev.trellis.internal.script;

import dev.trellis.internal.model.ModelWriter;
import dev.trellis.internal.model.TableOptionsWriter;
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
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Converts operations to mappings for {@code YamlWriter}. {@link OperationReader} reads back equal operations. */
public final class OperationWriter implements Operation.Visitor {
    private @Nullable Object written;

    private OperationWriter() {}

    /** Returns a mapping whose only key is the name of the operation. */
    public static Map<String, Object> write(Operation operation) {
        OperationWriter writer = new OperationWriter();
        operation.accept(writer);
        return Collections.singletonMap(operation.scriptName(), Objects.requireNonNull(writer.written));
    }

    private static Map<String, Object> on(TableName table) {
        Map<String, Object> map = new LinkedHashMap<>();
        ModelWriter.name(map, "table", table);
        return map;
    }

    private static Map<String, Object> on(TableName table, String key, @Nullable Object value) {
        Map<String, Object> map = on(table);
        if (value != null) {
            map.put(key, value);
        }
        return map;
    }

    private static Object nameOnly(TableName name, String key) {
        if (name.schema() == null && name.name().indexOf('.') < 0) {
            return name.name();
        }
        Map<String, Object> map = new LinkedHashMap<>();
        ModelWriter.name(map, key, name);
        return map;
    }

    @Override
    public void visit(CreateTable operation) {
        Map<String, Object> map = new LinkedHashMap<>();
        ModelWriter.name(map, "name", operation.table().name());
        map.putAll(ModelWriter.table(operation.table()));
        written = map;
    }

    @Override
    public void visit(DropTable operation) {
        written = nameOnly(operation.table(), "table");
    }

    @Override
    public void visit(RenameTable operation) {
        written = on(operation.table(), "to", operation.to());
    }

    @Override
    public void visit(AddColumn operation) {
        Map<String, Object> map =
                on(operation.table(), "name", operation.column().name());
        map.putAll(ModelWriter.attributes(operation.column()));
        if (operation.ifNotExists()) {
            map.put("if_not_exists", true);
        }
        written = map;
    }

    @Override
    public void visit(DropColumn operation) {
        written = on(operation.table(), "name", operation.column());
    }

    @Override
    public void visit(AlterColumn operation) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>(on(operation.table(), "name", operation.column()));
        if (operation.type() != null) {
            map.put("type", ModelWriter.type(operation.type()));
        }
        if (operation.nullable() != null) {
            map.put("nullable", operation.nullable());
        }
        if (operation.defaultValue() != null) {
            Map<String, Object> value = new LinkedHashMap<>();
            ModelWriter.defaultValue(value, operation.defaultValue().to());
            map.putAll(value);
            if (value.isEmpty()) {
                map.put("default", null);
            }
        }
        if (operation.comment() != null) {
            map.put("comment", operation.comment().to());
        }
        if (operation.collation() != null) {
            map.put("collation", operation.collation().to());
        }
        if (operation.identity() != null) {
            map.put(
                    "identity",
                    operation.identity().to() == null
                            ? null
                            : ModelWriter.identity(operation.identity().to()));
        }
        if (operation.onUpdate() != null) {
            SqlText onUpdate = operation.onUpdate().to();
            map.put("on_update_sql", onUpdate == null ? null : ModelWriter.sql(onUpdate));
        }
        if (operation.rename() != null) {
            map.put("rename", operation.rename());
        }
        if (operation.using() != null) {
            map.put("using", ModelWriter.sql(operation.using()));
        }
        written = map;
    }

    @Override
    public void visit(CreateIndex operation) {
        written = index(operation.table(), ModelWriter.index(operation.index()), operation.concurrently());
    }

    @Override
    public void visit(DropIndex operation) {
        written = index(operation.table(), Map.of("name", operation.name()), operation.concurrently());
    }

    private static Map<String, Object> index(TableName table, Map<String, Object> index, boolean concurrently) {
        Map<String, Object> map = on(table);
        map.putAll(index);
        if (concurrently) {
            map.put("concurrently", true);
        }
        return map;
    }

    @Override
    public void visit(CreatePrimaryKey operation) {
        Map<String, Object> map = on(operation.table(), "name", operation.key().name());
        map.put("columns", operation.key().columns());
        written = map;
    }

    @Override
    public void visit(CreateUniqueConstraint operation) {
        Map<String, Object> map =
                on(operation.table(), "name", operation.constraint().name());
        map.put("columns", operation.constraint().columns());
        written = map;
    }

    @Override
    public void visit(CreateForeignKey operation) {
        Map<String, Object> map = on(operation.table());
        map.putAll(ModelWriter.foreignKey(operation.key()));
        written = map;
    }

    @Override
    public void visit(CreateCheckConstraint operation) {
        Map<String, Object> map =
                on(operation.table(), "name", operation.check().name());
        map.put("sql", ModelWriter.sql(operation.check().sql()));
        written = map;
    }

    @Override
    public void visit(CreateExcludeConstraint operation) {
        Map<String, Object> map = on(operation.table());
        map.putAll(TableOptionsWriter.exclude(operation.exclude()));
        written = map;
    }

    @Override
    public void visit(AlterTableOptions operation) {
        Map<String, Object> map = on(operation.table());
        if (operation.inherits() != null) {
            map.put("inherits", TableOptionsWriter.parents(operation.inherits()));
        }
        if (!operation.options().isEmpty()) {
            map.put("options", TableOptionsWriter.byDialect(operation.options()));
        }
        written = map;
    }

    @Override
    public void visit(AttachPartition operation) {
        Map<String, Object> map = on(operation.table(), "partition", TableOptionsWriter.parent(operation.partition()));
        map.putAll(TableOptionsWriter.bound(operation.bound()));
        written = map;
    }

    @Override
    public void visit(DetachPartition operation) {
        Map<String, Object> map = on(operation.table(), "partition", TableOptionsWriter.parent(operation.partition()));
        if (operation.concurrently()) {
            map.put("concurrently", true);
        }
        written = map;
    }

    @Override
    public void visit(DropConstraint operation) {
        Map<String, Object> map = on(operation.table(), "name", operation.name());
        map.put("type", operation.type().word());
        written = map;
    }

    @Override
    public void visit(CreateTableComment operation) {
        written = on(operation.table(), "comment", operation.comment());
    }

    @Override
    public void visit(DropTableComment operation) {
        written = nameOnly(operation.table(), "table");
    }

    @Override
    public void visit(CreateEnum operation) {
        written = ModelWriter.enumeration(operation.type());
    }

    @Override
    public void visit(AlterEnum operation) {
        written = ModelWriter.enumeration(operation.type());
    }

    @Override
    public void visit(DropEnum operation) {
        written = nameOnly(operation.name(), "name");
    }

    @Override
    public void visit(CreateSchema operation) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", operation.name());
        map.put("if_not_exists", true);
        written = operation.ifNotExists() ? map : operation.name();
    }

    @Override
    public void visit(DropSchema operation) {
        written = operation.name();
    }

    @Override
    public void visit(CreateDefinition operation) {
        written = ModelWriter.definition(operation.definition());
    }

    @Override
    public void visit(ReplaceDefinition operation) {
        Map<String, Object> map = ModelWriter.definition(operation.definition());
        if (operation.previous() != null) {
            map.put("previous", ModelWriter.sql(operation.previous().sql()));
            if (operation.previous().comment() != null) {
                map.put("previous_comment", operation.previous().comment());
            }
        }
        written = map;
    }

    @Override
    public void visit(DropDefinition operation) {
        DefinitionName name = operation.name();
        if (name.table() == null && name.arguments() == null && !operation.ifExists()) {
            written = nameOnly(name.name(), "name");
            return;
        }
        Map<String, Object> map = ModelWriter.definitionName(name);
        if (operation.ifExists()) {
            map.put("if_exists", true);
        }
        written = map;
    }

    @Override
    public void visit(ExecuteSql operation) {
        written = ModelWriter.sql(operation.sql());
    }

    @Override
    public void visit(BulkInsert operation) {
        written = on(operation.table(), "rows", operation.rows());
    }

    @Override
    public void visit(Autocommit operation) {
        written = operation.operations().stream().map(OperationWriter::write).toList();
    }

    @Override
    public void visit(RunJava operation) {
        written = operation.step();
    }
}
