package dev.trellis.runtime;

import dev.trellis.testbed.TestDatabase.Kind;
import java.util.Locale;

/** Sixty revisions of all sorts, each small. */
final class Sixty {
    static final int COUNT = 60;

    private Sixty() {}

    static void write(Site site) {
        write(site, COUNT);
    }

    /** Only the first of them; six are one of each sort. */
    static void write(Site site, int count) {
        String parent = "null";
        for (int i = 0; i < count; i++) {
            String id = id(i);
            site.script(id, parent, "upgrade:\n" + body(i, site.database().kind()));
            parent = id;
        }
    }

    static String id(int i) {
        return String.format(Locale.ROOT, "r%03d", i);
    }

    private static boolean transactional(Kind kind) {
        return Site.dialect(kind).capabilities().transactionalDdl();
    }

    private static String body(int i, Kind kind) {
        String table = "t" + i / 6;
        String other = "t" + Math.max(0, i / 6 - 1);
        return switch (i % 6) {
            case 0 ->
                "  - create_table: {name: " + table + ", columns: {id: integer, note: string(20)}, primary_key: [id]}\n"
                        + "  - bulk_insert: {table: " + table + ", rows: [{id: 1, note: a}, {id: 2, note: b}]}\n";
            case 1 ->
                "  - add_column: {table: " + table + ", name: extra, type: integer, default: 7}\n"
                        + "  - execute: update " + table + " set extra = extra + 1\n"
                        + "  - create_index: {name: ix_" + table + "_extra, table: " + table + ", columns: [extra]}\n";
            case 2 ->
                "  - create_table: {name: " + table + "_child, columns: {id: integer, up: integer}, primary_key: [id],"
                        + " foreign_keys: [{columns: [up], references: \"" + table + "(id)\"}]}\n"
                        + "  - bulk_insert: {table: " + table + "_child, rows: [{id: 1, up: 1}]}\n"
                        + "  - execute: update " + table + " set note = 'c' where id = 1\n";
            case 3 ->
                "  - alter_column: {table: " + table + ", name: note, type: string(40), nullable: true}\n"
                        + "  - alter_column: {table: " + table + ", name: id, type: bigint}\n"
                        + "  - alter_column: {table: " + table + "_child, name: up, type: bigint}\n"
                        + "  - execute: insert into " + other + " (id, note) values (" + (100 + i) + ", 'x')\n";
            case 4 ->
                "  - execute: create table " + table + "_raw (id integer primary key, n integer)\n"
                        + "  - execute: insert into " + table + "_raw select id, 1 from " + table + "\n"
                        + "  - execute: update " + table + "_raw set n = n * 2\n"
                        + (transactional(kind) && i % 12 == 4
                                ? "  - autocommit:\n      - create_index: {name: ix_" + table + "_raw, table: " + table
                                        + "_raw, columns: [n], concurrently: true}\n      - execute: update " + table
                                        + "_raw set n = n + 1\n  - execute: update " + table + "_raw set n = n * 3\n"
                                        + "  - autocommit:\n      - execute: update " + table
                                        + "_raw set n = n + 5\n  - execute: update " + table + "_raw set n = n * 7\n"
                                : "");
            default ->
                "  - alter_column: {table: " + table + ", name: extra, rename: more}\n"
                        + "  - execute: update " + table + " set more = more * 10\n"
                        + "  - rename_table: {table: " + table + "_raw, to: " + table + "_cooked}\n";
        };
    }
}
