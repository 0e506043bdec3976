package dev.trellis.cli;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.util.ArrayList;
import java.util.List;

/** Everything that a database holds, catalogue and rows, as lines; of the history what was not a failed attempt. */
final class Dump {
    /** What PostgreSQL counts and numbers as it goes along. */
    private static final String RESTLESS = "'relpages', 'reltuples', 'relallvisible', 'relallfrozen', 'relfrozenxid',"
            + " 'relminmxid', 'relfilenode', 'relhasindex', 'attcacheoff', 'attstattarget'";

    private static final List<String> CATALOGUES = List.of(
            "pg_class",
            "pg_attribute",
            "pg_attrdef",
            "pg_constraint",
            "pg_index",
            "pg_trigger",
            "pg_event_trigger",
            "pg_rewrite",
            "pg_policy",
            "pg_proc",
            "pg_type",
            "pg_enum",
            "pg_sequence",
            "pg_inherits",
            "pg_namespace",
            "pg_description",
            "pg_statistic_ext");

    private Dump() {}

    static List<String> of(TestDatabase database) {
        List<String> lines = new ArrayList<>();
        switch (database.kind()) {
            case POSTGRESQL -> {
                for (String catalogue : CATALOGUES) {
                    database.query("select (to_jsonb(c) - array[" + RESTLESS + "])::text from " + catalogue
                                    + " c order by 1")
                            .forEach(row -> lines.add(catalogue + " " + row));
                }
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
                    lines.addAll(database.query("show create table " + table));
                }
                rows(database, "show tables", lines);
            }
            case H2 -> {
                lines.addAll(
                        database.query("select * from information_schema.columns order by table_name, column_name"));
                lines.addAll(database.query("select * from information_schema.indexes order by index_name"));
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
