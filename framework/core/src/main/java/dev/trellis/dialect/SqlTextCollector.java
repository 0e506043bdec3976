package dev.trellis.dialect;

import dev.trellis.internal.sql.EmbeddedSql.Form;
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
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Exclude;
import dev.trellis.schema.Index;
import dev.trellis.schema.PartitionOf;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the SQL texts that an author wrote and that become parts of statements: types, defaults, conditions, expressions
 * and operator classes. The statements of {@link ExecuteSql} are not included, because they are complete.
 */
final class SqlTextCollector implements Operation.Visitor {
    private final String dialect;
    private final List<Text> texts = new ArrayList<>();

    private SqlTextCollector(String dialect) {
        this.dialect = dialect;
    }

    /**
     * SQL that becomes a part of a statement.
     *
     * @param what the role of the text in the script or model, {@code default_sql of column 'a'}
     */
    record Text(Form form, String what, String sql) {}

    /** Returns the texts for a dialect in the order in which the operation contains them. */
    static List<Text> in(Operation operation, String dialect) {
        SqlTextCollector collector = new SqlTextCollector(dialect);
        operation.accept(collector);
        return collector.texts;
    }

    /** Returns the texts for a dialect in the order in which the table contains them. */
    static List<Text> in(Table table, String dialect) {
        SqlTextCollector collector = new SqlTextCollector(dialect);
        collector.add(table);
        return collector.texts;
    }

    private void add(Form form, String what, @Nullable String sql) {
        // A column of SQLite may have no type.
        if (sql != null && !(form == Form.TYPE && sql.isEmpty())) {
            texts.add(new Text(form, what, sql));
        }
    }

    private void add(String what, @Nullable SqlText sql) {
        if (sql != null) {
            add(Form.EXPRESSION, what, sql.in(dialect));
        }
    }

    private void add(String column, @Nullable ColumnType type) {
        String what = "type of column '" + column + "'";
        if (type instanceof ColumnType.Native text) {
            add(Form.TYPE, what, text.sql());
        } else if (type instanceof ColumnType.ByDialect byDialect
                && (byDialect.sql().containsKey(dialect) || !byDialect.isPortable())) {
            add(Form.TYPE, what, byDialect.in(dialect));
        }
    }

    private void add(String column, @Nullable DefaultValue value) {
        if (value instanceof DefaultValue.Expression expression) {
            add("default_sql of column '" + column + "'", expression.sql());
        }
    }

    private void addOnUpdate(String column, @Nullable SqlText sql) {
        add("on_update_sql of column '" + column + "'", sql);
    }

    private void add(Column column) {
        add(column.name(), column.type());
        add(column.name(), column.defaultValue());
        if (column.computed() != null) {
            add(
                    "computed.sql of column '" + column.name() + "'",
                    column.computed().sql());
        }
        addOnUpdate(column.name(), column.onUpdate());
    }

    private void add(Check check) {
        add("sql of check '" + check.name() + "'", check.sql());
    }

    private void add(Index index) {
        for (Index.Part part : index.parts()) {
            add("expression of index '" + index.name() + "'", part.expression());
            add(Form.OPERATOR_CLASS, "opclass of index '" + index.name() + "'", part.opclass());
        }
        add("where of index '" + index.name() + "'", index.where());
    }

    private void add(Table table) {
        table.columns().forEach(this::add);
        table.checks().forEach(this::add);
        table.indexes().forEach(this::add);
        add(table.options());
    }

    private void add(TableOptions options) {
        if (options.partitionBy() != null) {
            options.partitionBy().parts().forEach(part -> add("expression of 'partition_by'", part.expression()));
        }
        if (options.partitionOf() != null) {
            add(options.partitionOf().bound());
        }
        options.excludes().forEach(this::add);
        add(options.of(dialect));
    }

    private void add(PartitionOf.Bound bound) {
        if (bound instanceof PartitionOf.Sql text) {
            add(Form.CLAUSE, "sql of a partition", text.sql());
        }
    }

    private void add(Exclude exclude) {
        String of = " of exclude constraint '" + exclude.name() + "'";
        for (Exclude.Element element : exclude.elements()) {
            add("expression" + of, element.expression());
            add(Form.OPERATOR_CLASS, "opclass" + of, element.opclass());
        }
        add("where" + of, exclude.where());
    }

    private void add(Map<String, ? extends @Nullable Object> options) {
        options.forEach((name, value) -> {
            if (value instanceof SqlText text) {
                add(Form.CLAUSE, "option '" + name + "'", text.in(dialect));
            }
        });
    }

    /** Adds the arguments of a function in parentheses, as they follow its name in a statement. */
    private void add(DefinitionName definition) {
        String arguments = definition.arguments();
        if (arguments != null && !arguments.isBlank()) {
            add(
                    Form.EXPRESSION,
                    "arguments of " + definition.kind().words() + " '" + definition.name() + "'",
                    "(" + arguments + ")");
        }
    }

    @Override
    public void visit(AddColumn operation) {
        add(operation.column());
    }

    @Override
    public void visit(AlterColumn operation) {
        add(operation.column(), operation.type());
        if (operation.defaultValue() != null) {
            add(operation.column(), operation.defaultValue().to());
        }
        if (operation.onUpdate() != null) {
            addOnUpdate(operation.column(), operation.onUpdate().to());
        }
        add("using of column '" + operation.column() + "'", operation.using());
    }

    @Override
    public void visit(AlterEnum operation) {}

    @Override
    public void visit(AlterTableOptions operation) {
        add(operation.of(dialect));
    }

    @Override
    public void visit(AttachPartition operation) {
        add(operation.bound());
    }

    @Override
    public void visit(Autocommit operation) {
        operation.operations().forEach(each -> each.accept(this));
    }

    @Override
    public void visit(BulkInsert operation) {}

    @Override
    public void visit(CreateCheckConstraint operation) {
        add(operation.check());
    }

    @Override
    public void visit(CreateEnum operation) {}

    @Override
    public void visit(CreateExcludeConstraint operation) {
        add(operation.exclude());
    }

    @Override
    public void visit(CreateForeignKey operation) {}

    @Override
    public void visit(CreateIndex operation) {
        add(operation.index());
    }

    @Override
    public void visit(CreatePrimaryKey operation) {}

    @Override
    public void visit(CreateSchema operation) {}

    @Override
    public void visit(DropSchema operation) {}

    @Override
    public void visit(CreateTable operation) {
        add(operation.table());
    }

    @Override
    public void visit(CreateTableComment operation) {}

    @Override
    public void visit(CreateUniqueConstraint operation) {}

    @Override
    public void visit(DetachPartition operation) {}

    @Override
    public void visit(DropColumn operation) {}

    @Override
    public void visit(DropConstraint operation) {}

    @Override
    public void visit(DropEnum operation) {}

    @Override
    public void visit(DropIndex operation) {}

    @Override
    public void visit(DropTable operation) {}

    @Override
    public void visit(DropTableComment operation) {}

    @Override
    public void visit(ExecuteSql operation) {}

    @Override
    public void visit(RenameTable operation) {}

    @Override
    public void visit(RunJava operation) {}

    @Override
    public void visit(CreateDefinition operation) {
        add(operation.definition().name());
    }

    @Override
    public void visit(DropDefinition operation) {
        add(operation.name());
    }

    @Override
    public void visit(ReplaceDefinition operation) {
        add(operation.definition().name());
    }
}
