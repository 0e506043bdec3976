package dev.trellis.cli;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that a database holds, catalogue and rows, as lines; of the history what was not a failed attempt. */
final class Dump {
    /** What PostgreSQL counts and numbers as it goes along. */
    private static final String RESTLESS = "'relpages', 'reltuples', 'relallvisible', 'relallfrozen', 'relfrozenxid',"
            + " 'relminmxid', 'relfilenode', 'relhasindex', 'attcacheoff', 'attstattarget'";

    /** The catalogues, and by what to tell the objects that PostgreSQL did not come with: their numbers begin here. */
    private static final String FIRST = " >= 16384";

    private static final Map<String, String> CATALOGUES = new TreeMap<>(Map.ofEntries(
            Map.entry("pg_class", "oid"),
            Map.entry("pg_attribute", "attrelid"),
            Map.entry("pg_attrdef", "oid"),
            Map.entry("pg_constraint", "oid"),
            Map.entry("pg_index", "indexrelid"),
            Map.entry("pg_trigger", "oid"),
            Map.entry("pg_event_trigger", "oid"),
            Map.entry("pg_rewrite", "oid"),
            Map.entry("pg_policy", "oid"),
            Map.entry("pg_proc", "oid"),
            Map.entry("pg_type", "oid"),
            Map.entry("pg_enum", "oid"),
            Map.entry("pg_sequence", "seqrelid"),
            Map.entry("pg_inherits", "inhrelid"),
            Map.entry("pg_namespace", "16384"),
            Map.entry("pg_description", "objoid"),
            Map.entry("pg_statistic_ext", "oid")));

    private Dump() {}

    static List<String> of(TestDatabase database) {
        List<String> lines = new ArrayList<>();
        switch (database.kind()) {
            case POSTGRESQL -> {
                CATALOGUES.forEach((catalogue, number) -> database.query("select (to_jsonb(c) - array[" + RESTLESS
                                + "])::text from " + catalogue + " c where " + number + FIRST + " order by 1")
                        .forEach(row -> lines.add(catalogue + " " + row)));
                rows(
                        database,
                        "select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables"
                                + " where schemaname !~ '^pg_' and schemaname <> 'information_schema' order by 1",
                        lines);
            }
            case SQLITE -> {
                lines.addAll(database.query("select type, name, tbl_name, sql from sqlite_master order by 1, 2"));
                rows(database, "select name from sqlite_master where type = 'table' order by 1", lines);
            }
            case MARIADB, MYSQL -> {
                for (String table : database.query("show tables")) {
                    database.query("show create table " + table)
                            .forEach(text -> lines.add(text.replaceAll(" AUTO_INCREMENT=\\d+", "")));
                }
                rows(database, "show tables", lines);
            }
            case H2 -> {
                // Of the history's own columns one counts its lines.
                String where = " where table_schema = 'public' and table_name <> 'trellis_history' order by ";
                lines.addAll(
                        database.query("select * from information_schema.columns" + where + "table_name, column_name"));
                lines.addAll(database.query("select * from information_schema.indexes" + where + "index_name"));
                lines.addAll(database.query("select trigger_name from information_schema.triggers order by 1"));
                rows(
                        database,
                        "select table_name from information_schema.tables where table_schema = 'public' order by 1",
                        lines);
            }
        }
        return lines;
    }

    private static void rows(TestDatabase database, String tables, List<String> lines) {
        for (String table : database.query(tables)) {
            String where = table.endsWith("trellis_history") ? " where outcome <> 'failed'" : "";
            String order = database.kind() == Kind.POSTGRESQL ? " order by t::text" : "";
            database.query("select * from " + table + " t" + where + order).stream()
                    .sorted()
                    .forEach(row -> lines.add(table + ": " + row));
        }
    }
}
