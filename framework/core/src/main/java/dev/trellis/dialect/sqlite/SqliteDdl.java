package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.Identifiers;
import dev.trellis.internal.sql.TableStatements;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropDefinition;
import dev.trellis.operation.DropEnum;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import dev.trellis.sql.SqlSyntax;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
            current = new TableChange(table, before, catalog().isOfScripts());
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
            gathered.columnWithoutStrictType().ifPresent(column -> {
                throw strictTypeMissing(column.name(), SqliteTypes.read(column.type()));
            });
            requireCompleteDefinition(gathered.table());
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
        if (catalog().withoutBranch() instanceof SqliteCatalog live) {
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
        return catalog().withoutBranch() instanceof SqliteCatalog live
                ? live.isTaken(name)
                : catalog().table(TableName.of(name)).isPresent();
    }

    private boolean isReplayed() {
        return !(catalog().withoutBranch() instanceof SqliteCatalog);
    }

    /** Returns whether only raw SQL or Java can have created the table, so that its definition is not known. */
    private boolean isUnknown(TableName table) {
        return isReplayed()
                && catalog().table(table).isEmpty()
                && (createdTable == null || !createdTable.name().equals(table));
    }

    /** Returns whether the table is unknown, or lacks an object that only raw SQL or Java can have added. */
    private boolean isUnknown(TableName table, Predicate<Table> hasObject) {
        return isUnknown(table)
                || (isReplayed()
                        && !catalog().executedSince(table).isEmpty()
                        && catalog().table(table).filter(hasObject).isEmpty());
    }

    private boolean isUnknownColumn(TableName table, String column) {
        return isUnknown(
                table,
                known -> known.columns().stream()
                        .anyMatch(each -> SqliteTokens.fold(each.name()).equals(SqliteTokens.fold(column))));
    }

    /** Compiles an operation that SQLite performs without a rebuild on a table whose definition is not known. */
    private void alterUnknown(TableName table, String change) {
        flush();
        alterTable(table, change);
    }

    private DialectException unknownDefinition(TableName table) {
        return unsupported(
                "the table must be rebuilt, and Trellis does not know its complete definition, because SQL has created or"
                        + " changed table '" + table + "'",
                "Create and change the table with operations instead of SQL, write this change as SQL as well, or run the"
                        + " upgrade with a connection to the database.");
    }

    /** Rejects a rebuild, without a database, of a table that raw SQL has changed: the rebuild would undo that change. */
    private void requireCompleteDefinition(TableName table) {
        String folded = SqliteTokens.fold(table.name());
        boolean isChanged = isReplayed()
                && !TableStatements.of(
                                catalog().executedSince(table).stream()
                                        .map(text -> text.in(SqliteDialect.NAME))
                                        .filter(Objects::nonNull),
                                SqlSyntax.SQLITE,
                                name -> SqliteTokens.fold(new SqliteDialect()
                                                .parseTableName(name)
                                                .name())
                                        .equals(folded))
                        .isEmpty();
        if (isChanged) {
            throw unknownDefinition(table);
        }
    }

    private StoredTable storedTable(TableName table) {
        quote(table);
        if (catalog().withoutBranch() instanceof SqliteCatalog live) {
            return live.storedTable(table.name()).orElseThrow(() -> notOrdinary(table));
        }
        Optional<Table> known = catalog().table(table);
        if (catalog().underlying() instanceof SqliteCatalog live
                && live.table(table).equals(known)) {
            // Nothing has changed the table yet.
            return live.storedTable(table.name()).orElseThrow(() -> notOrdinary(table));
        }
        return storedTable(known.orElseThrow(
                () -> catalog().executed().isEmpty() ? SchemaException.noSuchTable(table) : unknownDefinition(table)));
    }

    /** Returns the error for a change to a table that is virtual or does not exist. */
    private RuntimeException notOrdinary(TableName table) {
        return catalog()
                .table(table)
                .flatMap(SqliteTableOptions::virtual)
                .<RuntimeException>map(module -> unsupported(
                        "SQLite cannot change a virtual table",
                        "Create another virtual table, fill it with an execute: insert into ... select ..., drop this one"
                                + " and rename the other."))
                .orElseGet(() -> SchemaException.noSuchTable(table));
    }

    /** Returns a table that is known from the scripts only, with the text that its {@link CreateTable} compiles to. */
    private StoredTable storedTable(Table table) {
        if (SqliteTableOptions.virtual(table).isPresent()) {
            throw notOrdinary(table.name());
        }
        return new StoredTable(
                table.name().name(),
                ParsedTable.of(createTable(table)),
                table.indexes().stream()
                        .map(index -> ParsedIndex.of(
                                Identifiers.requireName(index.name(), index), createIndex(table.name(), index, false)))
                        .toList(),
                KnownTriggers.of(
                        catalog().executed(),
                        catalog().definitions(),
                        table.name().name()));
    }

    // ---- operations on a table ----

    @Override
    public void visit(AddColumn operation) {
        Column column = operation.column();
        if (isUnknown(operation.table())) {
            addToUnknown(operation);
            return;
        }
        TableChange change = changeOf(operation.table());
        if (operation.ifNotExists() && change.hasColumn(column.name())) {
            return;
        }
        Table single = Table.of(operation.table(), List.of(column));
        if (change.isStrict()) {
            single = single.withOptions(
                    TableOptions.NONE.only(SqliteDialect.NAME, Map.of(SqliteTableOptions.STRICT, true)));
        }
        if (column.identity() != null) {
            single = single.withPrimaryKey(new PrimaryKey(null, List.of(column.name())));
            change.addIdentityColumn(operation, columnDefinition(single, column.withNullable(false)));
            return;
        }
        change.addColumn(operation, columnDefinition(single, column), isSimple(column));
    }

    /** Returns whether SQLite adds the column without a rebuild. */
    private static boolean isSimple(Column column) {
        DefaultValue value = column.defaultValue();
        boolean constant = value != null && SqliteDefaults.isConstant(column.type(), value);
        return column.computed() == null
                ? (value == null || constant) && (column.nullable() || constant)
                : !column.computed().stored() && column.nullable();
    }

    private void addToUnknown(AddColumn operation) {
        Column column = operation.column();
        if (operation.ifNotExists() || column.identity() != null || !isSimple(column)) {
            throw unknownDefinition(operation.table());
        }
        Table single = Table.of(operation.table(), List.of(column));
        alterUnknown(operation.table(), "ADD COLUMN " + columnDefinition(single, column));
    }

    @Override
    public void visit(DropColumn operation) {
        if (isUnknownColumn(operation.table(), operation.column())) {
            alterUnknown(operation.table(), "DROP COLUMN " + quote(operation.column()));
        } else {
            changeOf(operation.table()).dropColumn(operation);
        }
    }

    @Override
    public void visit(AlterColumn operation) {
        boolean changesDefinition = operation.changesDefinition() || operation.using() != null;
        rejectOnUpdate(operation);
        if (changesDefinition && isUnknownColumn(operation.table(), operation.column())) {
            throw unknownDefinition(operation.table());
        }
        String name = operation.rename();
        if (name != null && !name.equals(operation.column())) {
            flush();
            alterTable(operation.table(), "RENAME COLUMN " + quote(operation.column()) + " TO " + quote(name));
            if (changesDefinition) {
                change = new TableChange(
                        operation.table(), renamed(operation, name), catalog().isOfScripts());
            }
        }
        if (changesDefinition) {
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
            // The same change added the column. The rows must get the
            // column's first default before the column is altered.
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
        boolean isStrict = change.isStrict();
        ColumnType written = after.type();
        ColumnType type = SqliteTypes.canonical(
                isStrict
                        ? SqliteTypes.strict(written).orElseThrow(() -> strictTypeMissing(before.name(), written))
                        : written);
        SqlText conversion = operation.using();
        SqlText using = conversion == null || conversion.in(SqliteDialect.NAME) == null ? null : conversion;
        TableChange.Edit edit = change.alter(operation, before.name());
        if (!type.equals(before.type())) {
            edit.type(type(after.type()));
        } else if (isStrict && operation.type() != null) {
            edit.typeOutsideStrict(type(after.type()));
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
        if (isUnknown(operation.table())) {
            flush();
            emit(sql);
            return;
        }
        changeOf(operation.table())
                .createIndex(operation, ParsedIndex.of(Identifiers.requireName(index.name(), index), sql));
    }

    @Override
    public void visit(DropIndex operation) {
        boolean isUnknown = isUnknown(
                operation.table(),
                known -> known.indexes().stream()
                        .map(Index::name)
                        .filter(Objects::nonNull)
                        .anyMatch(name -> SqliteTokens.fold(name).equals(SqliteTokens.fold(operation.name()))));
        if (isUnknown) {
            flush();
            emit("DROP INDEX " + quote(operation.name()));
        } else {
            changeOf(operation.table()).dropIndex(operation);
        }
    }

    @Override
    public void visit(CreatePrimaryKey operation) {
        TableChange change = changeOf(operation.table());
        change.addConstraint(
                operation,
                change.wasAutoincrement() && operation.key().columns().size() == 1
                        ? autoincrement(operation.key())
                        : primaryKey(operation.key()));
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
        if (operation.type() == DropConstraint.Type.EXCLUDE) {
            throw excludesUnsupported(operation.name());
        }
        changeOf(operation.table()).dropConstraint(operation);
    }

    /** Changes options by a rebuild. */
    @Override
    protected void alterOptions(TableName table, Map<String, @Nullable Object> changes) {
        TableChange change = changeOf(table);
        Table before = change.current();
        Table after = before.withOptions(before.options().changed(Map.of(SqliteDialect.NAME, changes)));
        boolean isStrict = SqliteTableOptions.has(after, SqliteTableOptions.STRICT);
        boolean isWithoutRowid = SqliteTableOptions.has(after, SqliteTableOptions.WITHOUT_ROWID);
        boolean isCounted = SqliteTableOptions.has(after, SqliteTableOptions.AUTOINCREMENT);
        PrimaryKey key = after.primaryKey();
        if (isCounted != SqliteTableOptions.has(before, SqliteTableOptions.AUTOINCREMENT)) {
            if (key == null || !canCount(after, key)) {
                throw autoincrementUnsupported();
            }
            change.primaryKey(operation(), isCounted ? autoincrement(key) : primaryKey(key));
        }
        if (isWithoutRowid && key == null) {
            throw unsupported(
                    "a table WITHOUT ROWID needs a primary key", "Create the primary key first: create_primary_key.");
        }
        if (isStrict != SqliteTableOptions.has(before, SqliteTableOptions.STRICT)
                || isWithoutRowid != SqliteTableOptions.has(before, SqliteTableOptions.WITHOUT_ROWID)) {
            change.tail(operation(), isStrict, isWithoutRowid);
        }
    }

    // ---- the other operations ----

    /** Creates a table; a virtual table has no indexes. */
    @Override
    public void visit(CreateTable operation) {
        flush();
        if (SqliteTableOptions.virtual(operation.table()).isPresent()) {
            emit(createTable(operation.table()));
            return;
        }
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
    public void visit(CreateDefinition operation) {
        flush();
        super.visit(operation);
    }

    @Override
    public void visit(ReplaceDefinition operation) {
        flush();
        super.visit(operation);
    }

    @Override
    public void visit(DropDefinition operation) {
        flush();
        super.visit(operation);
    }

    /** Returns the name alone, because a trigger of SQLite is not identified by its table. */
    @Override
    protected String identification(DefinitionName name) {
        requireNoSchema(name.name());
        return quote(name.name().name());
    }

    /** Emits nothing, because SQLite has no comments. */
    @Override
    protected void comment(DefinitionName name, @Nullable String comment) {}

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
