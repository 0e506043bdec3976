package dev.trellis.operation;

import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Exclude;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the identifiers in an operation: schemas, tables, columns, constraints, indexes and enumeration types. */
public final class IdentifierCollector implements Operation.Visitor {
    private final boolean namedEnums;
    private final boolean namedPrimaryKeys;
    private final Set<String> identifiers = new LinkedHashSet<>();
    private final Set<String> schemas = new LinkedHashSet<>();

    private IdentifierCollector(boolean namedEnums, boolean namedPrimaryKeys) {
        this.namedEnums = namedEnums;
        this.namedPrimaryKeys = namedPrimaryKeys;
    }

    /**
     * Returns the identifiers in the order in which the operation contains them.
     *
     * @param namedEnums whether the database has named enumeration types
     * @param namedPrimaryKeys whether the database keeps the names of primary keys
     */
    public static Set<String> in(Operation operation, boolean namedEnums, boolean namedPrimaryKeys) {
        IdentifierCollector collector = new IdentifierCollector(namedEnums, namedPrimaryKeys);
        operation.accept(collector);
        return collector.identifiers;
    }

    /**
     * Returns the schemas of the tables, types and definitions that the operation names; the default schema is not included.
     *
     * @param namedEnums whether the database has named enumeration types
     */
    public static Set<String> schemasIn(Operation operation, boolean namedEnums) {
        IdentifierCollector collector = new IdentifierCollector(namedEnums, false);
        operation.accept(collector);
        return collector.schemas;
    }

    private void add(@Nullable String name) {
        if (name != null) {
            identifiers.add(name);
        }
    }

    private void add(Collection<String> names) {
        identifiers.addAll(names);
    }

    private void add(TableName table) {
        if (table.schema() != null) {
            schemas.add(table.schema());
            identifiers.add(table.schema());
        }
        add(table.name());
    }

    private void add(DefinitionName definition) {
        add(definition.name());
        if (definition.table() != null) {
            add(definition.table());
        }
    }

    private void add(@Nullable ColumnType type) {
        if (namedEnums && type instanceof Enumeration enumeration) {
            add(enumeration.name());
        }
    }

    private void add(Column column) {
        add(column.name());
        add(column.type());
    }

    private void add(PrimaryKey key) {
        if (namedPrimaryKeys) {
            add(key.name());
        }
        add(key.columns());
    }

    private void add(ForeignKey key) {
        add(key.name());
        add(key.columns());
        add(key.referredTable());
        add(key.referredColumns());
    }

    private void add(Index index) {
        add(index.name());
        index.parts().forEach(part -> add(part.column()));
        add(index.include());
    }

    private void add(Table table) {
        add(table.name());
        table.columns().forEach(this::add);
        if (table.primaryKey() != null) {
            add(table.primaryKey());
        }
        table.uniques().forEach(unique -> {
            add(unique.name());
            add(unique.columns());
        });
        table.foreignKeys().forEach(this::add);
        table.checks().forEach(check -> add(check.name()));
        table.indexes().forEach(this::add);
        add(table.options());
    }

    private void add(TableOptions options) {
        if (options.partitionBy() != null) {
            options.partitionBy().parts().forEach(part -> add(part.column()));
        }
        options.parents().forEach(this::add);
        options.excludes().forEach(this::add);
    }

    private void add(Exclude exclude) {
        add(exclude.name());
        add(exclude.columns());
    }

    @Override
    public void visit(AddColumn operation) {
        add(operation.table());
        add(operation.column());
    }

    @Override
    public void visit(AlterColumn operation) {
        add(operation.table());
        add(operation.column());
        add(operation.type());
        add(operation.rename());
    }

    @Override
    public void visit(AlterEnum operation) {
        add(operation.type());
    }

    @Override
    public void visit(AlterTableOptions operation) {
        operation.tables().forEach(this::add);
    }

    @Override
    public void visit(AttachPartition operation) {
        add(operation.table());
        add(operation.partition());
    }

    @Override
    public void visit(Autocommit operation) {
        operation.operations().forEach(each -> each.accept(this));
    }

    @Override
    public void visit(BulkInsert operation) {
        add(operation.table());
        operation.rows().forEach(row -> add(row.keySet()));
    }

    @Override
    public void visit(CreateCheckConstraint operation) {
        add(operation.table());
        add(operation.check().name());
    }

    @Override
    public void visit(CreateEnum operation) {
        add(operation.type());
    }

    @Override
    public void visit(CreateExcludeConstraint operation) {
        add(operation.table());
        add(operation.exclude());
    }

    @Override
    public void visit(CreateForeignKey operation) {
        add(operation.table());
        add(operation.key());
    }

    @Override
    public void visit(CreateIndex operation) {
        add(operation.table());
        add(operation.index());
    }

    @Override
    public void visit(CreatePrimaryKey operation) {
        add(operation.table());
        add(operation.key());
    }

    @Override
    public void visit(CreateSchema operation) {
        add(operation.name());
    }

    @Override
    public void visit(DropSchema operation) {
        add(operation.name());
    }

    @Override
    public void visit(CreateTable operation) {
        add(operation.table());
    }

    @Override
    public void visit(CreateTableComment operation) {
        add(operation.table());
    }

    @Override
    public void visit(CreateUniqueConstraint operation) {
        add(operation.table());
        add(operation.constraint().name());
        add(operation.constraint().columns());
    }

    @Override
    public void visit(DetachPartition operation) {
        add(operation.table());
        add(operation.partition());
    }

    @Override
    public void visit(DropColumn operation) {
        add(operation.table());
        add(operation.column());
    }

    @Override
    public void visit(DropConstraint operation) {
        add(operation.table());
        if (namedPrimaryKeys || operation.type() != DropConstraint.Type.PRIMARY_KEY) {
            add(operation.name());
        }
    }

    @Override
    public void visit(DropEnum operation) {
        if (namedEnums) {
            add(operation.name());
        }
    }

    @Override
    public void visit(DropIndex operation) {
        add(operation.table());
        add(operation.name());
    }

    @Override
    public void visit(DropTable operation) {
        add(operation.table());
    }

    @Override
    public void visit(DropTableComment operation) {
        add(operation.table());
    }

    /** Collects nothing, because the author alone is responsible for the identifiers in raw SQL. */
    @Override
    public void visit(ExecuteSql operation) {}

    @Override
    public void visit(RenameTable operation) {
        add(operation.table());
        add(operation.to());
    }

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
