package dev.trellis.internal.update;

import dev.trellis.internal.diff.Narrowing;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.DropEnum;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.report.UpdateEffect;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Exclude;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares two schemas and finds the changes that may affect a party which uses the tables. */
final class SchemaChanges {
    private final Schema before;
    private final Schema after;
    private final @Nullable Operation operation;
    private final List<SchemaChange> changes = new ArrayList<>();

    private SchemaChanges(Schema before, Schema after, @Nullable Operation operation) {
        this.before = before;
        this.after = after;
        this.operation = operation;
    }

    /**
     * Returns the changes between two schemas.
     *
     * @param operation the operation that makes the changes; null if it is unknown
     */
    static List<SchemaChange> between(Schema before, Schema after, @Nullable Operation operation) {
        SchemaChanges all = new SchemaChanges(before, after, operation);
        all.compareTables();
        all.compareDefinitions();
        all.compareEnumerations();
        return all.changes;
    }

    private void compareTables() {
        for (Map.Entry<TableName, Table> each : before.tables().entrySet()) {
            Table next = after.tables().get(each.getKey());
            if (next == null) {
                String fate = operation instanceof RenameTable rename
                                && rename.table().equals(each.getKey())
                        ? " is renamed to " + rename.to()
                        : " is dropped";
                add(UpdateEffect.TABLE_GONE, each.getKey(), Set.of(), "table " + each.getKey() + fate);
            } else if (!next.equals(each.getValue())) {
                compare(each.getValue(), next);
            }
        }
    }

    private void compare(Table old, Table next) {
        for (Column column : old.columns()) {
            next.column(column.name())
                    .ifPresentOrElse(
                            changed -> compare(old, column, next, changed), () -> addGoneColumn(old.name(), column));
        }
        for (Column column : next.columns()) {
            if (old.column(column.name()).isEmpty() && !isRenamedTo(old.name(), column.name())) {
                boolean isRequired = next.isRequired(column) && !hasValue(column);
                String name = next.name() + "." + column.name();
                add(
                        isRequired ? UpdateEffect.VALUE_REQUIRED : UpdateEffect.COLUMN_ADDED,
                        next.name(),
                        Set.of(column.name()),
                        "column " + name + " is added" + (isRequired ? " and needs a value in each new row" : ""));
            }
        }
        compareKeys(old, next);
        compareConstraints(old, next);
        if (!Objects.equals(old.options().partitionOf(), next.options().partitionOf())
                || !Objects.equals(old.options().partitionBy(), next.options().partitionBy())
                || !old.options().inherits().equals(next.options().inherits())) {
            add(UpdateEffect.UNKNOWN_EFFECT, old.name(), Set.of(), "the partitions of table " + old.name() + " change");
        }
    }

    private boolean isRenamedTo(TableName table, String column) {
        return operation instanceof AlterColumn alter && alter.table().equals(table) && column.equals(alter.rename());
    }

    private void addGoneColumn(TableName table, Column column) {
        String fate = operation instanceof AlterColumn alter
                        && alter.table().equals(table)
                        && alter.column().equals(column.name())
                        && alter.rename() != null
                ? " is renamed to " + alter.rename()
                : " is dropped";
        add(UpdateEffect.COLUMN_GONE, table, Set.of(column.name()), "column " + table + "." + column.name() + fate);
    }

    private void compare(Table oldTable, Column old, Table nextTable, Column next) {
        String name = "column " + oldTable.name() + "." + old.name();
        Set<String> columns = Set.of(old.name());
        if (!old.type().equals(next.type())) {
            boolean narrows = Narrowing.narrows(old.type(), next.type());
            add(
                    narrows ? UpdateEffect.TYPE_CHANGED : UpdateEffect.TYPE_WIDENED,
                    oldTable.name(),
                    columns,
                    name + " changes its type from " + old.type() + " to " + next.type());
        }
        if (!Objects.equals(old.collation(), next.collation())
                || !Objects.equals(old.computed(), next.computed())
                || !Objects.equals(old.onUpdate(), next.onUpdate())
                || (!Objects.equals(old.identity(), next.identity()) && next.identity() != null)) {
            add(
                    UpdateEffect.TYPE_CHANGED,
                    oldTable.name(),
                    columns,
                    name + " changes its collation, identity or computed value");
        }
        boolean wasRequired = oldTable.isRequired(old);
        boolean isRequired = nextTable.isRequired(next);
        if (!wasRequired && isRequired) {
            add(
                    hasValue(next) ? UpdateEffect.STRICTER : UpdateEffect.VALUE_REQUIRED,
                    oldTable.name(),
                    columns,
                    name + " no longer accepts NULL");
        } else if (wasRequired && !isRequired) {
            add(UpdateEffect.NULLS_POSSIBLE, oldTable.name(), columns, name + " may contain NULL");
        }
        if (hasValue(old) && !hasValue(next)) {
            add(
                    isRequired ? UpdateEffect.DEFAULT_GONE : UpdateEffect.NULLS_POSSIBLE,
                    oldTable.name(),
                    columns,
                    name + " has no default any more");
        }
    }

    private static boolean hasValue(Column column) {
        return column.defaultValue() != null || column.identity() != null || column.computed() != null;
    }

    private void compareKeys(Table old, Table next) {
        Map<String, Set<String>> oldKeys = keys(old);
        Map<String, Set<String>> nextKeys = keys(next);
        oldKeys.forEach((key, columns) -> {
            if (!nextKeys.containsKey(key)) {
                add(
                        UpdateEffect.KEY_GONE,
                        old.name(),
                        columns,
                        "the key of table " + old.name() + " on (" + key + ") is dropped");
            }
        });
        nextKeys.forEach((key, columns) -> {
            if (!oldKeys.containsKey(key)) {
                add(
                        UpdateEffect.STRICTER,
                        old.name(),
                        columns,
                        "the values of (" + key + ") in table " + old.name() + " have to be unique");
            }
        });
    }

    /** Returns the columns of the primary key and of the unique constraints and indexes, by their text. */
    private static Map<String, Set<String>> keys(Table table) {
        Map<String, Set<String>> keys = new TreeMap<>();
        if (table.primaryKey() != null) {
            List<String> columns = table.primaryKey().columns();
            keys.put(text(columns), Set.copyOf(columns));
        }
        for (UniqueConstraint unique : table.uniques()) {
            keys.put(text(unique.columns()), Set.copyOf(unique.columns()));
        }
        for (Index index : table.indexes()) {
            if (index.unique()) {
                String parts = index.parts().stream()
                        .map(part -> part.column() == null ? String.valueOf(part.expression()) : part.column())
                        .sorted()
                        .collect(Collectors.joining(", "));
                keys.put(parts + (index.where() == null ? "" : " where " + index.where()), Set.copyOf(index.columns()));
            }
        }
        return keys;
    }

    private static String text(List<String> columns) {
        return columns.stream().sorted().collect(Collectors.joining(", "));
    }

    private void compareConstraints(Table old, Table next) {
        Set<Set<String>> oldKeys =
                old.foreignKeys().stream().map(key -> Set.copyOf(key.columns())).collect(Collectors.toSet());
        for (ForeignKey key : next.foreignKeys()) {
            if (!oldKeys.contains(Set.copyOf(key.columns()))) {
                add(
                        UpdateEffect.STRICTER,
                        old.name(),
                        Set.copyOf(key.columns()),
                        "foreign key " + key.name() + " of table " + old.name() + " is added");
            }
        }
        Set<Object> oldChecks = old.checks().stream().map(Check::sql).collect(Collectors.toSet());
        for (Check check : next.checks()) {
            if (!oldChecks.contains(check.sql())) {
                Set<String> columns = next.columnNames().stream()
                        .filter(check.sql()::mentions)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
                boolean isOnNewColumns =
                        columns.stream().allMatch(column -> old.column(column).isEmpty());
                if (columns.isEmpty() || !isOnNewColumns) {
                    add(
                            UpdateEffect.STRICTER,
                            old.name(),
                            columns,
                            "CHECK constraint " + check.name() + " of table " + old.name() + " is added");
                }
            }
        }
        for (Exclude exclude : next.options().excludes()) {
            if (!old.options().excludes().contains(exclude)) {
                add(
                        UpdateEffect.STRICTER,
                        old.name(),
                        Set.copyOf(exclude.columns()),
                        "EXCLUDE constraint " + exclude.name() + " of table " + old.name() + " is added");
            }
        }
    }

    private void compareDefinitions() {
        if (before.definitions().equals(after.definitions())) {
            return;
        }
        for (Map.Entry<DefinitionName, Definition> each : before.definitions().entrySet()) {
            DefinitionName name = each.getKey();
            Definition next = after.definitions().get(name);
            if (next == null) {
                add(UpdateEffect.DEFINITION_GONE, name.name(), Set.of(), name.describe() + " is dropped");
            } else if (!next.equals(each.getValue())) {
                add(UpdateEffect.DEFINITION_CHANGED, name.name(), Set.of(), name.describe() + " is replaced");
            }
        }
        for (DefinitionName name : after.definitions().keySet()) {
            TableName table = name.table();
            if (table != null
                    && before.tables().containsKey(table)
                    && !before.definitions().containsKey(name)) {
                add(UpdateEffect.STRICTER, table, Set.of(), name.describe() + " is added");
            }
        }
    }

    private void compareEnumerations() {
        for (Map.Entry<TableName, Enumeration> each : before.enums().entrySet()) {
            Enumeration next = after.enums().get(each.getKey());
            String name = "enum " + each.getKey();
            if (next == null && (operation == null || operation instanceof DropEnum)) {
                add(UpdateEffect.DEFINITION_GONE, each.getKey(), Set.of(), name + " is dropped");
            } else if (next != null && !next.values().equals(each.getValue().values())) {
                boolean isWider = next.values().containsAll(each.getValue().values());
                add(
                        isWider ? UpdateEffect.TYPE_WIDENED : UpdateEffect.TYPE_CHANGED,
                        each.getKey(),
                        Set.of(),
                        name + (isWider ? " has more values" : " has other values"));
            }
        }
    }

    private void add(UpdateEffect effect, TableName object, Set<String> columns, String message) {
        changes.add(new SchemaChange(effect, object, columns, message));
    }
}
