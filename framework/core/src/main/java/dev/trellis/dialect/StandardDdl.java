package dev.trellis.dialect;

import dev.trellis.error.Pasteable;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.internal.sql.SqlSplitter;
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
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The compilation of operations into standard SQL. A dialect extends this class and overrides the methods whose SQL differs;
 * it throws {@link DialectException} for an operation that the database cannot perform. {@link StandardSql} contains the
 * parts of the statements.
 *
 * <p>An instance serves one call of {@link Dialect#compile}.
 */
public abstract class StandardDdl extends StandardSql implements Operation.Visitor {
    /** The number of rows of a {@code bulk_insert} in one statement. */
    private static final int ROWS_PER_INSERT = 200;

    private final Dialect dialect;
    private final Catalog catalog;
    private final Consumer<CompiledStatement> sink;
    /** The enumerations that columns receive in this compilation. */
    private final Set<Enumeration> assignedEnums = new HashSet<>();

    /** Creates a compilation; the parameters are those of {@link Dialect#compile}. */
    protected StandardDdl(Dialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect);
        this.dialect = dialect;
        this.catalog = catalog;
        this.sink = sink;
    }

    /**
     * Compiles the operations.
     *
     * @throws dev.trellis.schema.SchemaException {@code illegal_identifier} before the first statement, if the database
     *     rejects a name in any of the operations
     */
    public final void compile(List<Operation> operations) {
        Identifiers.require(operations, dialect);
        EmbeddedTexts.require(operations, dialect);
        StatedOptions.require(operations, dialect);
        operations.forEach(this::gatherEnums);
        try {
            compileAll(operations);
        } catch (TrellisException e) {
            e.addSuppressed(new FailedOperation(operation()));
            throw e;
        }
    }

    /** Compiles the operations one by one; a dialect that combines adjacent operations overrides this method. */
    protected void compileAll(List<Operation> operations) {
        for (Operation operation : operations) {
            compile(operation);
        }
    }

    /** Compiles one operation and applies it to the catalogue. */
    protected final void compile(Operation operation) {
        operation(operation);
        if (operation instanceof Autocommit) {
            operation.accept(this);
            return;
        }
        // Some databases would leave an invalid view of another branch behind.
        ReducedTable.of(operation).forEach(reduced -> catalog.requireOwnDependents(reduced.table(), reduced.columns()));
        operation.accept(this);
        if (!isWithoutEffect(operation)) {
            applied(operation);
        }
    }

    /**
     * Returns whether the operation leaves the catalogue unchanged: an {@code alter_enum} on a database in which
     * enumerations have no names. The {@code alter_column} that must follow it in the script changes the values, and
     * needs the former type in the catalogue.
     */
    private boolean isWithoutEffect(Operation operation) {
        return operation instanceof AlterEnum && !dialect.capabilities().namedEnums();
    }

    /** Returns a table after an operation on it. */
    protected final Table after(Operation operation, Table before) {
        Schema schema = Schema.EMPTY.with(before);
        return operation.apply(schema, dialect.quoting()).require(before.name());
    }

    /** Applies an operation to the catalogue. */
    protected final void applied(Operation operation) {
        catalog.applied(operation, dialect.quoting());
    }

    /** Passes a statement of the present operation to the sink. */
    protected final void emit(String sql) {
        sink.accept(new CompiledStatement(sql, operation()));
    }

    /** Returns the catalogue at this point. */
    protected final Catalog catalog() {
        return catalog;
    }

    @Override
    protected final @Nullable String defaultSchema() {
        return catalog.defaultSchema();
    }

    private void gatherEnums(Operation operation) {
        if (operation instanceof CreateTable create) {
            create.table().columns().forEach(this::gatherEnum);
        } else if (operation instanceof AddColumn add) {
            gatherEnum(add.column());
        } else if (operation instanceof AlterColumn alter && alter.type() instanceof Enumeration type) {
            assignedEnums.add(type);
        } else if (operation instanceof Autocommit wrapped) {
            wrapped.operations().forEach(this::gatherEnums);
        }
    }

    private void gatherEnum(Column column) {
        if (column.type() instanceof Enumeration type) {
            assignedEnums.add(type);
        }
    }

    /** Returns those elements of a table that an operation removes. */
    protected static <T> List<T> removed(List<T> before, List<T> after) {
        List<T> removed = new ArrayList<>(before);
        removed.removeAll(after);
        return removed;
    }

    /** Emits an ALTER TABLE statement. */
    protected final void alterTable(TableName table, String change) {
        emit("ALTER TABLE " + quote(table) + " " + change);
    }

    // ---- the operations ----

    @Override
    public void visit(CreateTable operation) {
        Table table = operation.table();
        emit(createTable(table));
        if (table.comment() != null) {
            comment(table.name(), table.comment());
        }
        for (Column column : table.columns()) {
            if (column.comment() != null) {
                comment(table.name(), column, column.comment());
            }
        }
        table.indexes().forEach(index -> emit(createIndex(table.name(), index, false)));
    }

    @Override
    public void visit(DropTable operation) {
        emit("DROP TABLE " + quote(operation.table()));
    }

    @Override
    public void visit(RenameTable operation) {
        alterTable(operation.table(), "RENAME TO " + quote(operation.to()));
    }

    @Override
    public void visit(AddColumn operation) {
        Table table = Table.of(operation.table(), List.of(operation.column()));
        alterTable(operation.table(), addColumn(operation) + columnDefinition(table, operation.column()));
        if (operation.column().comment() != null) {
            comment(operation.table(), operation.column(), operation.column().comment());
        }
    }

    /** Returns {@code ADD COLUMN}, with a space at the end. */
    protected static String addColumn(AddColumn operation) {
        return operation.ifNotExists() ? "ADD COLUMN IF NOT EXISTS " : "ADD COLUMN ";
    }

    @Override
    public void visit(DropColumn operation) {
        alterTable(operation.table(), "DROP COLUMN " + quote(operation.column()));
    }

    @Override
    public abstract void visit(AlterColumn operation);

    @Override
    public void visit(CreateIndex operation) {
        emit(createIndex(operation.table(), operation.index(), operation.concurrently()));
    }

    @Override
    public void visit(DropIndex operation) {
        emit("DROP INDEX " + quote(new TableName(operation.table().schema(), operation.name())));
    }

    @Override
    public void visit(CreatePrimaryKey operation) {
        alterTable(operation.table(), "ADD " + primaryKey(operation.key()));
    }

    @Override
    public void visit(CreateUniqueConstraint operation) {
        alterTable(operation.table(), "ADD " + unique(operation.constraint()));
    }

    @Override
    public void visit(CreateForeignKey operation) {
        alterTable(operation.table(), "ADD " + foreignKey(operation.key()));
    }

    @Override
    public void visit(CreateCheckConstraint operation) {
        alterTable(operation.table(), "ADD " + check(operation.check()));
    }

    @Override
    public void visit(DropConstraint operation) {
        alterTable(operation.table(), "DROP CONSTRAINT " + quote(operation.name()));
    }

    @Override
    public void visit(CreateExcludeConstraint operation) {
        alterTable(operation.table(), "ADD " + exclude(operation.exclude()));
    }

    /** Changes what a table inherits and the options of this database; options of other databases have no effect. */
    @Override
    public void visit(AlterTableOptions operation) {
        if (operation.inherits() != null) {
            alterInheritance(operation.table(), operation.inherits());
        }
        Map<String, @Nullable Object> changes = operation.of(dialect.name());
        if (changes.isEmpty()) {
            return;
        }
        for (String name : changes.keySet()) {
            TableOption option = TableOption.find(dialect.tableOptions(), name);
            if (option != null && option.fixed() != null) {
                throw unsupported("it cannot change the option '" + name + "' of an existing table", option.fixed());
            }
        }
        alterOptions(operation.table(), changes);
    }

    /** Changes the tables that a table inherits. By default, this method rejects all tables. */
    protected void alterInheritance(TableName table, List<TableName> inherits) {
        rejectInheritance(inherits);
    }

    /**
     * Emits the statements that change options of this database. By default, this method rejects the change.
     *
     * @param changes the new values by name; null resets an option
     */
    protected void alterOptions(TableName table, Map<String, @Nullable Object> changes) {
        throw unsupportedOptions(changes);
    }

    @Override
    public void visit(AttachPartition operation) {
        throw partitionsUnsupported();
    }

    @Override
    public void visit(DetachPartition operation) {
        throw partitionsUnsupported();
    }

    /** Sets a table's comment; null removes the comment. */
    protected void comment(TableName table, @Nullable String comment) {
        emit("COMMENT ON TABLE " + quote(table) + " IS " + literal(comment));
    }

    /** Sets a column's comment; null removes the comment. */
    protected void comment(TableName table, Column column, @Nullable String comment) {
        emit("COMMENT ON COLUMN " + quote(table) + "." + quote(column.name()) + " IS " + literal(comment));
    }

    @Override
    public void visit(CreateTableComment operation) {
        comment(operation.table(), operation.comment());
    }

    @Override
    public void visit(DropTableComment operation) {
        comment(operation.table(), (String) null);
    }

    /** Does nothing by default: an enumeration without a name is part of its columns' types. */
    @Override
    public void visit(CreateEnum operation) {}

    /**
     * Rejects the operation by default. Where enumerations have no names, an enumeration exists only as the type of columns,
     * and an {@code alter_enum} does not state which columns. The operation is accepted if another operation of the same
     * compilation gives a column the new type.
     */
    @Override
    public void visit(AlterEnum operation) {
        if (!assignedEnums.contains(operation.type())) {
            throw unsupported(
                    "its enumerations have no names",
                    "Also change the type of each of its columns: alter_column: {table: ..., name: ..., type: "
                            + Pasteable.yaml(operation.type().toString()) + "}");
        }
    }

    /** Does nothing by default: an enumeration without a name disappears together with its columns. */
    @Override
    public void visit(DropEnum operation) {}

    /**
     * Emits {@code CREATE SCHEMA}.
     *
     * @throws DialectException {@code unsupported} if the database has no schemas
     */
    @Override
    public void visit(CreateSchema operation) {
        requireSchemas();
        emit("CREATE SCHEMA " + (operation.ifNotExists() ? "IF NOT EXISTS " : "") + quote(operation.name()));
    }

    /**
     * Emits {@code DROP SCHEMA ... RESTRICT}, which fails if the schema contains objects.
     *
     * @throws DialectException {@code unsupported} if the database has no schemas
     */
    @Override
    public void visit(DropSchema operation) {
        requireSchemas();
        emit("DROP SCHEMA " + quote(operation.name()) + " RESTRICT");
    }

    private void requireSchemas() {
        if (!dialect.capabilities().schemas()) {
            throw unsupported("it has no schemas", "Remove the operation: all objects are in one schema.");
        }
    }

    @Override
    public void visit(CreateDefinition operation) {
        if (isPresent(operation.definition())) {
            create(operation.definition());
        }
    }

    /** Emits the statements that create a definition with its comment. */
    protected void create(Definition definition) {
        emit(createStatement(definition));
        if (definition.comment() != null) {
            comment(definition.name(), definition.comment());
        }
    }

    @Override
    public void visit(ReplaceDefinition operation) {
        if (isPresent(operation.definition())) {
            replace(operation.definition());
        }
    }

    /** Emits the statements that replace a definition; by default they drop the definition and create it again. */
    protected void replace(Definition definition) {
        drop(definition.name(), false);
        create(definition);
    }

    @Override
    public void visit(DropDefinition operation) {
        if (dialect.definitionKinds().contains(operation.name().kind())) {
            drop(operation.name(), operation.ifExists());
        }
    }

    /** Emits the statement that drops a definition. */
    protected final void drop(DefinitionName name, boolean ifExists) {
        emit("DROP " + name.kind().words().toUpperCase(Locale.ROOT) + (ifExists ? " IF EXISTS " : " ")
                + identification(name));
    }

    /**
     * Returns a definition as DROP and COMMENT ON identify it after its kind: by default its name in quotes with its
     * arguments and {@code ON} its table.
     */
    protected String identification(DefinitionName name) {
        String on = name.table() == null ? "" : " ON " + quote(name.table());
        String quoted =
                name.table() == null ? quote(name.name()) : quote(name.name().name());
        String arguments = name.arguments() == null ? "" : "(" + name.arguments() + ")";
        return quoted + arguments + on;
    }

    /** Sets the comment of a definition; null removes the comment. */
    protected void comment(DefinitionName name, @Nullable String comment) {
        emit("COMMENT ON " + name.kind().words().toUpperCase(Locale.ROOT) + " " + identification(name) + " IS "
                + literal(comment));
    }

    /**
     * Returns whether the database has the definition: it has objects of this kind, and the author gave a text for it.
     *
     * @throws DialectException {@code unsupported} if the author gave a text for this dialect, which has no such objects
     */
    private boolean isPresent(Definition definition) {
        if (definition.sql().in(dialect.name()) == null) {
            return false;
        }
        if (!dialect.definitionKinds().contains(definition.kind())) {
            throw unsupported(
                    "it has no objects of the kind '" + definition.kind().words() + "'",
                    "Write the SQL by dialect, without '" + dialect.name() + "' and 'default'.");
        }
        return true;
    }

    @Override
    public void visit(ExecuteSql operation) {
        String sql = operation.sql().in(dialect.name());
        if (sql != null) {
            statements(sql).forEach(this::emit);
        }
    }

    /**
     * Splits a text into its statements, because some drivers run only the first of several statements and report no error.
     */
    private List<String> statements(String sql) {
        try {
            return SqlSplitter.statements(sql, dialect.syntax());
        } catch (SqlException e) {
            return List.of(sql);
        }
    }

    /** Returns a constant as written in an INSERT into a column. */
    protected String value(TableName table, String column, @Nullable Object value) {
        return literal(value);
    }

    @Override
    public void visit(BulkInsert operation) {
        List<String> columns = List.of();
        List<String> values = new ArrayList<>();
        for (Map<String, @Nullable Object> row : operation.rows()) {
            List<String> present = List.copyOf(row.keySet());
            if (values.size() == ROWS_PER_INSERT || !present.equals(columns)) {
                insert(operation.table(), columns, values);
                values.clear();
                columns = present;
            }
            values.add(row.entrySet().stream()
                    .map(cell -> value(operation.table(), cell.getKey(), cell.getValue()))
                    .collect(Collectors.joining(", ", "(", ")")));
        }
        insert(operation.table(), columns, values);
    }

    /** Inserts rows that are adjacent in the script and have the same columns, so that all rows keep their order. */
    private void insert(TableName table, List<String> columns, List<String> values) {
        if (!values.isEmpty()) {
            emit("INSERT INTO " + quote(table) + " (" + quoteAll(columns) + ") VALUES\n  "
                    + String.join(",\n  ", values));
        }
    }

    /** Compiles the operations that {@code autocommit} contains; the caller runs them outside a transaction. */
    @Override
    public void visit(Autocommit operation) {
        operation.operations().forEach(this::compile);
    }

    @Override
    public void visit(RunJava operation) {
        throw new IllegalStateException("a Java step is not SQL: " + operation.step());
    }
}
