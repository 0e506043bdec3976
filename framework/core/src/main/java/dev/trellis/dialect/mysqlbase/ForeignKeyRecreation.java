package dev.trellis.dialect.mysqlbase;

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
 * New types for columns that foreign keys hold: the server refuses those, so the foreign keys are dropped, and made again
 * when the types on both sides have changed.
 */
final class ForeignKeyRecreation {
    private record Place(TableName table, String name) {}

    private final MysqlBaseDdl ddl;
    private final Map<Place, ForeignKey> dropped = new LinkedHashMap<>();

    ForeignKeyRecreation(MysqlBaseDdl ddl) {
        this.ddl = ddl;
    }

    /** Called before a column is defined anew. */
    void begin(Table table, Column before, Column after) {
        if (isTaken(table, before, after)) {
            return;
        }
        for (ForeignKey key : table.foreignKeys()) {
            if (key.columns().contains(before.name())) {
                drop(table.name(), key);
            }
        }
        for (Table other : ddl.known().referring(table.name())) {
            for (ForeignKey key : other.foreignKeys()) {
                if (key.referredTable().equals(table.name())
                        && key.referredColumns().contains(before.name())) {
                    drop(other.name(), key);
                }
            }
        }
        if (!before.name().equals(after.name())) {
            rename(table.name(), before.name(), after.name());
        }
    }

    private void drop(TableName table, ForeignKey key) {
        Place place = new Place(table, String.valueOf(key.name()));
        if (!dropped.containsKey(place)) {
            ddl.alter(table, "DROP FOREIGN KEY " + ddl.name(place.name()));
            dropped.put(place, key);
        }
    }

    private void rename(TableName table, String from, String to) {
        dropped.replaceAll((place, key) -> {
            ForeignKey renamed = place.table().equals(table) ? key.withColumns(swap(key.columns(), from, to)) : key;
            return key.referredTable().equals(table)
                    ? renamed.withReferred(table, swap(key.referredColumns(), from, to))
                    : renamed;
        });
    }

    private static List<String> swap(List<String> columns, String from, String to) {
        return columns.stream().map(column -> column.equals(from) ? to : column).toList();
    }

    /** Makes the foreign keys again. */
    void finish() {
        dropped.forEach((place, key) -> ddl.alter(place.table(), "ADD " + ddl.foreignKeySql(key)));
        dropped.clear();
    }

    /** Whether the server makes the change under a foreign key: the same type, or a longer varchar. */
    private boolean isTaken(Table table, Column before, Column after) {
        ColumnType from = ddl.types().canonical(before.type(), table.name());
        ColumnType to = ddl.types().canonical(after.type(), table.name());
        boolean longer = from instanceof Portable old
                && to instanceof Portable next
                && old.kind() == Kind.STRING
                && next.kind() == Kind.STRING
                && old.lengthOrPrecision() != null
                && next.lengthOrPrecision() != null
                && old.lengthOrPrecision() <= next.lengthOrPrecision();
        return (longer || from.equals(to)) && Objects.equals(before.collation(), after.collation());
    }
}
