package dev.trellis.internal.protection;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.TableName;
import dev.trellis.script.LocatedOperation;
import dev.trellis.sql.ObjectKind;
import dev.trellis.sql.StatementSummary;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The tables that the scripts of one branch create, collected by reading the upgrades in order. */
final class CreatedTables {
    private final Dialect dialect;
    private final Set<TableName> atHeads = new TreeSet<>();
    private final Set<TableName> everCreated = new TreeSet<>();

    CreatedTables(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Returns the tables that exist after the last revision, sorted. */
    Set<TableName> atHeads() {
        return atHeads;
    }

    /** Returns the tables and views that exist after any revision, sorted. */
    Set<TableName> everCreated() {
        return everCreated;
    }

    void read(List<LocatedOperation> upgrade) {
        upgrade.forEach(located -> read(located.operation()));
    }

    private void read(Operation operation) {
        if (operation instanceof CreateTable create) {
            add(create.table().name());
        } else if (operation instanceof DropTable drop) {
            atHeads.remove(drop.table());
        } else if (operation instanceof RenameTable rename && atHeads.remove(rename.table())) {
            add(rename.table().renamed(rename.to()));
        } else if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(this::read);
        } else if (operation instanceof ExecuteSql execute) {
            StatementParser.parseAll(execute.sql().in(dialect.name()), dialect.syntax())
                    .forEach(this::read);
        }
    }

    private void read(StatementSummary statement) {
        if (!(statement instanceof StatementSummary.DataDefinition definition)) {
            return;
        }
        List<TableName> names =
                definition.names().stream().map(dialect::parseTableName).toList();
        boolean isTable = definition.kind() == ObjectKind.TABLE;
        String newName = definition.newName();
        if (definition instanceof StatementSummary.Create) {
            if (isTable) {
                names.forEach(this::add);
            } else if (definition.kind() == ObjectKind.VIEW) {
                everCreated.addAll(names);
            }
        } else if (definition instanceof StatementSummary.Drop) {
            if (isTable) {
                names.forEach(atHeads::remove);
            }
        } else if (newName != null && names.size() == 1 && atHeads.remove(names.get(0))) {
            add(names.get(0).renamed(dialect.parseTableName(newName).name()));
        }
    }

    private void add(TableName table) {
        atHeads.add(table);
        everCreated.add(table);
    }
}
