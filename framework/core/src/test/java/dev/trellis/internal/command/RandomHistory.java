package dev.trellis.internal.command;

import dev.trellis.fixture.TestProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes a line of revisions {@code s01}, {@code s02}, ... with random operations, which all databases can run. */
final class RandomHistory {
    private static final List<String> TYPES =
            List.of("integer", "bigint", "string(30)", "boolean", "numeric(8,2)", "date");

    /** A table: the columns that may be changed, and everything that depends on them. */
    private static final class Table {
        final Map<String, String> columns = new TreeMap<>();
        final TreeSet<String> used = new TreeSet<>();
        final TreeSet<String> referredTables = new TreeSet<>();
        final TreeSet<String> indexes = new TreeSet<>();
    }

    private final Random random;
    private final Map<String, Table> tables = new TreeMap<>();
    private final TreeSet<String> views = new TreeSet<>();
    private int names;

    RandomHistory(Random random) {
        this.random = random;
    }

    /** Writes the scripts of the revisions. */
    void write(TestProject project, int revisions) {
        for (int i = 1; i <= revisions; i++) {
            List<String> operations = new ArrayList<>();
            int count = 1 + random.nextInt(3);
            for (int n = 0; n < count; n++) {
                operations.add("  - " + operation() + "\n");
            }
            project.script(
                    id(i), i == 1 ? "null" : id(i - 1), "upgrade:\n" + String.join("", operations) + "downgrade: []\n");
        }
    }

    static String id(int number) {
        return "s0" + number;
    }

    private String operation() {
        if (tables.isEmpty() || random.nextInt(4) == 0) {
            return createTable();
        }
        String name = List.copyOf(tables.keySet()).get(random.nextInt(tables.size()));
        Table table = Objects.requireNonNull(tables.get(name));
        return switch (random.nextInt(8)) {
            case 0 -> createIndex(name, table);
            case 1 -> addForeignKey(name, table);
            case 2 -> changeColumn(name, table);
            case 3 -> dropColumn(name, table);
            case 4 -> renameTable(name, table);
            case 5 -> dropTable(name);
            case 6 -> createView(name, table);
            default -> addColumn(name, table);
        };
    }

    private String next(String prefix) {
        return prefix + ++names;
    }

    private String type() {
        return TYPES.get(random.nextInt(TYPES.size()));
    }

    private String createTable() {
        Table table = new Table();
        String name = next("t");
        String first = next("c");
        String second = next("c");
        table.columns.put(first, type());
        table.columns.put(second, type());
        tables.put(name, table);
        return "create_table: {name: " + name + ", columns: {id: bigint, " + first + ": \"" + table.columns.get(first)
                + "\", " + second + ": {type: \"" + table.columns.get(second)
                + "\", comment: second}}, primary_key: [id], checks: [{name: " + next("k") + ", sql: id > 0}]}";
    }

    private String addColumn(String name, Table table) {
        String column = next("c");
        table.columns.put(column, type());
        return "add_column: {table: " + name + ", name: " + column + ", type: \"" + table.columns.get(column) + "\"}";
    }

    /** Returns a column on which nothing depends; adds one if there is none. */
    private String free(Table table) {
        return table.columns.keySet().stream()
                .filter(column -> !table.used.contains(column))
                .findFirst()
                .orElse("");
    }

    private String createIndex(String name, Table table) {
        String column = free(table);
        if (column.isEmpty()) {
            return addColumn(name, table);
        }
        table.used.add(column);
        String index = next("x");
        table.indexes.add(index);
        return "create_index: {name: " + index + ", table: " + name + ", columns: [" + column + "], unique: "
                + random.nextBoolean() + "}";
    }

    private String addForeignKey(String name, Table table) {
        String referred = List.copyOf(tables.keySet()).get(random.nextInt(tables.size()));
        String column = table.columns.keySet().stream()
                .filter(each -> "bigint".equals(table.columns.get(each)) && !table.used.contains(each))
                .findFirst()
                .orElse("");
        if (column.isEmpty()) {
            return addColumn(name, table);
        }
        table.used.add(column);
        table.referredTables.add(referred);
        return "create_foreign_key: {table: " + name + ", name: " + next("f") + ", columns: [" + column
                + "], references: " + referred + "(id)}";
    }

    private String changeColumn(String name, Table table) {
        String column = free(table);
        if (column.isEmpty()) {
            return addColumn(name, table);
        }
        String type = Objects.requireNonNull(table.columns.remove(column));
        String renamed = next("c");
        String wider = type.equals("integer") ? "bigint" : type.equals("string(30)") ? "string(50)" : type;
        table.columns.put(renamed, wider);
        return "alter_column: {table: " + name + ", name: " + column + ", rename: " + renamed + ", type: \"" + wider
                + "\", nullable: " + random.nextBoolean() + "}";
    }

    private String dropColumn(String name, Table table) {
        String column = free(table);
        if (column.isEmpty()) {
            return addColumn(name, table);
        }
        table.columns.remove(column);
        return "drop_column: {table: " + name + ", name: " + column + "}";
    }

    private boolean isReferred(String name) {
        return views.contains(name) || tables.values().stream().anyMatch(table -> table.referredTables.contains(name));
    }

    private String renameTable(String name, Table table) {
        if (isReferred(name)) {
            return addColumn(name, table);
        }
        String renamed = next("t");
        tables.remove(name);
        tables.put(renamed, table);
        return "rename_table: {table: " + name + ", to: " + renamed + "}";
    }

    private String dropTable(String name) {
        if (isReferred(name)) {
            return createTable();
        }
        tables.remove(name);
        return "drop_table: " + name;
    }

    private String createView(String name, Table table) {
        String column = free(table);
        if (column.isEmpty()) {
            return addColumn(name, table);
        }
        table.used.add(column);
        views.add(name);
        return "create_view: {name: " + next("v") + ", sql: \"select id, " + column + " from " + name + "\"}";
    }
}
