package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Identifiers;
import dev.trellis.error.Pasteable;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropIndex;
import dev.trellis.schema.Column;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The DDL of MariaDB and MySQL for keys, indexes and constraints, including the indexes that the server creates implicitly for
 * foreign keys.
 */
abstract class MysqlBaseKeyDdl extends MysqlBaseSql {
    MysqlBaseKeyDdl(MysqlBaseDialect dialect, Catalog catalog, Consumer<CompiledStatement> sink) {
        super(dialect, catalog, sink);
    }

    // ---- differences between MariaDB and MySQL ----

    /**
     * Adds the index that a foreign key needs because no other index starts with its columns, unless that index exists
     * already.
     */
    protected abstract void addImplicitIndex(MysqlBaseAlterTable alter, Table before, ForeignKey key);

    /** Drops the index that the server created for a foreign key, if it exists. */
    protected abstract void dropImplicitIndex(MysqlBaseAlterTable alter, @Nullable Table before, String key);

    /** Drops a CHECK. */
    protected abstract void dropCheck(MysqlBaseAlterTable alter, @Nullable Table before, String name);

    /** Returns whether a CHECK is part of its column's definition, so that dropping the column drops it. */
    protected boolean isColumnCheck(Table table, @Nullable String name) {
        return false;
    }

    // ---- operations ----

    /** Rejects a key from or to a table whose engine has no foreign keys; the server would accept the former and ignore it. */
    @Override
    public void visit(CreateForeignKey operation) {
        ForeignKey key = withReferencedSchema(operation.table(), operation.key());
        known(operation.table()).ifPresent(this::requireForeignKeys);
        known(key.referredTable()).ifPresent(this::requireReferable);
        super.visit(new CreateForeignKey(operation.table(), key));
    }

    /** Adds to the same ALTER TABLE an index for each foreign key that the change would leave without one. */
    private void addImplicitIndexes(MysqlBaseAlterTable alter, Table before, Table after) {
        List<ForeignKey> alreadyNeeded = MysqlBaseKeys.needingImplicitIndex(before);
        List<ForeignKey> dropped = removed(before.foreignKeys(), after.foreignKeys());
        for (ForeignKey key : MysqlBaseKeys.needingImplicitIndex(after)) {
            boolean sharedIndex =
                    dropped.stream().anyMatch(other -> MysqlBaseKeys.startsWith(other.columns(), key.columns()));
            if (!alreadyNeeded.contains(key) || sharedIndex) {
                addImplicitIndex(alter, before, key);
            }
        }
    }

    @Override
    public void visit(DropIndex operation) {
        MysqlBaseAlterTable alter = alter();
        dropKey(alter, known(operation.table()).orElse(null), operation.name());
        if (operation.concurrently()) {
            alter.clause("LOCK=NONE");
        }
        emit(operation.table(), alter);
    }

    @Override
    public void visit(DropConstraint operation) {
        MysqlBaseAlterTable alter = alter();
        Table before = known(operation.table()).orElse(null);
        switch (operation.type()) {
            case PRIMARY_KEY -> dropPrimaryKey(alter, before);
            case UNIQUE -> dropKey(alter, before, operation.name());
            case FOREIGN_KEY -> dropForeignKey(alter, before, operation.name());
            case CHECK -> dropCheck(alter, before, operation.name());
            case EXCLUDE -> throw excludesUnsupported(operation.name());
        }
        emit(operation.table(), alter);
    }

    private void dropPrimaryKey(MysqlBaseAlterTable alter, @Nullable Table before) {
        if (before != null) {
            requireNoAutoIncrement(before);
            addImplicitIndexes(alter, before, before.withPrimaryKey(null));
        }
        alter.dropPrimaryKey();
    }

    private void dropKey(MysqlBaseAlterTable alter, @Nullable Table before, String name) {
        if (before != null) {
            addImplicitIndexes(alter, before, withoutKey(before, name));
        }
        alter.dropIndex(name);
    }

    private void dropForeignKey(MysqlBaseAlterTable alter, @Nullable Table before, String name) {
        if (before != null) {
            List<ForeignKey> remaining = before.foreignKeys().stream()
                    .filter(key -> !name.equals(key.name()))
                    .toList();
            addImplicitIndexes(alter, before, before.withForeignKeys(remaining));
        }
        alter.dropForeignKey(name);
        if (before == null || before.indexes().stream().noneMatch(index -> name.equals(index.name()))) {
            dropImplicitIndex(alter, before, name);
        }
    }

    private static Table withoutKey(Table table, String name) {
        return table.withUniques(table.uniques().stream()
                        .filter(unique -> !name.equals(unique.name()))
                        .toList())
                .withIndexes(table.indexes().stream()
                        .filter(index -> !name.equals(index.name()))
                        .toList());
    }

    private void requireNoAutoIncrement(Table table) {
        for (Column column : table.columns()) {
            if (column.identity() != null && table.inPrimaryKey(column.name())) {
                throw unsupported(
                        "column '" + column.name() + "' has AUTO_INCREMENT and has to be a key",
                        "Place the create_primary_key of the new key directly after this operation, or first remove the"
                                + " identity with alter_column: {table: "
                                + Pasteable.yaml(table.name().toString())
                                + ", name: " + Pasteable.yaml(column.name())
                                + ", identity: null}");
            }
        }
    }

    // ---- parts of other operations ----

    /** Returns the clauses that replace a primary key by another. */
    final MysqlBaseAlterTable replacePrimaryKey(TableName table, PrimaryKey key) {
        MysqlBaseAlterTable alter = alter();
        known(table).ifPresent(before -> addImplicitIndexes(alter, before, before.withPrimaryKey(key)));
        return alter.dropPrimaryKey().add(primaryKey(key));
    }

    /** Drops the keys, indexes and checks that need a column which is about to be dropped. */
    final void dropDependents(MysqlBaseAlterTable alter, Table before, Table after) {
        addImplicitIndexes(alter, before, after);
        for (ForeignKey key : removed(before.foreignKeys(), after.foreignKeys())) {
            String name = Identifiers.requireName(key.name(), key);
            alter.dropForeignKey(name);
            if (key.columns().size() > 1) {
                dropImplicitIndex(alter, before, name);
            }
        }
        if (before.primaryKey() != null && after.primaryKey() == null) {
            alter.dropPrimaryKey();
        }
        Stream.concat(
                        removed(before.uniques(), after.uniques()).stream()
                                .map(unique -> Identifiers.requireName(unique.name(), unique)),
                        removed(before.indexes(), after.indexes()).stream()
                                .map(index -> Identifiers.requireName(index.name(), index)))
                .sorted()
                .forEach(alter::dropIndex);
        removed(before.checks(), after.checks()).stream()
                .filter(check -> !isColumnCheck(before, check.name()))
                .forEach(check -> dropCheck(alter, before, Identifiers.requireName(check.name(), check)));
    }
}
