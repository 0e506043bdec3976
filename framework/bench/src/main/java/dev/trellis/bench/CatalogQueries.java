package dev.trellis.bench;

import java.util.List;

/** The floor of the workload W4: the six queries that read all catalogue data that a comparison needs. */
final class CatalogQueries {
    private static final String USER_SCHEMA = "n.nspname = current_schema()";

    private CatalogQueries() {}

    static List<String> forUrl(String url) {
        if (url.startsWith("jdbc:sqlite:")) {
            return sqlite();
        }
        return url.startsWith("jdbc:postgresql:") ? postgresql() : mariadb();
    }

    private static List<String> sqlite() {
        String tables = "from sqlite_master m join ";
        String where = " where m.type = 'table' and m.name not like 'sqlite_%'";
        return List.of(
                "select type, name, tbl_name, sql from sqlite_master",
                "select m.name, c.* " + tables + "pragma_table_xinfo(m.name) c" + where,
                "select m.name, i.* " + tables + "pragma_index_list(m.name) i" + where,
                "select i.name, c.* from sqlite_master i join pragma_index_xinfo(i.name) c where i.type = 'index'",
                "select m.name, f.* " + tables + "pragma_foreign_key_list(m.name) f" + where,
                "select * from pragma_table_list");
    }

    private static List<String> postgresql() {
        return List.of(
                "select c.oid, c.relname, c.relkind from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " where c.relkind in ('r', 'p') and " + USER_SCHEMA,
                "select a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,"
                        + " a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid) from pg_attribute a"
                        + " join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace"
                        + " left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum"
                        + " where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p') and " + USER_SCHEMA,
                "select k.conrelid, k.conname, k.contype, k.conkey, pg_get_constraintdef(k.oid) from pg_constraint k"
                        + " join pg_namespace n on n.oid = k.connamespace where k.contype in ('p', 'u', 'c') and "
                        + USER_SCHEMA,
                "select k.conrelid, k.conname, k.confrelid, k.conkey, k.confkey, k.confupdtype, k.confdeltype"
                        + " from pg_constraint k join pg_namespace n on n.oid = k.connamespace where k.contype = 'f'"
                        + " and " + USER_SCHEMA,
                "select i.indrelid, c.relname, i.indisunique, i.indkey, pg_get_indexdef(i.indexrelid) from pg_index i"
                        + " join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace"
                        + " where " + USER_SCHEMA,
                "select d.objoid, d.objsubid, d.description from pg_description d join pg_class c on c.oid = d.objoid"
                        + " join pg_namespace n on n.oid = c.relnamespace where d.classoid = 'pg_class'::regclass and "
                        + USER_SCHEMA);
    }

    private static List<String> mariadb() {
        return List.of(
                "select * from information_schema.tables where table_schema = database()",
                "select * from information_schema.columns where table_schema = database()",
                "select * from information_schema.statistics where table_schema = database()",
                "select * from information_schema.table_constraints where table_schema = database()",
                "select * from information_schema.key_column_usage where table_schema = database()",
                "select * from information_schema.referential_constraints where constraint_schema = database()");
    }
}
