package dev.trellis.internal.command;

import dev.trellis.fixture.TestProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes a line of revisions and two heads on it, {@code h1} and {@code h2}, with random operations. Each head alone can run
 * after the line; together they may conflict, because sometimes both use the same table or the same new name.
 */
final class RandomHeads {
    private static final List<String> TYPES = List.of(
            "integer", "bigint", "string(30)", "boolean", "numeric(8,2)", "enum(kind1: p, q)", "enum(kind2: r, s)");

    private final Random random;
    private final boolean hasTriggers;

    /**
     * Creates the generator.
     *
     * @param hasTriggers whether to create triggers in the SQL of SQLite
     */
    RandomHeads(Random random, boolean hasTriggers) {
        this.random = random;
        this.hasTriggers = hasTriggers;
    }

    void write(TestProject project) {
        Side line = new Side("c", new TreeMap<>(), new TreeMap<>());
        List<String> operations = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            operations.add(line.createTable());
        }
        project.script("b1", "null", line.body(operations));
        project.script("b2", "b1", line.body(line.operations(4)));
        line.write(project, "h1", "a", 1 + random.nextInt(2));
        line.write(project, "h2", "b", 1 + random.nextInt(2));
    }

    /** The schema after some operations, to which further ones are added. */
    private final class Side extends RandomTables {
        private final String prefix;
        /** The views and triggers with the tables that they read or write. */
        private final Map<String, String> views;

        private final TreeSet<String> touched = new TreeSet<>();
        private boolean isDeclared = true;
        private int names;

        Side(String prefix, Map<String, Table> tables, Map<String, String> views) {
            super(RandomHeads.this.random, TYPES, tables);
            this.prefix = prefix;
            this.views = views;
        }

        void write(TestProject project, String id, String newPrefix, int count) {
            Map<String, Table> copies = new TreeMap<>();
            tables.forEach((name, table) -> copies.put(name, table.copy()));
            Side side = new Side(newPrefix, copies, new TreeMap<>(views));
            project.script(id, "b2", side.body(side.operations(count)));
        }

        List<String> operations(int count) {
            List<String> operations = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                operations.add(operation());
            }
            return operations;
        }

        String body(List<String> operations) {
            StringBuilder body = new StringBuilder();
            if (isDeclared) {
                body.append("touches: [").append(String.join(", ", touched)).append("]\n");
            }
            body.append("upgrade:\n");
            operations.forEach(
                    operation -> body.append("  - ").append(operation).append('\n'));
            return body.append("downgrade: []\n").toString();
        }

        /** Returns a new name, which the other side sometimes chooses as well. */
        @Override
        String next(String kind) {
            names++;
            boolean isShared = !prefix.equals("c") && random.nextInt(8) == 0;
            return kind + (isShared ? "x" : prefix) + names;
        }

        private String operation() {
            String name = anyTable();
            Table table = Objects.requireNonNull(tables.get(name));
            return switch (random.nextInt(14)) {
                case 0 -> createTable();
                case 1 -> createIndex(name, table, () -> "");
                case 2 -> addForeignKey(name, table);
                case 3 -> changeColumn(name, table, () -> "");
                case 4 -> dropColumn(name, table);
                case 5 -> renameTable(name, table);
                case 6 -> dropTable(name);
                case 7 -> createView(name, table);
                case 8 -> dropView();
                case 9 -> createTrigger(name);
                case 10, 11 -> insertRows(name);
                case 12 -> execute(name);
                default -> addColumn(name, table);
            };
        }

        String createTable() {
            Table table = new Table();
            String name = next("t");
            String column = next("c");
            String key = next("c");
            table.columns.put(column, type());
            String keys = "";
            if (!tables.isEmpty() && random.nextBoolean()) {
                String referred = anyTable();
                table.referred.add(referred);
                keys = ", foreign_keys: [{columns: [" + key + "], references: " + referred + "(id), on_delete: "
                        + (random.nextBoolean() ? "cascade" : "no action") + "}]";
            }
            tables.put(name, table);
            return "create_table: {name: " + name + ", columns: {id: bigint, " + column + ": \""
                    + table.columns.get(column) + "\", " + key + ": bigint}, primary_key: [id], checks: [{name: "
                    + next("k") + ", sql: id > 0}]" + keys + "}";
        }

        private boolean isInView(String name) {
            return views.values().stream().anyMatch(from -> (" " + from + " ").contains(" " + name + " "));
        }

        private String renameTable(String name, Table table) {
            if (isInView(name)) {
                return addColumn(name, table);
            }
            String renamed = next("t");
            tables.remove(name);
            tables.put(renamed, table);
            tables.values().forEach(other -> {
                if (other.referred.remove(name)) {
                    other.referred.add(renamed);
                }
            });
            return "rename_table: {table: " + name + ", to: " + renamed + "}";
        }

        private String dropTable(String name) {
            boolean isReferred = tables.values().stream().anyMatch(table -> table.referred.contains(name));
            if (isReferred || isInView(name) || tables.size() < 3) {
                return createTable();
            }
            tables.remove(name);
            return "drop_table: " + name;
        }

        private String createView(String name, Table table) {
            String column = table.free();
            String other = anyTable();
            if (column.isEmpty() || other.equals(name)) {
                return addColumn(name, table);
            }
            table.used.add(column);
            String view = next("v");
            views.put(view, name + " " + other);
            return "create_view: {name: " + view + ", sql: \"select " + name + ".id, " + name + "." + column + " from "
                    + name + ", " + other + "\"}";
        }

        private String dropView() {
            String view = views.keySet().stream()
                    .filter(name -> name.startsWith("v"))
                    .findFirst()
                    .orElse("");
            if (view.isEmpty()) {
                return createTable();
            }
            views.remove(view);
            return "drop_view: " + view;
        }

        private String createTrigger(String name) {
            String other = anyTable();
            if (!hasTriggers || other.equals(name)) {
                return insertRows(name);
            }
            String trigger = next("g");
            views.put(trigger, name + " " + other);
            return "create_trigger: {name: " + trigger + ", table: " + name + ", sql: \"after insert on " + name
                    + " begin insert or ignore into " + other + " (id) values (new.id + 1000000); end\"}";
        }

        private String insertRows(String name) {
            return "bulk_insert: {table: " + name + ", rows: [{id: " + (1 + random.nextInt(1_000_000)) + "}]}";
        }

        private String execute(String name) {
            String other = anyTable();
            isDeclared &= random.nextInt(3) > 0;
            touched.add(name);
            return random.nextBoolean()
                    ? "execute: delete from " + name + " where id > 500000"
                    : "execute: insert into " + name + " (id) select coalesce(max(id), 0) + 2000000 + "
                            + random.nextInt(1_000_000) + " from " + other;
        }
    }
}
