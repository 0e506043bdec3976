package dev.trellis.cli;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the whole content of a database, catalog and rows, as lines; failed attempts in the history table are omitted. */
final class Dump {
    /** Catalog columns that PostgreSQL changes without a change of the schema. */
    private static final String VOLATILE_COLUMNS =
            "'relpages', 'reltuples', 'relallvisible', 'relallfrozen', 'relfrozenxid',"
                    + " 'relminmxid', 'relfilenode', 'relhasindex', 'attcacheoff', 'attstattarget'";

    /** Object identifiers from this number on belong to objects that are not part of PostgreSQL itself. */
    private static final String USER_OBJECTS = " >= 16384";

    /** The catalogs of PostgreSQL, each with the column that contains the object identifier. */
    private static final Map<String, String> CATALOGS = new TreeMap<>(Map.ofEntries(
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
                CATALOGS.forEach((catalog, oid) -> database.query("select (to_jsonb(c) - array[" + VOLATILE_COLUMNS
                                + "])::text from " + catalog + " c where " + oid + USER_OBJECTS + " order by 1")
                        .forEach(row -> lines.add(catalog + " " + row)));
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
                // The identity column of the history table counts failed attempts as well.
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
