package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How MariaDB and MySQL say the operations. */
public abstract class MysqlBaseDdl extends MysqlBaseSql {
    /** It asks for nothing before {@link #compileAll}; later JDKs warn of what they cannot see. */
    @SuppressWarnings("this-escape")
    private final ForeignKeyRecreation retyping = new ForeignKeyRecreation(this);

    protected MysqlBaseDdl(MysqlBaseDialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect, catalog, sink);
    }

    /**
     * A counted column comes and goes with its key in one statement, because it cannot be without; so do the two halves
     * of another primary key. Foreign keys that stand in the way of new types are dropped before them and made again after.
     */
    @Override
    protected void compileAll(List<Operation> operations) {
        int at = 0;
        while (at < operations.size()) {
            Operation one = operations.get(at);
            Operation next = at + 1 < operations.size() ? operations.get(at + 1) : null;
            if (!(one instanceof AlterColumn)) {
                retyping.finish();
            }
            String both = next == null ? null : combine(one, next);
            if (both != null && next != null) {
                operation(one);
                alterTable(one.tables().iterator().next(), both);
                applied(one);
                applied(next);
                at += 2;
            } else {
                compile(one);
                at++;
            }
        }
        retyping.finish();
    }

    private @Nullable String combine(Operation one, Operation next) {
        if (!one.tables().equals(next.tables())) {
            return null;
        }
        operation(one);
        if (one instanceof AddColumn add && add.column().identity() != null) {
            String key = keyOn(add.column().name(), next);
            return key == null ? null : "ADD COLUMN " + definition(add) + ", ADD " + key;
        }
        if (next instanceof DropColumn drop && dropsKey(one) && isCounted(drop)) {
            return String.join(", ", dropClauses(drop));
        }
        if (one instanceof DropConstraint drop
                && drop.type() == DropConstraint.Type.PRIMARY_KEY
                && next instanceof CreatePrimaryKey create) {
            Table before = known(drop.table()).orElse(null);
            List<String> changes = new ArrayList<>();
            if (before != null) {
                changes.addAll(indexesFor(before, before.withPrimaryKey(create.key())));
            }
            changes.add("DROP PRIMARY KEY");
            changes.add("ADD " + primaryKey(create.key()));
            return String.join(", ", changes);
        }
        return null;
    }

    private static boolean dropsKey(Operation operation) {
        return operation instanceof DropIndex
                || (operation instanceof DropConstraint drop
                        && (drop.type() == DropConstraint.Type.PRIMARY_KEY
                                || drop.type() == DropConstraint.Type.UNIQUE));
    }

    private boolean isCounted(DropColumn operation) {
        return known(operation.table())
                .flatMap(table -> table.column(operation.column()))
                .filter(column -> column.identity() != null)
                .isPresent();
    }

    private @Nullable String keyOn(String column, Operation next) {
        if (next instanceof CreatePrimaryKey create
                && create.key().columns().get(0).equals(column)) {
            return primaryKey(create.key());
        }
        if (next instanceof CreateUniqueConstraint create
                && create.constraint().columns().get(0).equals(column)) {
            return unique(create.constraint());
        }
        if (next instanceof CreateIndex create && create.index().columns().indexOf(column) == 0) {
            return index(create.index());
        }
        return null;
    }

    @Override
    public void visit(CreateTable operation) {
        emit(createTable(operation.table()));
    }

    @Override
    public void visit(CreateForeignKey operation) {
        requireReferencedSchema(operation.table(), operation.key());
        super.visit(operation);
    }

    @Override
    public void visit(RenameTable operation) {
        alterTable(operation.table(), "RENAME TO " + quote(operation.table().renamed(operation.to())));
    }

    // ---- what the two do not have in common ----

    /** Adds the index that a foreign key needs and none of the keys serves; empty when it is there. */
    protected abstract Optional<String> addNeededIndex(Table before, ForeignKey key);

    /** Drops the index that the server made for a foreign key; empty when there is none. */
    protected abstract Optional<String> dropMadeIndex(@Nullable Table before, String key);

    /** Drops a CHECK. */
    protected abstract String dropCheck(@Nullable Table before, String name);

    /** What a column's definition says beyond what the nouns know, as a tail to it; empty where nothing can be asked. */
    protected String extraColumnClauses(Table table, AlterColumn operation) {
        return catalog().underlying() instanceof MysqlBaseCatalog live
                ? live.beyond(table.name(), operation.column())
                : "";
    }

    /** The change of a column's name together with what the server does not do to what uses the name. */
    protected String renameClauses(AlterColumn operation, String change) {
        return change;
    }

    /** Refuses a change of type that the server refuses even of a table without rows. */
    protected void requireConvertible(ColumnType from, ColumnType to) {}

    /** Whether the check is a part of its column's definition, so that it goes with the column. */
    protected boolean isOwnCheck(Table table, @Nullable String name) {
        return false;
    }

    // ---- the operations ----

    private String definition(AddColumn operation) {
        Table alone = Table.of(operation.table(), List.of(operation.column()));
        return columnDefinition(alone, operation.column());
    }

    @Override
    public void visit(AddColumn operation) {
        if (operation.column().identity() != null) {
            throw unsupported(
                    "a column with AUTO_INCREMENT has to be a key from the start",
                    "follow it at once by the create_primary_key, create_unique_constraint or create_index that begins"
                            + " with it");
        }
        alterTable(operation.table(), addColumn(operation) + definition(operation));
    }

    @Override
    public void visit(AlterColumn operation) {
        if (!operation.changesDefinition()) {
            String change = "RENAME COLUMN " + quote(operation.column()) + " TO " + quote(operation.newName());
            alterTable(operation.table(), renameClauses(operation, change));
            return;
        }
        Table table = known(operation.table())
                .orElseThrow(() -> unknown(operation.table().toString()));
        Column before = column(table, operation.column());
        Column after = operation.applyTo(before);
        if (onlyDefault(operation) && setsDefault(before, after)) {
            alterTable(operation.table(), "ALTER COLUMN " + quote(before.name()) + defaultChange(after));
            return;
        }
        requireConvertible(
                types().canonical(before.type(), table.name()), types().canonical(after.type(), table.name()));
        retyping.begin(table, before, after);
        String verb = operation.rename() == null ? "MODIFY COLUMN " : "CHANGE COLUMN " + quote(before.name()) + " ";
        String change = verb + columnDefinition(table, required(table, after)) + extraColumnClauses(table, operation);
        alterTable(operation.table(), renameClauses(operation, change));
    }

    private static Column required(Table table, Column column) {
        return column.nullable() && table.inPrimaryKey(column.name()) ? column.withNullable(false) : column;
    }

    private RuntimeException unknown(String table) {
        return unsupported(
                "a column is defined anew as a whole, and the definition of table '" + table + "' is not known here",
                "create the table with an operation instead of SQL text, or say the change in SQL text as well");
    }

    protected static Column column(Table table, String name) {
        return table.columns().stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> SchemaException.noSuchColumn(table.name(), name));
    }

    private static boolean onlyDefault(AlterColumn operation) {
        AlterColumn rest = operation.withUsing(null);
        return operation.defaultValue() != null
                && rest.equals(AlterColumn.of(operation.table(), operation.column())
                        .withDefault(operation.defaultValue().to()));
    }

    /**
     * Whether ALTER COLUMN can go from the one default to the other. It leaves {@code CURRENT_TIMESTAMP} where it is,
     * whatever it is told.
     */
    protected boolean setsDefault(Column before, Column after) {
        return !(before.defaultValue() instanceof DefaultValue.Expression)
                || after.defaultValue() instanceof DefaultValue.Expression;
    }

    /** DROP DEFAULT would leave a nullable column without its NULL. */
    private String defaultChange(Column after) {
        if (after.defaultValue() != null) {
            return " SET DEFAULT " + defaultSql(after, after.defaultValue());
        }
        return after.nullable() ? " SET DEFAULT NULL" : " DROP DEFAULT";
    }

    @Override
    public void visit(DropColumn operation) {
        alterTable(operation.table(), String.join(", ", dropClauses(operation)));
    }

    /** A column goes together with what needs it. */
    private List<String> dropClauses(DropColumn operation) {
        Table before = known(operation.table()).orElse(null);
        List<String> changes = new ArrayList<>();
        if (before != null && before.column(operation.column()).isPresent()) {
            Table after = after(operation, before);
            changes.addAll(indexesFor(before, after));
            for (ForeignKey key : missing(before.foreignKeys(), after.foreignKeys())) {
                changes.add("DROP FOREIGN KEY " + quote(String.valueOf(key.name())));
                if (key.columns().size() > 1) {
                    dropMadeIndex(before, String.valueOf(key.name())).ifPresent(changes::add);
                }
            }
            if (before.primaryKey() != null && after.primaryKey() == null) {
                changes.add("DROP PRIMARY KEY");
            }
            Stream.concat(
                            missing(before.uniques(), after.uniques()).stream().map(UniqueConstraint::name),
                            missing(before.indexes(), after.indexes()).stream().map(Index::name))
                    .map(String::valueOf)
                    .sorted()
                    .forEach(name -> changes.add("DROP INDEX " + quote(name)));
            missing(before.checks(), after.checks()).stream()
                    .filter(check -> !isOwnCheck(before, check.name()))
                    .forEach(check -> changes.add(dropCheck(before, String.valueOf(check.name()))));
        }
        changes.add("DROP COLUMN " + quote(operation.column()));
        return changes;
    }

    protected static <T> List<T> missing(List<T> all, List<T> left) {
        List<T> missing = new ArrayList<>(all);
        missing.removeAll(left);
        return missing;
    }

    /** The indexes that foreign keys need once others are gone. */
    private List<String> indexesFor(Table before, Table after) {
        List<ForeignKey> unserved = MysqlBaseKeys.unserved(before);
        List<ForeignKey> lost = missing(before.foreignKeys(), after.foreignKeys());
        List<String> changes = new ArrayList<>();
        for (ForeignKey key : MysqlBaseKeys.unserved(after)) {
            if (!unserved.contains(key)
                    || lost.stream().anyMatch(gone -> MysqlBaseKeys.begins(gone.columns(), key.columns()))) {
                addNeededIndex(before, key).ifPresent(changes::add);
            }
        }
        return changes;
    }

    @Override
    public void visit(DropIndex operation) {
        Table before = known(operation.table()).orElse(null);
        List<String> changes = new ArrayList<>();
        if (before != null) {
            changes.addAll(indexesFor(before, withoutKey(before, operation.name())));
        }
        changes.add("DROP INDEX " + quote(operation.name()));
        if (operation.concurrently()) {
            changes.add("LOCK=NONE");
        }
        alterTable(operation.table(), String.join(", ", changes));
    }

    private static Table withoutKey(Table table, String name) {
        return table.withUniques(table.uniques().stream()
                        .filter(unique -> !name.equals(unique.name()))
                        .toList())
                .withIndexes(table.indexes().stream()
                        .filter(index -> !name.equals(index.name()))
                        .toList());
    }

    @Override
    public void visit(DropConstraint operation) {
        Table before = known(operation.table()).orElse(null);
        List<String> changes = new ArrayList<>();
        String name = quote(operation.name());
        switch (operation.type()) {
            case PRIMARY_KEY -> {
                if (before != null) {
                    requireUncounted(before);
                    changes.addAll(indexesFor(before, before.withPrimaryKey(null)));
                }
                changes.add("DROP PRIMARY KEY");
            }
            case UNIQUE -> {
                if (before != null) {
                    changes.addAll(indexesFor(before, withoutKey(before, operation.name())));
                }
                changes.add("DROP INDEX " + name);
            }
            case FOREIGN_KEY -> {
                if (before != null) {
                    changes.addAll(indexesFor(
                            before,
                            before.withForeignKeys(before.foreignKeys().stream()
                                    .filter(key -> !operation.name().equals(key.name()))
                                    .toList())));
                }
                changes.add("DROP FOREIGN KEY " + name);
                if (before == null
                        || before.indexes().stream()
                                .noneMatch(index -> operation.name().equals(index.name()))) {
                    dropMadeIndex(before, operation.name()).ifPresent(changes::add);
                }
            }
            case CHECK -> changes.add(dropCheck(before, operation.name()));
        }
        alterTable(operation.table(), String.join(", ", changes));
    }

    private void requireUncounted(Table table) {
        for (Column column : table.columns()) {
            if (column.identity() != null && table.inPrimaryKey(column.name())) {
                throw unsupported(
                        "column '" + column.name() + "' has AUTO_INCREMENT and has to be a key",
                        "follow it at once by the create_primary_key of the new key, or take the identity away first:"
                                + " alter_column: {table: " + table.name() + ", name: " + column.name()
                                + ", identity: null}");
            }
        }
    }

    @Override
    protected void comment(TableName table, @Nullable String comment) {
        alterTable(table, "COMMENT = " + comment(comment == null ? "" : comment));
    }
}
