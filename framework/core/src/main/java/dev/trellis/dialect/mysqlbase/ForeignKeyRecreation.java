package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Identifiers;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Portable;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Drops the foreign keys of a column before its type changes, because the server rejects the change otherwise, and recreates
 * them when the types on both sides have changed.
 */
final class ForeignKeyRecreation {
    private record KeyName(TableName table, String name) {}

    private final MysqlBaseDdl ddl;
    private final Map<KeyName, ForeignKey> dropped = new LinkedHashMap<>();

    ForeignKeyRecreation(MysqlBaseDdl ddl) {
        this.ddl = ddl;
    }

    /** Drops the foreign keys that block a change of a column; called before the change. */
    void dropBefore(Table table, Column before, Column after) {
        if (isAllowed(table, before, after)) {
            return;
        }
        for (ForeignKey key : table.foreignKeys()) {
            if (key.columns().contains(before.name())) {
                drop(table.name(), key);
            }
        }
        for (Table referring : ddl.referring(table.name())) {
            for (ForeignKey key : referring.foreignKeys()) {
                if (key.referredTable().equals(table.name())
                        && key.referredColumns().contains(before.name())) {
                    drop(referring.name(), key);
                }
            }
        }
        if (!before.name().equals(after.name())) {
            rename(table.name(), before.name(), after.name());
        }
    }

    private void drop(TableName table, ForeignKey key) {
        KeyName name = new KeyName(table, Identifiers.requireName(key.name(), key));
        if (!dropped.containsKey(name)) {
            ddl.emit(table, ddl.alter().dropForeignKey(name.name()));
            dropped.put(name, key);
        }
    }

    private void rename(TableName table, String from, String to) {
        dropped.replaceAll((name, key) -> {
            ForeignKey renamed = name.table().equals(table) ? key.withColumns(swap(key.columns(), from, to)) : key;
            return key.referredTable().equals(table)
                    ? renamed.withReferred(table, swap(key.referredColumns(), from, to))
                    : renamed;
        });
    }

    private static List<String> swap(List<String> columns, String from, String to) {
        return columns.stream().map(column -> column.equals(from) ? to : column).toList();
    }

    /** Recreates the dropped foreign keys. */
    void recreate() {
        dropped.forEach((name, key) ->
                ddl.emit(name.table(), ddl.alter().add(ddl.foreignKeyDefinition(name.table(), key))));
        dropped.clear();
    }

    /**
     * Returns whether the server allows the change while the column has a foreign key: the type must stay equal, or become a
     * slightly longer varchar.
     */
    private boolean isAllowed(Table table, Column before, Column after) {
        ColumnType from = ddl.types().canonical(before.type(), table.name());
        ColumnType to = ddl.types().canonical(after.type(), table.name());
        boolean longer = from instanceof Portable old
                && to instanceof Portable next
                && old.kind() == Kind.STRING
                && next.kind() == Kind.STRING
                && old.lengthOrPrecision() != null
                && next.lengthOrPrecision() != null
                && ddl.allowsLongerKeyColumn(old.lengthOrPrecision(), next.lengthOrPrecision());
        return (longer || from.equals(to)) && Objects.equals(before.collation(), after.collation());
    }
}
