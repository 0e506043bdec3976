package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.CatalogSnapshot;
import dev.trellis.schema.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads catalogue snapshots in one query: everything that {@code pg_catalog} stores about relations, including the types,
 * functions, operators, collations, text search configurations, languages, foreign servers and sequences that relations use,
 * directly or indirectly. The snapshot also contains the objects and settings that act on relations: event triggers,
 * publications, and the settings of the database and of roles that decide how names are found and whether triggers fire. The
 * catalogue records no dependencies of a function whose body is a string; the functions that the body calls by name are
 * included. The identity of a relation is its oid, which differs after the relation was dropped and created again. A name that
 * is not that of a relation is the name of functions, procedures, a domain or an enumeration.
 */
final class PostgresqlStructure {
    /**
     * The query for the parts of tables. Columns: position of the table in the requested list, name of the part,
     * definition.
     */
    private static final String PARTS =
            """
            WITH RECURSIVE ours AS MATERIALIZED (
              SELECT w.place, c.oid, c.relname, c.relnamespace, n.oid = pg_catalog.pg_my_temp_schema() AS hides
              FROM unnest(?::pg_catalog.text[], ?::pg_catalog.text[]) WITH ORDINALITY AS w(schema, name, place)
              JOIN pg_catalog.pg_class c ON c.relname = w.name AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                AND (n.nspname = w.schema OR n.oid = pg_catalog.pg_my_temp_schema())),
            rels AS (SELECT * FROM ours WHERE NOT hides),
            children AS (
              SELECT r.place, i.inhrelid AS oid FROM rels r JOIN pg_catalog.pg_inherits i ON i.inhparent = r.oid
              UNION SELECT p.place, i.inhrelid FROM children p JOIN pg_catalog.pg_inherits i ON i.inhparent = p.oid),
            tree AS MATERIALIZED (SELECT place, oid, '' AS of FROM rels
              UNION ALL SELECT place, oid, ' of ' || oid::pg_catalog.regclass FROM children
                WHERE (place, oid) NOT IN (SELECT place, oid FROM rels)),
            functions AS MATERIALIZED (
              SELECT p.oid, pg_catalog.lower(p.proname::pg_catalog.text) AS proname, pg_catalog.lower(p.prosrc) AS body FROM pg_catalog.pg_proc p
              WHERE p.oid >= 16384 AND p.prolang NOT IN (SELECT l.oid FROM pg_catalog.pg_language l WHERE l.lanname IN ('c', 'internal'))),
            others AS MATERIALIZED (
              SELECT w.place, o.classid, o.oid
              FROM unnest(?::pg_catalog.text[], ?::pg_catalog.text[]) WITH ORDINALITY AS w(schema, name, place)
              JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
              JOIN LATERAL (
                SELECT <proc> AS classid, p.oid FROM pg_catalog.pg_proc p WHERE p.pronamespace = n.oid AND p.proname = w.name
                UNION ALL SELECT <type>, t.oid FROM pg_catalog.pg_type t
                          WHERE t.typnamespace = n.oid AND t.typname = w.name AND t.typtype IN ('d', 'e')) o ON true
              WHERE w.place NOT IN (SELECT place FROM ours)),
            needs AS MATERIALIZED (
              SELECT o.place, o.classid, o.oid AS objid FROM others o
              UNION SELECT r.place, s.classid, s.oid FROM tree r
              JOIN LATERAL (
                SELECT <class> AS classid, r.oid
                UNION ALL SELECT <constraint>, k.oid FROM pg_catalog.pg_constraint k WHERE k.conrelid = r.oid
                UNION ALL SELECT <attrdef>, f.oid FROM pg_catalog.pg_attrdef f WHERE f.adrelid = r.oid
                UNION ALL SELECT <class>, i.indexrelid FROM pg_catalog.pg_index i WHERE i.indrelid = r.oid
                UNION ALL SELECT <rewrite>, w.oid FROM pg_catalog.pg_rewrite w WHERE w.ev_class = r.oid
                UNION ALL SELECT <policy>, p.oid FROM pg_catalog.pg_policy p WHERE p.polrelid = r.oid
                UNION ALL SELECT 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass::pg_catalog.oid, x.oid FROM pg_catalog.pg_statistic_ext x WHERE x.stxrelid = r.oid
                UNION ALL SELECT <trigger>, t.oid FROM pg_catalog.pg_trigger t WHERE t.tgrelid = r.oid AND NOT t.tgisinternal) s ON true
              UNION SELECT n.place, x.classid, x.objid FROM needs n
              JOIN LATERAL (
                SELECT d.refclassid AS classid, d.refobjid AS objid FROM pg_catalog.pg_depend d
                WHERE d.classid = n.classid AND d.objid = n.objid
                  AND (d.refclassid IN (<proc>, <type>, <operator>, <opclass>, <collation>, <ts_config>, <ts_dict>, <language>, <foreign_server>)
                    OR (d.refclassid = <class> AND d.refobjid IN (SELECT q.seqrelid FROM pg_catalog.pg_sequence q)))
                UNION ALL SELECT <constraint>, k.oid FROM pg_catalog.pg_constraint k WHERE n.classid = <type> AND k.contypid = n.objid
                UNION ALL SELECT <class>, t.typrelid FROM pg_catalog.pg_type t WHERE n.classid = <type> AND t.oid = n.objid AND t.typrelid <> 0
                UNION ALL SELECT <proc>, a.amproc::pg_catalog.oid FROM pg_catalog.pg_opclass o
                          JOIN pg_catalog.pg_amproc a ON a.amprocfamily = o.opcfamily WHERE n.classid = <opclass> AND o.oid = n.objid
                UNION ALL SELECT <proc>, f.oid FROM functions p JOIN functions f ON CASE WHEN pg_catalog.strpos(p.body, f.proname) > 0
                              THEN p.body ~* ('\\m' || pg_catalog.regexp_replace(f.proname, '(\\W)', '\\\\\\1', 'g') || '"?\\s*\\(') END
                          WHERE n.classid = <proc> AND p.oid = n.objid) x ON true)
            SELECT place, 'temporary table', '' FROM ours WHERE hides
            UNION ALL
            SELECT r.place, 'identity', r.oid::pg_catalog.text FROM rels r
            UNION ALL
            SELECT r.place, 'table' || r.of, pg_catalog.concat_ws(' ', c.relkind, c.relpersistence, c.relowner::pg_catalog.regrole,
                   c.reloptions, c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.reltablespace, c.relam, c.reloftype,
                   c.relchecks, c.relhasrules, NOT c.relhastriggers AND EXISTS (SELECT 1 FROM pg_catalog.pg_trigger t WHERE t.tgrelid = c.oid),
                   (SELECT o.ftoptions FROM pg_catalog.pg_foreign_table o WHERE o.ftrelid = c.oid),
                   pg_catalog.pg_get_expr(c.relpartbound, c.oid),
                   (SELECT count(*) FROM pg_catalog.pg_trigger t WHERE t.tgrelid = c.oid AND t.tgisinternal AND t.tgenabled <> 'O'),
                   (SELECT d.description FROM pg_catalog.pg_description d
                    WHERE d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0),
                   (SELECT d.refobjid FROM pg_catalog.pg_depend d
                    WHERE d.objid = c.oid AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'e'),
                   CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END)
            FROM tree r JOIN pg_catalog.pg_class c ON c.oid = r.oid
            UNION ALL
            SELECT r.place, 'column ' || a.attname || r.of, pg_catalog.concat_ws(' ', a.attnum,
                   pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
                   a.attcollation, a.attstorage, a.attcompression, a.attstattarget, a.attoptions, a.attfdwoptions, a.attinhcount, a.attislocal,
                   pg_catalog.pg_get_expr(f.adbin, f.adrelid), d.description)
            FROM tree r JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
            LEFT JOIN pg_catalog.pg_description d
              ON d.objoid = a.attrelid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = a.attnum
            UNION ALL
            SELECT r.place, 'constraint ' || k.conname || r.of, pg_catalog.concat_ws(' ', pg_catalog.pg_get_constraintdef(k.oid),
                   k.convalidated, d.description,
                   (SELECT pg_catalog.string_agg(pg_catalog.concat(t.tgfoid::pg_catalog.regproc, ' ', t.tgenabled), ',' ORDER BY t.oid)
                    FROM pg_catalog.pg_trigger t WHERE t.tgconstraint = k.oid AND t.tgisinternal))
            FROM tree r JOIN pg_catalog.pg_constraint k ON k.conrelid = r.oid
            LEFT JOIN pg_catalog.pg_description d ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
            UNION ALL
            SELECT r.place, 'index ' || x.relname || r.of, pg_catalog.concat_ws(' ', pg_catalog.pg_get_indexdef(x.oid), i.indisvalid,
                   i.indisready, i.indislive, i.indisreplident, i.indisclustered, x.reltablespace, d.description)
            FROM tree r JOIN pg_catalog.pg_index i ON i.indrelid = r.oid JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
            LEFT JOIN pg_catalog.pg_description d
              ON d.objoid = x.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0
            UNION ALL
            SELECT r.place, 'trigger ' || t.tgname || r.of, pg_catalog.concat_ws(' ', pg_catalog.pg_get_triggerdef(t.oid), t.tgenabled,
                   pg_catalog.obj_description(t.oid, 'pg_trigger'))
            FROM tree r JOIN pg_catalog.pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal
            UNION ALL
            SELECT r.place, 'rule ' || w.rulename || r.of, pg_catalog.concat_ws(' ', pg_catalog.pg_get_ruledef(w.oid), w.ev_enabled,
                   pg_catalog.obj_description(w.oid, 'pg_rewrite'))
            FROM tree r JOIN pg_catalog.pg_rewrite w ON w.ev_class = r.oid AND w.rulename <> '_RETURN'
            UNION ALL
            SELECT r.place, 'policy ' || p.polname || r.of, pg_catalog.concat_ws(' ', p.polcmd, p.polpermissive, p.polroles,
                   pg_catalog.pg_get_expr(p.polqual, p.polrelid), pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid),
                   pg_catalog.obj_description(p.oid, 'pg_policy'))
            FROM tree r JOIN pg_catalog.pg_policy p ON p.polrelid = r.oid
            UNION ALL
            SELECT r.place, 'statistics ' || s.stxname, pg_catalog.pg_get_statisticsobjdef(s.oid)
            FROM rels r JOIN pg_catalog.pg_statistic_ext s ON s.stxrelid = r.oid
            UNION ALL
            SELECT r.place, 'child ' || i.inhrelid::pg_catalog.regclass, i.inhrelid::pg_catalog.text FROM tree r JOIN pg_catalog.pg_inherits i ON i.inhparent = r.oid
            UNION ALL
            SELECT r.place, 'parent ' || i.inhparent::pg_catalog.regclass, '' FROM rels r JOIN pg_catalog.pg_inherits i ON i.inhrelid = r.oid
            UNION ALL
            SELECT r.place, 'event trigger ' || e.evtname,
                   pg_catalog.concat_ws(' ', e.evtevent, p.oid::pg_catalog.regprocedure, p.prosrc, e.evtenabled, e.evttags)
            FROM rels r CROSS JOIN pg_catalog.pg_event_trigger e JOIN pg_catalog.pg_proc p ON p.oid = e.evtfoid
            UNION ALL
            SELECT s.place, 'sequence ' || q.seqrelid::pg_catalog.regclass, pg_catalog.concat_ws(' ', q.seqtypid::pg_catalog.regtype, q.seqstart,
                   q.seqincrement, q.seqmax, q.seqmin, q.seqcache, q.seqcycle, c.relowner::pg_catalog.regrole, c.relpersistence,
                   pg_catalog.obj_description(c.oid, 'pg_class'),
                   (SELECT pg_catalog.concat_ws(' ', d.refobjid::pg_catalog.regclass, d.refobjsubid) FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
                      AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i')))
            FROM (SELECT r.place, d.objid AS oid FROM rels r
                  JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = r.oid
                    AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i')
                  UNION SELECT r.place, r.oid FROM rels r
                  UNION SELECT n.place, n.objid FROM needs n WHERE n.classid = <class>) s
            JOIN pg_catalog.pg_sequence q ON q.seqrelid = s.oid
            JOIN pg_catalog.pg_class c ON c.oid = s.oid
            UNION ALL
            SELECT n.place, 'function ' || p.oid::pg_catalog.regprocedure, pg_catalog.concat_ws(' ', p.proowner::pg_catalog.regrole,
                   CASE WHEN p.prokind IN ('f', 'p') THEN pg_catalog.pg_get_functiondef(p.oid)
                     ELSE (SELECT a::pg_catalog.text FROM pg_catalog.pg_aggregate a WHERE a.aggfnoid = p.oid) END)
            FROM needs n JOIN pg_catalog.pg_proc p ON n.classid = <proc> AND p.oid = n.objid AND p.oid >= 16384
            UNION ALL
            SELECT n.place, 'operator ' || o.oid::pg_catalog.regoperator, o::pg_catalog.text
            FROM needs n JOIN pg_catalog.pg_operator o ON n.classid = <operator> AND o.oid = n.objid
            UNION ALL
            SELECT n.place, 'operator class ' || o.opcname, pg_catalog.concat_ws(' ', o.opcowner::pg_catalog.regrole, o.opcmethod, o.opcfamily,
                   (SELECT pg_catalog.string_agg(a::pg_catalog.text, ',' ORDER BY a.oid) FROM pg_catalog.pg_amop a WHERE a.amopfamily = o.opcfamily),
                   (SELECT pg_catalog.string_agg(a::pg_catalog.text, ',' ORDER BY a.oid) FROM pg_catalog.pg_amproc a WHERE a.amprocfamily = o.opcfamily))
            FROM needs n JOIN pg_catalog.pg_opclass o ON n.classid = <opclass> AND o.oid = n.objid
            UNION ALL
            SELECT n.place, 'collation ' || o.collname, o::pg_catalog.text
            FROM needs n JOIN pg_catalog.pg_collation o ON n.classid = <collation> AND o.oid = n.objid
            UNION ALL
            SELECT n.place, 'text search configuration ' || o.cfgname, pg_catalog.concat_ws(' ', o::pg_catalog.text,
                   (SELECT pg_catalog.string_agg(m::pg_catalog.text, ',' ORDER BY m.maptokentype, m.mapseqno)
                    FROM pg_catalog.pg_ts_config_map m WHERE m.mapcfg = o.oid))
            FROM needs n JOIN pg_catalog.pg_ts_config o ON n.classid = <ts_config> AND o.oid = n.objid
            UNION ALL
            SELECT n.place, 'text search dictionary ' || o.dictname, o::pg_catalog.text
            FROM needs n JOIN pg_catalog.pg_ts_dict o ON n.classid = <ts_dict> AND o.oid = n.objid
            UNION ALL
            SELECT n.place, 'language ' || o.lanname, pg_catalog.concat_ws(' ', o.lanplcallfoid, o.laninline, o.lanvalidator)
            FROM needs n JOIN pg_catalog.pg_language o ON n.classid = <language> AND o.oid = n.objid
            UNION ALL
            SELECT n.place, 'server ' || o.srvname, pg_catalog.concat_ws(' ', o.srvfdw, o.srvoptions)
            FROM needs n JOIN pg_catalog.pg_foreign_server o ON n.classid = <foreign_server> AND o.oid = n.objid
            UNION ALL
            SELECT r.place, 'publication ' || u.pubname, pg_catalog.concat_ws(' ', u::pg_catalog.text, p::pg_catalog.text)
            FROM tree r JOIN pg_catalog.pg_publication_rel p ON p.prrelid = r.oid JOIN pg_catalog.pg_publication u ON u.oid = p.prpubid
            UNION ALL
            SELECT r.place, 'publication ' || u.pubname, u::pg_catalog.text
            FROM rels r JOIN pg_catalog.pg_publication_tables t ON (t.schemaname, t.tablename) IN (
              SELECT s.nspname, r.relname FROM pg_catalog.pg_namespace s WHERE s.oid = r.relnamespace)
            JOIN pg_catalog.pg_publication u ON u.pubname = t.pubname
            UNION ALL
            SELECT r.place, 'setting ' || s.setrole, pg_catalog.array_to_string(s.setconfig, ' ')
            FROM rels r CROSS JOIN pg_catalog.pg_db_role_setting s
            WHERE s.setdatabase IN (0, (SELECT b.oid FROM pg_catalog.pg_database b WHERE b.datname = pg_catalog.current_database()))
              AND pg_catalog.array_to_string(s.setconfig, ' ') ~* '(search_path|session_replication_role|row_security)='
            UNION ALL
            SELECT t.place, 'type ' || t.oid::pg_catalog.regtype, pg_catalog.concat_ws(' ', b.typowner::pg_catalog.regrole,
                   pg_catalog.obj_description(b.oid, 'pg_type'),
                   (SELECT pg_catalog.string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e
                    WHERE e.enumtypid = t.oid),
                   b.typbasetype::pg_catalog.regtype, b.typnotnull, b.typdefault,
                   (SELECT pg_catalog.string_agg(k.conname || pg_catalog.pg_get_constraintdef(k.oid), ',' ORDER BY k.conname)
                    FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid),
                   (SELECT pg_catalog.string_agg(a.attname || pg_catalog.format_type(a.atttypid, a.atttypmod), ','
                           ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid = b.typrelid AND a.attnum > 0 AND NOT a.attisdropped))
            FROM (SELECT DISTINCT n.place, n.objid AS oid FROM needs n WHERE n.classid = <type>) t JOIN pg_catalog.pg_type b ON b.oid = t.oid
            """.replaceAll("<(\\w+)>", "'pg_catalog.pg_$1'::pg_catalog.regclass::pg_catalog.oid");

    private PostgresqlStructure() {}

    static Map<TableName, Map<String, String>> of(Connection connection, Collection<TableName> tables)
            throws SQLException {
        List<TableName> list = List.copyOf(tables);
        String defaultSchema = new PostgresqlInspector(connection).defaultSchema();
        CatalogSnapshot snapshot = new CatalogSnapshot();
        try (PreparedStatement statement = connection.prepareStatement(PARTS)) {
            Array schemas = connection.createArrayOf(
                    "text",
                    list.stream()
                            .map(table -> Objects.requireNonNullElse(table.schema(), defaultSchema))
                            .toArray());
            Array names = connection.createArrayOf(
                    "text", list.stream().map(TableName::name).toArray());
            statement.setArray(1, schemas);
            statement.setArray(2, names);
            statement.setArray(3, schemas);
            statement.setArray(4, names);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    snapshot.put(list.get(rows.getInt(1) - 1), rows.getString(2), rows.getString(3));
                }
            }
        }
        return snapshot.parts();
    }
}
