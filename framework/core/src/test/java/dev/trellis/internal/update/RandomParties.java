package dev.trellis.internal.update;

import dev.trellis.Extensions;
import dev.trellis.branch.Branch;
import dev.trellis.branch.Branch.ScriptLocation;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.Impact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A protected base, a plugin and an app with random permitted content, and a random update of the base. The base has the tables
 * {@code b0}, {@code b1} and so on. Column {@code id} is the key; {@code code} is unique; {@code name}, {@code note}, {@code
 * amount} and {@code kind} are ordinary columns. The app and the plugin refer to some of them.
 */
final class RandomParties {
    private static final List<String> COLUMNS = List.of("code", "name", "note", "amount", "kind");

    private final Random random;
    private final TestProject project;
    private final int tables;
    /** The columns to which the app or the plugin refers, as {@code b0.name}. */
    private final Set<String> used = new HashSet<>();
    /** The tables into which the app inserts rows, or to which it refers. */
    private final Set<String> usedTables = new HashSet<>();

    private final Set<String> written = new HashSet<>();
    private final Map<String, String> comments = new HashMap<>();
    private final Map<String, Integer> lengths = new HashMap<>();

    /**
     * A change of the base.
     *
     * @param text the operations of the new revision
     * @param least the least severe impact that is right for it
     */
    record Change(String text, Impact least) {}

    RandomParties(Random random, TestProject project) {
        this.random = random;
        this.project = project;
        this.tables = 1 + random.nextInt(3);
    }

    /** Writes the first release of the base, the plugin and the app. */
    void write() {
        StringBuilder base = new StringBuilder("revision: base1\nbranch_labels: [vendor]\nupgrade:\n");
        for (int i = 0; i < tables; i++) {
            base.append("""
                      - create_table:
                          name: b%1$s
                          columns:
                            id: integer
                            code: {type: string(10), nullable: false}
                            name: string(20)
                            note: {type: string(50), nullable: false, default: none}
                            amount: integer
                            kind: {type: string(8), nullable: false}
                          primary_key: [id]
                          unique: [{name: uq_b%1$s_code, columns: [code]}]
                          indexes: [{name: ix_b%1$s_name, columns: [name]}]
                    """.formatted(i));
        }
        for (int i = 0; i < tables; i++) {
            base.append("  - drop_table: b").append(tables - 1 - i).append('\n');
        }
        String text = base.toString();
        int split = text.indexOf("  - drop_table");
        file("base-1.0/db/base1.yaml", text.substring(0, split) + "downgrade:\n" + text.substring(split));
        file("base-1.0/META-INF/trellis/branches.yaml", descriptor("vendor", true));
        file("plug-1.0/META-INF/trellis/branches.yaml", descriptor("plug", false));
        party("plug", "plug-1.0/db/plug1.yaml");
        party("app", "db/app1.yaml");
    }

    private static String descriptor(String label, boolean isProtected) {
        return "branches:\n  " + label + ": {plugin: test." + label + ", scripts: db, protected: " + isProtected
                + "}\n";
    }

    /** Writes a party whose table refers to some tables of the base, and which may read or write rows. */
    private void party(String label, String path) {
        List<String> up = new ArrayList<>();
        List<String> down = new ArrayList<>();
        String base = "b" + random.nextInt(tables);
        usedTables.add(base);
        used.add(base + ".id");
        StringBuilder keys = new StringBuilder("{columns: [id], references: \"" + base + "(id)\", on_delete: cascade}");
        if (random.nextBoolean()) {
            String other = "b" + random.nextInt(tables);
            usedTables.add(other);
            used.add(other + ".code");
            keys.append(", {columns: [code], references: \"" + other + "(code)\"}");
        }
        up.add("""
                  - create_table:
                      name: %1$s_one
                      columns: {id: integer, code: string(10), extra: string(20)}
                      primary_key: [id]
                      indexes: [{name: ix_%1$s_one_extra, columns: [extra]}]
                      foreign_keys: [%2$s]
                """.formatted(label, keys));
        down.add("  - drop_table: " + label + "_one\n");
        if (random.nextInt(3) == 0) {
            String table = "b" + random.nextInt(tables);
            String column = COLUMNS.get(random.nextInt(COLUMNS.size()));
            usedTables.add(table);
            used.add(table + "." + column);
            up.add("  - create_view: {name: " + label + "_view, sql: \"select id, " + column + " from " + table
                    + "\"}\n");
            down.add("  - drop_view: " + label + "_view\n");
        }
        if (random.nextInt(3) == 0) {
            String table = "b" + random.nextInt(tables);
            usedTables.add(table);
            written.add(table);
            used.addAll(List.of(table + ".id", table + ".code", table + ".kind"));
            up.add("  - execute: \"insert into " + table + " (id, code, kind) values (" + (label.equals("app") ? 7 : 8)
                    + ", 'x" + label + "', 'k')\"\n");
            down.add("  - execute: \"delete from " + table + " where code = 'x" + label + "'\"\n");
        }
        if (random.nextInt(4) == 0) {
            String table = "b" + random.nextInt(tables);
            String column = COLUMNS.get(random.nextInt(COLUMNS.size()));
            usedTables.add(table);
            used.add(table + "." + column);
            up.add("  - execute: \"update " + label + "_one set extra = (select max(" + column + ") from " + table
                    + ")\"\n");
            down.add("  - execute: \"update " + label + "_one set extra = null\"\n");
        }
        StringBuilder text = new StringBuilder(
                "revision: " + label + "1\nbranch_labels: [" + label + "]\ndepends_on: base1\nupgrade:\n");
        up.forEach(text::append);
        text.append("downgrade:\n");
        for (int i = down.size() - 1; i >= 0; i--) {
            text.append(down.get(i));
        }
        file(path, text.toString());
    }

    /** Writes the second release of the base with one change more for each of the given ones. */
    void update(List<Change> changes) {
        copy("base-1.0/db/base1.yaml", "base-2.0/db/base1.yaml");
        copy("base-1.0/META-INF/trellis/branches.yaml", "base-2.0/META-INF/trellis/branches.yaml");
        String parent = "base1";
        int number = 2;
        for (Change change : changes) {
            String id = "base" + number++;
            file(
                    "base-2.0/db/" + id + ".yaml",
                    "revision: " + id + "\ndown_revision: " + parent + "\n" + change.text());
            parent = id;
        }
    }

    /** Returns a change that affects no party. */
    Change harmless(int number) {
        String table = "b" + random.nextInt(tables);
        String unused = COLUMNS.stream()
                .filter(column -> !used.contains(table + "." + column) && !column.equals("code"))
                .findFirst()
                .orElse("");
        String text = switch (random.nextInt(unused.equals("name") || unused.equals("kind") ? 7 : 6)) {
            case 0 ->
                both(
                        "add_column: {table: %s, name: n%d, type: string(5)}".formatted(table, number),
                        "drop_column: {table: %s, name: n%d}".formatted(table, number));
            case 1 ->
                both(
                        "add_column: {table: %s, name: n%d, type: integer, nullable: false, default: 3}"
                                .formatted(table, number),
                        "drop_column: {table: %s, name: n%d}".formatted(table, number));
            case 2 ->
                both(
                        ("create_table: {name: t%1$d, columns: {id: integer, ref: integer}, primary_key: [id],"
                                        + " foreign_keys: [{columns: [ref], references: \"%2$s(id)\"}]}")
                                .formatted(number, table),
                        "drop_table: t" + number);
            case 3 ->
                both(
                        "create_index: {name: ix_n%d, table: %s, columns: [kind]}".formatted(number, table),
                        "drop_index: {name: ix_n%d, table: %s}".formatted(number, table));
            case 4 ->
                both(
                        "create_view: {name: v%d, sql: \"select id, code from %s\"}".formatted(number, table),
                        "drop_view: v" + number);
            case 5 ->
                both(
                        "create_table_comment: {table: %s, comment: c%d}".formatted(table, number),
                        commentBefore(table, "c" + number));
            default -> widen(table, unused, 90 + number);
        };
        return new Change(text, Impact.HARMLESS);
    }

    private String commentBefore(String table, String comment) {
        String former = comments.put(table, comment);
        return former == null
                ? "drop_table_comment: " + table
                : "create_table_comment: {table: %s, comment: %s}".formatted(table, former);
    }

    private String widen(String table, String column, int length) {
        int former = lengths.getOrDefault(table + "." + column, column.equals("name") ? 20 : 8);
        lengths.put(table + "." + column, length);
        String operation = "alter_column: {table: %s, name: %s, type: string(%d)}";
        return both(operation.formatted(table, column, length), operation.formatted(table, column, former));
    }

    /** Returns a change that breaks a party, or any application code that uses the changed object. */
    Change planted() {
        String table = "b" + random.nextInt(tables);
        String column = COLUMNS.get(random.nextInt(COLUMNS.size()));
        Impact ofColumn = used.contains(table + "." + column) ? Impact.BREAKING : Impact.ATTENTION;
        Impact ofWrites = written.contains(table) ? Impact.BREAKING : Impact.ATTENTION;
        return switch (random.nextInt(11)) {
            case 0 -> one("drop_column: {table: %s, name: %s}".formatted(table, column), ofColumn);
            case 1 -> one("alter_column: {table: %s, name: %s, rename: renamed}".formatted(table, column), ofColumn);
            case 2 -> one("alter_column: {table: %s, name: %s, type: string(2)}".formatted(table, column), ofColumn);
            case 3 -> one("alter_column: {table: %s, name: name, nullable: false}".formatted(table), ofWrites);
            case 4 -> one("drop_table: " + table, usedTables.contains(table) ? Impact.BREAKING : Impact.ATTENTION);
            case 5 ->
                one("create_unique_constraint: {name: uq_new, table: %s, columns: [kind]}".formatted(table), ofWrites);
            case 6 ->
                one(
                        "create_check_constraint: {name: ck_new, table: %s, sql: \"amount > 10\"}".formatted(table),
                        ofWrites);
            case 7 ->
                one(
                        "drop_constraint: {name: uq_%1$s_code, table: %1$s, type: unique}".formatted(table),
                        Impact.ATTENTION);
            case 8 -> one("create_table: {name: app_one, columns: {id: integer}, primary_key: [id]}", Impact.BREAKING);
            case 9 -> one("execute: \"alter table %s drop column %s\"".formatted(table, column), ofColumn);
            default -> one("alter_column: {table: %s, name: note, default: null}".formatted(table), ofWrites);
        };
    }

    private static Change one(String operation, Impact least) {
        return new Change("upgrade:\n  - " + operation + "\n", least);
    }

    private static String both(String up, String down) {
        return "upgrade:\n  - " + up + "\ndowngrade:\n  - " + down + "\n";
    }

    /** Changes the released revision of the base. */
    Change changeReleased() {
        String path = "base-2.0/db/base1.yaml";
        file(path, read(path).replace("name: string(20)", "name: string(30)"));
        return new Change("", Impact.BREAKING);
    }

    /** Adds a second head to the base. */
    Change fork() {
        file("base-2.0/db/fork.yaml", "revision: fork\ndown_revision: base1\nupgrade: []\ndowngrade: []\n");
        file("base-2.0/db/trunk.yaml", "revision: trunk\ndown_revision: base1\nupgrade: []\ndowngrade: []\n");
        return new Change("", Impact.ATTENTION);
    }

    /** Removes the released revision of the base. */
    Change removeReleased() {
        file("base-2.0/db/base1.yaml", read("base-2.0/db/base1.yaml").replace("revision: base1", "revision: other1"));
        return new Change("", Impact.BREAKING);
    }

    /** Returns the plugins with this release of the base. */
    Extensions extensions(String release) {
        return Extensions.builder()
                .branch(branch("vendor", release, true))
                .branch(branch("plug", "plug-1.0", false))
                .build();
    }

    private Branch branch(String label, String folder, boolean isProtected) {
        return Branch.builder(label, folder)
                .plugin("test." + label)
                .isProtected(isProtected)
                .scripts(ScriptLocation.jar(project.folder().resolve(folder), "db"))
                .build();
    }

    private void file(String name, String text) {
        project.write(name, text);
    }

    private String read(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(String from, String to) {
        file(to, read(from));
    }

    Path path(String name) {
        return project.folder().resolve(name);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        try (var files = Files.walk(project.folder())) {
            files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .forEach(file -> text.append("--- ")
                            .append(project.folder().relativize(file))
                            .append('\n')
                            .append(read(project.folder().relativize(file).toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
