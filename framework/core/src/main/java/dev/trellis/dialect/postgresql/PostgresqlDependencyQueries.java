package dev.trellis.dialect.postgresql;

/**
 * The queries that find out which definitions depend on an object, and what it takes to create a definition again.
 *
 * <p>In the text of a query, {@code <proc>} stands for the oid of the catalogue {@code pg_proc}.
 */
final class PostgresqlDependencyQueries {
    /** The beginning of the statement that fills a materialized view. */
    static final String REFRESH = "REFRESH MATERIALIZED VIEW ";

    private PostgresqlDependencyQueries() {}

    /**
     * The beginning of a query, which finds an object. Parameters: the kind of a definition or TABLE, schema (null
     * for the default schema), name, table of a
     * trigger or policy, arguments, array of columns.
     */
    private static final String START = """
            WITH RECURSIVE wanted AS MATERIALIZED (
              SELECT ?::pg_catalog.text AS kind, n.oid AS namespace, n.nspname, w.name, w.of_table, w.arguments, w.columns
              FROM (SELECT ?::pg_catalog.text AS space, ?::pg_catalog.text AS name, ?::pg_catalog.text AS of_table, ?::pg_catalog.text AS arguments,
                           ?::pg_catalog.text[] AS columns) w
              JOIN pg_catalog.pg_namespace n ON n.nspname = coalesce(w.space, pg_catalog.current_schema())),
            start AS MATERIALIZED (
              SELECT <class> AS classid, c.oid AS objid, CASE WHEN w.columns <> '{}' THEN ARRAY(SELECT a.attnum::pg_catalog.int4
                       FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attname = ANY (w.columns)) END AS columns
              FROM wanted w JOIN pg_catalog.pg_class c ON c.relnamespace = w.namespace AND c.relname = w.name
              WHERE w.kind IN ('TABLE', 'VIEW', 'MATERIALIZED_VIEW', 'SEQUENCE')
              UNION ALL
              SELECT <proc>, p.oid, NULL FROM wanted w JOIN pg_catalog.pg_proc p ON p.pronamespace = w.namespace AND p.proname = w.name
              WHERE w.kind IN ('FUNCTION', 'PROCEDURE')
                AND (w.arguments IS NULL OR p.oid = pg_catalog.to_regprocedure(pg_catalog.format('%I.%I(%s)', w.nspname, w.name, w.arguments)))
              UNION ALL
              SELECT <type>, t.oid, NULL FROM wanted w JOIN pg_catalog.pg_type t ON t.typnamespace = w.namespace AND t.typname = w.name
              WHERE w.kind = 'DOMAIN'
              UNION ALL
              SELECT <trigger>, t.oid, NULL FROM wanted w JOIN pg_catalog.pg_class c ON c.relnamespace = w.namespace AND c.relname = w.of_table
              JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.oid AND t.tgname = w.name AND NOT t.tgisinternal
              WHERE w.kind = 'TRIGGER'
              UNION ALL
              SELECT <policy>, p.oid, NULL FROM wanted w JOIN pg_catalog.pg_class c ON c.relnamespace = w.namespace AND c.relname = w.of_table
              JOIN pg_catalog.pg_policy p ON p.polrelid = c.oid AND p.polname = w.name
              WHERE w.kind = 'POLICY')
            """;

    /** The query for the object itself. Columns: catalogue, oid. */
    static final String OBJECT =
            withCatalogues(START + "SELECT s.classid::pg_catalog.regclass::pg_catalog.text, s.objid FROM start s");

    /**
     * The query for the objects that depend on an object, directly or indirectly: views through their rules, functions
     * through the row type of a view, triggers, policies, and rules of tables. A change of a column also changes the column
     * of partitions and of tables that inherit it, so the objects that depend on these columns are included. Columns: catalogue and oid of the object,
     * catalogue and oid of the object on which it depends.
     *
     * <p>A dependency that is neither normal nor internal disappears together with the object, such as a trigger with its
     * table. The triggers of a view are included, because they are definitions and are created after the view.
     */
    static final String DEPENDENTS = withCatalogues(
            START
                    + """
            , family AS (
              SELECT classid, objid, columns FROM start
              UNION
              SELECT f.classid, i.inhrelid, ARRAY(SELECT a.attnum::pg_catalog.int4
                       FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.inhrelid AND a.attname = ANY (w.columns))
              FROM family f CROSS JOIN wanted w JOIN pg_catalog.pg_inherits i ON i.inhparent = f.objid
              WHERE f.classid = <class> AND f.columns IS NOT NULL)
            , edges AS (
              SELECT x.classid, x.objid, s.classid AS refclassid, s.objid AS refobjid
              FROM family s JOIN LATERAL (
                SELECT CASE WHEN w.rulename = '_RETURN' THEN <class> ELSE d.classid END AS classid,
                       CASE WHEN w.rulename = '_RETURN' THEN w.ev_class ELSE d.objid END AS objid
                FROM pg_catalog.pg_depend d LEFT JOIN pg_catalog.pg_rewrite w ON d.classid = <rewrite> AND w.oid = d.objid
                WHERE d.refclassid = s.classid AND d.refobjid = s.objid AND (s.columns IS NULL OR d.refobjsubid = ANY (s.columns))
                  AND <follows>) x ON true
              UNION
              SELECT x.classid, x.objid, e.classid, e.objid
              FROM edges e JOIN LATERAL (
                SELECT CASE WHEN w.rulename = '_RETURN' THEN <class> ELSE d.classid END AS classid,
                       CASE WHEN w.rulename = '_RETURN' THEN w.ev_class ELSE d.objid END AS objid
                FROM pg_catalog.pg_depend d LEFT JOIN pg_catalog.pg_rewrite w ON d.classid = <rewrite> AND w.oid = d.objid
                WHERE d.refclassid = e.classid AND d.refobjid = e.objid
                  AND <follows>) x ON true)
            SELECT e.classid::pg_catalog.regclass::pg_catalog.text, e.objid, e.refclassid::pg_catalog.regclass::pg_catalog.text, e.refobjid
            FROM edges e ORDER BY e.classid, e.objid
            """.replace(
                                    "<follows>",
                                    "((d.deptype = 'n' AND d.classid IN (<rewrite>, <proc>, <trigger>, <policy>)) OR (d.deptype = 'i' AND d.classid = <type>)"
                                            + " OR (d.deptype = 'a' AND d.classid = <trigger> AND d.refclassid = <class>"
                                            + " AND EXISTS (SELECT FROM pg_catalog.pg_class v WHERE v.oid = d.refobjid AND v.relkind = 'v')))"
                                            + " AND (w.ev_class IS NULL OR NOT (d.refclassid = <class> AND w.ev_class = d.refobjid AND w.rulename = '_RETURN'))"));

    /** A statement that grants again what a list of privileges grants, if creating the object does not grant the same. */
    private static final String GRANTS = """
            SELECT g.place, g.statement FROM (
              SELECT coalesce(<acl>, pg_catalog.acldefault(<target>, <owner>)) AS acl,
                     EXISTS (SELECT FROM pg_catalog.pg_default_acl f WHERE f.defaclobjtype = <target>
                       AND f.defaclrole = current_user::pg_catalog.regrole AND f.defaclnamespace IN (0, <namespace>)) AS has_defaults) a
            CROSS JOIN LATERAL (
              SELECT 20 AS place, 'REVOKE ALL ON <object> FROM ' || r.grantee AS statement FROM (
                SELECT <grantee> FROM pg_catalog.pg_default_acl f CROSS JOIN pg_catalog.aclexplode(f.defaclacl) x
                WHERE f.defaclobjtype = <target> AND f.defaclrole = current_user::pg_catalog.regrole
                  AND f.defaclnamespace IN (0, <namespace>) AND x.grantee <> <owner>
                UNION SELECT <grantee> FROM pg_catalog.aclexplode(pg_catalog.acldefault(<target>, <owner>)) x
                WHERE NOT EXISTS (SELECT FROM pg_catalog.aclexplode(a.acl) k
                  WHERE k.grantee = x.grantee AND k.privilege_type = x.privilege_type)) r(grantee)
              UNION ALL
              SELECT 21, 'GRANT ' || pg_catalog.string_agg(x.privilege_type, ', ' ORDER BY x.privilege_type) || ' ON <object> TO ' || <grantee>
                     || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
              FROM pg_catalog.aclexplode(a.acl) x
              WHERE (<acl> IS NOT NULL OR a.has_defaults)
                AND (x.grantee <> <owner> OR EXISTS (
                  SELECT FROM pg_catalog.aclexplode(pg_catalog.acldefault(<target>, <owner>)) k WHERE k.grantee = x.grantee
                    AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(a.acl) h
                      WHERE h.grantee = k.grantee AND h.privilege_type = k.privilege_type)))
              GROUP BY x.grantee, x.is_grantable) g""".replace(
                    "<grantee>",
                    "CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)) END");

    private static String grants(String acl, String owner, String target, String namespace, String object) {
        return GRANTS.replace("<acl>", acl)
                .replace("<owner>", owner)
                .replace("<target>", target)
                .replace("<namespace>", namespace)
                .replace("<object>", object);
    }

    /**
     * The query for the statements that give a newly created object everything that its definition lacks: the owner,
     * privileges, comments; of a view also its rules and defaults; of a materialized view its rows, indexes
     * and statistics; of a trigger its state. Columns: catalogue, oid, statement, in the order in which to run the statements.
     * Parameter, four times: the array of oids.
     */
    static final String PROPERTIES = withCatalogues("""
            SELECT p.catalogue, p.oid, p.statement FROM (
            SELECT 'pg_class' AS catalogue, c.oid, s.place, s.statement
            FROM (SELECT c.*, n.nspname, pg_catalog.format('%I.%I', n.nspname, c.relname) AS object,
                         CASE c.relkind WHEN 'v' THEN 'VIEW ' ELSE 'MATERIALIZED VIEW ' END
                         || pg_catalog.format('%I.%I', n.nspname, c.relname) AS described
                  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  WHERE c.oid = ANY (?) AND c.relkind IN ('v', 'm')) c
            CROSS JOIN LATERAL (
              SELECT 10 AS place, 'ALTER ' || c.described || ' OWNER TO ' || pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(c.relowner)) AS statement
              WHERE c.relowner <> current_user::pg_catalog.regrole
              UNION ALL
              SELECT 15, 'REFRESH MATERIALIZED VIEW ' || c.object WHERE c.relkind = 'm' AND c.relispopulated
              UNION ALL <grants of relation>
              UNION ALL
              SELECT 22, 'GRANT ' || x.privilege_type || ' (' || pg_catalog.quote_ident(a.attname) || ') ON ' || c.object || ' TO '
                     || CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)) END
                     || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
              FROM pg_catalog.pg_attribute a CROSS JOIN pg_catalog.aclexplode(a.attacl) x
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              UNION ALL
              SELECT 30, 'ALTER VIEW ' || c.object || ' ALTER COLUMN ' || pg_catalog.quote_ident(a.attname) || ' SET DEFAULT '
                     || pg_catalog.pg_get_expr(f.adbin, f.adrelid)
              FROM pg_catalog.pg_attrdef f JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
              WHERE f.adrelid = c.oid
              UNION ALL
              SELECT 40, pg_catalog.pg_get_indexdef(i.indexrelid) FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid
              UNION ALL
              SELECT 41, 'COMMENT ON INDEX ' || i.indexrelid::pg_catalog.regclass || ' IS ' || pg_catalog.quote_literal(pg_catalog.obj_description(i.indexrelid, 'pg_class'))
              FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid
              UNION ALL
              SELECT 42, 'ALTER MATERIALIZED VIEW ' || c.object || ' CLUSTER ON ' || pg_catalog.quote_ident(x.relname)
              FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = c.oid AND i.indisclustered
              UNION ALL
              SELECT 43, 'ALTER MATERIALIZED VIEW ' || c.object || ' ALTER COLUMN ' || pg_catalog.quote_ident(a.attname) || ' SET STATISTICS ' || a.attstattarget
              FROM pg_catalog.pg_attribute a WHERE c.relkind = 'm' AND a.attrelid = c.oid AND a.attnum > 0 AND a.attstattarget >= 0
              UNION ALL
              SELECT 44, pg_catalog.pg_get_statisticsobjdef(x.oid) FROM pg_catalog.pg_statistic_ext x WHERE x.stxrelid = c.oid
              UNION ALL
              SELECT 50, pg_catalog.rtrim(pg_catalog.pg_get_ruledef(w.oid), ';') FROM pg_catalog.pg_rewrite w WHERE w.ev_class = c.oid AND w.rulename <> '_RETURN'
              UNION ALL
              SELECT 51, 'COMMENT ON RULE ' || pg_catalog.quote_ident(w.rulename) || ' ON ' || c.object || ' IS '
                     || pg_catalog.quote_literal(pg_catalog.obj_description(w.oid, 'pg_rewrite'))
              FROM pg_catalog.pg_rewrite w WHERE w.ev_class = c.oid AND w.rulename <> '_RETURN'
              UNION ALL
              SELECT 70, 'COMMENT ON COLUMN ' || c.object || '.' || pg_catalog.quote_ident(a.attname) || ' IS '
                     || pg_catalog.quote_literal(pg_catalog.col_description(c.oid, a.attnum))
              FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
              UNION ALL
              SELECT 80, 'COMMENT ON ' || c.described || ' IS ' || pg_catalog.quote_literal(pg_catalog.obj_description(c.oid, 'pg_class'))) s
            UNION ALL
            SELECT 'pg_proc', p.oid, s.place, s.statement
            FROM (SELECT p.*, CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END
                         || pg_catalog.format('%I.%I(%s)', n.nspname, p.proname, pg_catalog.oidvectortypes(p.proargtypes)) AS described
                  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                  WHERE p.oid = ANY (?) AND p.prokind IN ('f', 'w', 'p')) p
            CROSS JOIN LATERAL (
              SELECT 10 AS place, 'ALTER ' || p.described || ' OWNER TO ' || pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(p.proowner)) AS statement
              WHERE p.proowner <> current_user::pg_catalog.regrole
              UNION ALL <grants of function>
              UNION ALL
              SELECT 80, 'COMMENT ON ' || p.described || ' IS ' || pg_catalog.quote_literal(pg_catalog.obj_description(p.oid, 'pg_proc'))) s
            UNION ALL
            SELECT 'pg_trigger', t.oid, s.place, s.statement
            FROM (SELECT t.*, pg_catalog.quote_ident(t.tgname) AS name, pg_catalog.format('%I.%I', n.nspname, c.relname) AS relation
                  FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  WHERE t.oid = ANY (?)) t
            CROSS JOIN LATERAL (
              SELECT 10 AS place, 'ALTER TABLE ' || t.relation || CASE t.tgenabled WHEN 'D' THEN ' DISABLE' WHEN 'R' THEN ' ENABLE REPLICA' ELSE ' ENABLE ALWAYS' END
                     || ' TRIGGER ' || t.name AS statement WHERE t.tgenabled <> 'O'
              UNION ALL
              SELECT 80, 'COMMENT ON TRIGGER ' || t.name || ' ON ' || t.relation || ' IS '
                     || pg_catalog.quote_literal(pg_catalog.obj_description(t.oid, 'pg_trigger'))) s
            UNION ALL
            SELECT 'pg_policy', p.oid, 80, 'COMMENT ON POLICY ' || pg_catalog.quote_ident(p.polname) || ' ON ' || pg_catalog.format('%I.%I', n.nspname, c.relname)
                   || ' IS ' || pg_catalog.quote_literal(pg_catalog.obj_description(p.oid, 'pg_policy'))
            FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE p.oid = ANY (?)) p
            WHERE p.statement IS NOT NULL
            ORDER BY p.place, p.statement
            """.replace(
                    "<grants of relation>",
                    grants("c.relacl", "c.relowner", "'r'", "c.relnamespace", "' || c.object || '"))
            .replace(
                    "<grants of function>",
                    grants("p.proacl", "p.proowner", "'f'", "p.pronamespace", "' || p.described || '")));

    /** The query for the rules of tables. Columns: oid, schema, table, rule, definition. Parameter: the array of oids. */
    static final String RULES = """
            SELECT w.oid, n.nspname, c.relname, w.rulename, pg_catalog.rtrim(pg_catalog.pg_get_ruledef(w.oid), ';'), w.ev_class
            FROM pg_catalog.pg_rewrite w JOIN pg_catalog.pg_class c ON c.oid = w.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE w.oid = ANY (?)
            """;

    private static String withCatalogues(String query) {
        return query.replaceAll(
                "<(class|proc|type|trigger|policy|rewrite)>",
                "'pg_catalog.pg_$1'::pg_catalog.regclass::pg_catalog.oid");
    }
}
