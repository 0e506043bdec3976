package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Identifiers;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropEnum;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compiles operations for SQLite. Consecutive changes to one table are gathered in a {@link TableChange}: if SQLite's ALTER
 * TABLE supports all of them, each becomes a statement; otherwise the table is rebuilt once.
 */
final class SqliteDdl extends SqliteSql {
    private @Nullable TableChange change;
    /** The table that the previous operation created, so that it need not be read from the database; otherwise null. */
    private @Nullable Table createdTable;

    private boolean autocommit;

    SqliteDdl(SqliteDialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect, catalog, sink);
    }

    @Override
    protected void compileAll(List<Operation> operations) {
        super.compileAll(operations);
        flush();
    }

    // ---- gathering ----

    /** Returns the change that gathers operations on a table; compiles the change of any other table first. */
    private TableChange changeOf(TableName table) {
        TableChange current = change;
        if (current == null || !current.isFor(table)) {
            Table created = createdTable;
            flush();
            StoredTable before =
                    created != null && created.name().equals(table) ? storedTable(created) : storedTable(table);
            current = new TableChange(table, before, isReplayed());
            change = current;
        }
        return current;
    }

    private void flush() {
        TableChange gathered = change;
        change = null;
        createdTable = null;
        if (gathered == null || gathered.steps().isEmpty()) {
            return;
        }
        Operation last = operation();
        gathered.identityOutsideKey().ifPresent(origin -> {
            operation(origin);
            throw identityOutsideKey();
        });
        if (gathered.needsRebuild()) {
            operation(gathered.steps().get(0).origin());
            if (autocommit) {
                throw unsupported(
                        "the table must be rebuilt for it, which requires a transaction",
                        "Move the operation out of 'autocommit'.");
            }
            rebuild(gathered);
        } else {
            for (CompiledStatement step : gathered.steps()) {
                operation(step.origin());
                emit(step.sql());
            }
        }
        operation(last);
    }

    private void rebuild(TableChange change) {
        String temporary = freeName(change.table());
        TableStatistics statistics = TableStatistics.UNKNOWN;
        List<String> dependents = List.of();
        if (catalog() instanceof SqliteCatalog live) {
            statistics = live.statistics();
            dependents = change.droppedColumns().isEmpty() ? List.of() : live.dependents(change.droppedColumns());
        }
        change.rebuild(temporary, statistics).forEach(this::emit);
        dependents.forEach(this::emit);
    }

    private String freeName(TableName table) {
        String name = Rebuild.TEMPORARY + "_" + table.name();
        for (int i = 2; isTaken(name); i++) {
            name = Rebuild.TEMPORARY + i + "_" + table.name();
        }
        return name;
    }

    private boolean isTaken(String name) {
        return catalog() instanceof SqliteCatalog live
                ? live.isTaken(name)
                : catalog().table(TableName.of(name)).isPresent();
    }

    private boolean isReplayed() {
        return !(catalog() instanceof SqliteCatalog);
    }

    private StoredTable storedTable(TableName table) {
        quote(table);
        if (catalog() instanceof SqliteCatalog live) {
            return live.storedTable(table.name()).orElseThrow(() -> SchemaException.noSuchTable(table));
        }
        return storedTable(catalog().table(table).orElseThrow(() -> SchemaException.noSuchTable(table)));
    }

    /** Returns a table that is known from the scripts only, with the text that its {@link CreateTable} compiles to. */
    private StoredTable storedTable(Table table) {
        return new StoredTable(
                table.name().name(),
                ParsedTable.of(createTable(table)),
                table.indexes().stream()
                        .map(index -> ParsedIndex.of(
                                Identifiers.requireName(index.name(), index), createIndex(table.name(), index, false)))
                        .toList(),
                KnownTriggers.of(catalog().executed(), table.name().name()));
    }

    // ---- operations on a table ----

    @Override
    public void visit(AddColumn operation) {
        Column column = operation.column();
        TableChange change = changeOf(operation.table());
        if (operation.ifNotExists() && change.hasColumn(column.name())) {
            return;
        }
        Table single = Table.of(operation.table(), List.of(column));
        if (column.identity() != null) {
            single = single.withPrimaryKey(new PrimaryKey(null, List.of(column.name())));
            change.addIdentityColumn(operation, columnDefinition(single, column.withNullable(false)));
            return;
        }
        DefaultValue value = column.defaultValue();
        boolean constant = value != null && SqliteDefaults.isConstant(column.type(), value);
        boolean simple = column.computed() == null
                ? (value == null || constant) && (column.nullable() || constant)
                : !column.computed().stored() && column.nullable();
        change.addColumn(operation, columnDefinition(single, column), simple);
    }

    @Override
    public void visit(DropColumn operation) {
        changeOf(operation.table()).dropColumn(operation);
    }

    @Override
    public void visit(AlterColumn operation) {
        String name = operation.rename();
        if (name != null && !name.equals(operation.column())) {
            flush();
            alterTable(operation.table(), "RENAME COLUMN " + quote(operation.column()) + " TO " + quote(name));
            if (operation.changesDefinition() || operation.using() != null) {
                change = new TableChange(operation.table(), renamed(operation, name), isReplayed());
            }
        }
        if (operation.changesDefinition() || operation.using() != null) {
            alter(operation);
        }
    }

    /** Returns the table after the rename of the column and before the other changes of the operation. */
    private StoredTable renamed(AlterColumn operation, String name) {
        if (!isReplayed()) {
            return storedTable(operation.table());
        }
        Table before =
                catalog().table(operation.table()).orElseThrow(() -> SchemaException.noSuchTable(operation.table()));
        return storedTable(
                after(AlterColumn.of(operation.table(), operation.column()).withRename(name), before));
    }

    private void alter(AlterColumn operation) {
        TableChange change = changeOf(operation.table());
        boolean changesRows = operation.using() != null || operation.defaultValue() != null;
        if (changesRows && !change.copies(operation.newName())) {
            // The column was added by this change: rows must get its first default before it is altered.
            flush();
            change = changeOf(operation.table());
        }
        Table table = change.current();
        Column before = table.column(operation.newName())
                .or(() -> table.columns().stream()
                        .filter(column ->
                                SqliteTokens.fold(column.name()).equals(SqliteTokens.fold(operation.newName())))
                        .findFirst())
                .orElseThrow(() -> SchemaException.noSuchColumn(operation.table(), operation.newName()));
        Column after = operation.withRename(before.name()).applyTo(before);
        Identity identity = after.identity();
        if (identity != null) {
            requireIdentity(table, before.name(), identity);
            after = after.withType(ColumnType.of(ColumnType.Kind.INTEGER));
        }
        ColumnType type = SqliteTypes.canonical(after.type());
        SqlText written = operation.using();
        SqlText using = written == null || written.in(SqliteDialect.NAME) == null ? null : written;
        TableChange.Edit edit = change.alter(operation, before.name());
        if (!type.equals(before.type())) {
            edit.type(type(after.type()));
        }
        if (after.nullable() != before.nullable() && !table.inPrimaryKey(before.name())) {
            edit.nullable(after.nullable());
        }
        DefaultValue value = after.defaultValue();
        DefaultValue canonical = SqliteDefaults.canonical(type, value);
        if (!Objects.equals(canonical, SqliteDefaults.canonical(type, before.defaultValue()))) {
            edit.defaultSql(value == null || canonical == null ? null : defaultSql(after, value));
        }
        String collation = SqliteCanonical.collation(after.collation());
        if (!Objects.equals(collation, before.collation())) {
            edit.collation(collation == null ? null : collation(collation));
        }
        if (using != null) {
            edit.using(sql(using));
        }
    }

    @Override
    public void visit(CreateIndex operation) {
        Index index = operation.index();
        String sql = createIndex(operation.table(), index, operation.concurrently());
        changeOf(operation.table())
                .createIndex(operation, ParsedIndex.of(Identifiers.requireName(index.name(), index), sql));
    }

    @Override
    public void visit(DropIndex operation) {
        changeOf(operation.table()).dropIndex(operation);
    }

    @Override
    public void visit(CreatePrimaryKey operation) {
        changeOf(operation.table()).addConstraint(operation, primaryKey(operation.key()));
    }

    @Override
    public void visit(CreateUniqueConstraint operation) {
        changeOf(operation.table()).addConstraint(operation, unique(operation.constraint()));
    }

    @Override
    public void visit(CreateForeignKey operation) {
        changeOf(operation.table()).addConstraint(operation, foreignKey(operation.key()));
    }

    @Override
    public void visit(CreateCheckConstraint operation) {
        changeOf(operation.table()).addConstraint(operation, check(operation.check()));
    }

    @Override
    public void visit(DropConstraint operation) {
        changeOf(operation.table()).dropConstraint(operation);
    }

    // ---- the other operations ----

    @Override
    public void visit(CreateTable operation) {
        flush();
        super.visit(operation);
        createdTable = operation.table();
    }

    @Override
    public void visit(DropTable operation) {
        flush();
        super.visit(operation);
    }

    /** Renames in two steps when only letter case differs, because SQLite treats such names as the same. */
    @Override
    public void visit(RenameTable operation) {
        flush();
        TableName from = operation.table();
        if (SqliteTokens.fold(from.name()).equals(SqliteTokens.fold(operation.to()))) {
            String between = freeName(from);
            alterTable(from, "RENAME TO " + quote(between));
            from = TableName.of(between);
        }
        alterTable(from, "RENAME TO " + quote(operation.to()));
    }

    @Override
    public void visit(ExecuteSql operation) {
        flush();
        super.visit(operation);
    }

    @Override
    public void visit(BulkInsert operation) {
        flush();
        super.visit(operation);
    }

    @Override
    public void visit(Autocommit operation) {
        flush();
        autocommit = true;
        for (Operation each : operation.operations()) {
            compile(each);
            flush();
        }
        autocommit = false;
        operation(operation);
    }

    @Override
    public void visit(CreateEnum operation) {
        requireNoSchema(operation.type().name());
    }

    @Override
    public void visit(DropEnum operation) {
        requireNoSchema(operation.name());
    }
}
