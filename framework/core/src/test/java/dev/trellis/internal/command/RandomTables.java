package dev.trellis.internal.command;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Random operations on tables, which all databases can run in their order. */
abstract class RandomTables {
    final Random random;
    final Map<String, Table> tables;
    private final List<String> types;

    /** The columns of a table with their types, those on which something depends, and the tables that it refers to. */
    static final class Table {
        final Map<String, String> columns = new TreeMap<>();
        final TreeSet<String> used = new TreeSet<>();
        final TreeSet<String> referred = new TreeSet<>();

        Table copy() {
            Table copy = new Table();
            copy.columns.putAll(columns);
            copy.used.addAll(used);
            copy.referred.addAll(referred);
            return copy;
        }

        /** Returns a column on which nothing depends; empty if there is none. */
        String free() {
            return columns.keySet().stream()
                    .filter(column -> !used.contains(column))
                    .findFirst()
                    .orElse("");
        }
    }

    RandomTables(Random random, List<String> types, Map<String, Table> tables) {
        this.random = random;
        this.types = types;
        this.tables = tables;
    }

    /** Returns a new name that begins with a letter for the kind of object. */
    abstract String next(String kind);

    final String type() {
        return types.get(random.nextInt(types.size()));
    }

    final String anyTable() {
        return List.copyOf(tables.keySet()).get(random.nextInt(tables.size()));
    }

    final String addColumn(String name, Table table) {
        String column = next("c");
        table.columns.put(column, type());
        return "add_column: {table: " + name + ", name: " + column + ", type: \"" + table.columns.get(column) + "\"}";
    }

    /** Creates an index; {@code further} returns further keys of the operation. */
    final String createIndex(String name, Table table, Supplier<String> further) {
        String column = table.free();
        if (column.isEmpty()) {
            return addColumn(name, table);
        }
        table.used.add(column);
        return "create_index: {name: " + next("x") + ", table: " + name + ", columns: [" + column + "]" + further.get()
                + "}";
    }

    final String addForeignKey(String name, Table table) {
        String referred = anyTable();
        String column = table.columns.keySet().stream()
                .filter(each -> "bigint".equals(table.columns.get(each)) && !table.used.contains(each))
                .findFirst()
                .orElse("");
        if (column.isEmpty()) {
            return addColumn(name, table);
        }
        table.used.add(column);
        table.referred.add(referred);
        return "create_foreign_key: {table: " + name + ", name: " + next("f") + ", columns: [" + column
                + "], references: " + referred + "(id)}";
    }

    /** Renames a column and widens its type; {@code further} returns further keys of the operation. */
    final String changeColumn(String name, Table table, Supplier<String> further) {
        String column = table.free();
        if (column.isEmpty()) {
            return addColumn(name, table);
        }
        String type = Objects.requireNonNull(table.columns.remove(column));
        String renamed = next("c");
        String wider = type.equals("integer") ? "bigint" : type.equals("string(30)") ? "string(50)" : type;
        table.columns.put(renamed, wider);
        return "alter_column: {table: " + name + ", name: " + column + ", rename: " + renamed + ", type: \"" + wider
                + "\"" + further.get() + "}";
    }

    final String dropColumn(String name, Table table) {
        String column = table.free();
        if (column.isEmpty()) {
            return addColumn(name, table);
        }
        table.columns.remove(column);
        return "drop_column: {table: " + name + ", name: " + column + "}";
    }
}
