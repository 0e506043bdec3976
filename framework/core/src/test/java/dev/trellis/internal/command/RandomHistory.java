package dev.trellis.internal.command;

import dev.trellis.fixture.TestProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes a line of revisions {@code s01}, {@code s02}, ... with random operations, which all databases can run. */
final class RandomHistory extends RandomTables {
    private static final List<String> TYPES =
            List.of("integer", "bigint", "string(30)", "boolean", "numeric(8,2)", "date");

    private final TreeSet<String> views = new TreeSet<>();
    private int names;

    RandomHistory(Random random) {
        super(random, TYPES, new TreeMap<>());
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
        String name = anyTable();
        Table table = Objects.requireNonNull(tables.get(name));
        return switch (random.nextInt(8)) {
            case 0 -> createIndex(name, table, () -> ", unique: " + random.nextBoolean());
            case 1 -> addForeignKey(name, table);
            case 2 -> changeColumn(name, table, () -> ", nullable: " + random.nextBoolean());
            case 3 -> dropColumn(name, table);
            case 4 -> renameTable(name, table);
            case 5 -> dropTable(name);
            case 6 -> createView(name, table);
            default -> addColumn(name, table);
        };
    }

    @Override
    String next(String prefix) {
        return prefix + ++names;
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

    private boolean isReferred(String name) {
        return views.contains(name) || tables.values().stream().anyMatch(table -> table.referred.contains(name));
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
        String column = table.free();
        if (column.isEmpty()) {
            return addColumn(name, table);
        }
        table.used.add(column);
        views.add(name);
        return "create_view: {name: " + next("v") + ", sql: \"select id, " + column + " from " + name + "\"}";
    }
}
