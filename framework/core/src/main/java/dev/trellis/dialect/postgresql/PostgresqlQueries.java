package dev.trellis.dialect.postgresql;

/**
 * The queries on {@code pg_catalog}; {@code information_schema} hides objects that the user does not own. A query that
 * begins with {@code ours} has one parameter, the array of schemas; {@link #forOneTable} adds the name of a table as a
 * second parameter.
 */
final class PostgresqlQueries {
    private PostgresqlQueries() {}

    /** The beginning of a query, which finds the ordinary, partitioned and foreign tables. */
    private static final String ALL = """
            WITH ours AS MATERIALIZED (
            SELECT c.oid, n.nspname, c.relname, c.relkind, c.relispartition
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY (?)
              AND c.relkind IN ('r', 'p', 'f'))
            """;

    /**
     * The beginning of the query for tables, which finds those that are not part of an extension. The other queries begin with
     * {@link #ALL}, and the rows of further tables are ignored: looking up each table in {@code pg_depend} again would take
     * about a tenth of their time.
     */
    private static final String OURS = ALL.replace("IN ('r', 'p', 'f'))", """
            IN ('r', 'p', 'f')
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e'))\
            """);

    /** Restricts a query to one table by its name. */
    static String forOneTable(String query) {
        return query.replace("WHERE n.nspname = ANY (?)", "WHERE n.nspname = ANY (?) AND c.relname = ?");
    }

    static final String TEMPORARY_SCHEMA =
            "SELECT nspname FROM pg_catalog.pg_namespace WHERE oid = pg_catalog.pg_my_temp_schema()";

    /** The query for the schemas that exist among those of an array. */
    static final String SCHEMAS = "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = ANY (?)";

    /**
     * The query for tables. Columns: oid, schema, name, comment, unlogged, tablespace, storage parameters, those of the TOAST
     * table, row security, forced row security, replica identity, its index, partition key, its columns (null: an
     * expression), bound of a partition, schemas and names of the parents, foreign server, options of a foreign table.
     */
    static final String TABLES = OURS + """
            SELECT c.oid, c.nspname, c.relname, d.description,
                   k.relpersistence = 'u', s.spcname, k.reloptions, h.reloptions,
                   k.relrowsecurity, k.relforcerowsecurity, CASE WHEN c.relkind = 'f' THEN 'd' ELSE k.relreplident END,
                   CASE WHEN k.relreplident = 'i' THEN (
                       SELECT x.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
                       WHERE i.indrelid = c.oid AND i.indisreplident) END,
                   CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END,
                   CASE WHEN c.relkind = 'p' THEN ARRAY(
                       SELECT a.attname::pg_catalog.text FROM pg_catalog.pg_partitioned_table p
                       CROSS JOIN unnest(p.partattrs::pg_catalog.int2[]) WITH ORDINALITY AS u(attnum, place)
                       LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.attnum
                       WHERE p.partrelid = c.oid ORDER BY u.place) END,
                   CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(k.relpartbound, c.oid) END,
                   p.schemas, p.names, f.srvname, f.options
            FROM ours c
            JOIN pg_catalog.pg_class k ON k.oid = c.oid
            LEFT JOIN pg_catalog.pg_class h ON h.oid = k.reltoastrelid
            LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = k.reltablespace
            LEFT JOIN (
                SELECT i.inhrelid, array_agg(n.nspname::pg_catalog.text ORDER BY i.inhseqno) AS schemas,
                       array_agg(r.relname::pg_catalog.text ORDER BY i.inhseqno) AS names
                FROM pg_catalog.pg_inherits i
                JOIN pg_catalog.pg_class r ON r.oid = i.inhparent AND r.relkind IN ('r', 'p', 'f')
                JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
                GROUP BY i.inhrelid) p ON p.inhrelid = c.oid
            LEFT JOIN (
                SELECT t.ftrelid, v.srvname, (
                    SELECT string_agg(pg_catalog.quote_ident(o.option_name) || ' ' || pg_catalog.quote_literal(o.option_value), ', ')
                    FROM pg_catalog.pg_options_to_table(t.ftoptions) o) AS options
                FROM pg_catalog.pg_foreign_table t
                JOIN pg_catalog.pg_foreign_server v ON v.oid = t.ftserver) f ON f.ftrelid = c.oid
            LEFT JOIN pg_catalog.pg_description d
              ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0
            """;

    /**
     * The query for columns, in no particular order: their defaults are long, and PostgreSQL would sort the rows of 2,000
     * tables on disk. Its own columns: table, number, name, type, the type's oid if it is an enumeration,
     * required, identity, computed, default, collation if it differs from the type's, comment, start and increment of an
     * identity, whether the column is the table's own and not one of its parents only, statistics target, storage if it
     * differs from the type's, compression.
     */
    private static final String COLUMNS = ALL + """
            SELECT a.attrelid, a.attnum, a.attname,
                   pg_catalog.format_type(a.atttypid, a.atttypmod),
                   CASE WHEN t.typtype = 'e' THEN t.oid END,
                   a.attnotnull, a.attidentity, a.attgenerated,
                   pg_catalog.pg_get_expr(f.adbin, f.adrelid),
                   CASE WHEN a.attcollation <> t.typcollation THEN
                       (SELECT l.collname FROM pg_catalog.pg_collation l WHERE l.oid = a.attcollation) END,
                   d.description,
                   CASE WHEN a.attidentity <> '' THEN (
                       SELECT ARRAY[s.seqstart, s.seqincrement] FROM pg_catalog.pg_depend p
                       JOIN pg_catalog.pg_sequence s ON s.seqrelid = p.objid
                       WHERE p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND p.refobjid = a.attrelid
                         AND p.refobjsubid = a.attnum AND p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                         AND p.deptype = 'i') END,
                   a.attislocal AND NOT c.relispartition, a.attstattarget,
                   CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END, a.attcompression
            FROM ours c
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
            LEFT JOIN pg_catalog.pg_description d
              ON d.objoid = a.attrelid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = a.attnum
            """;

    /** Returns the query for columns; servers before 14 have no compression of columns. */
    static String columns(int version) {
        return version >= 14 ? COLUMNS : COLUMNS.replace("a.attcompression", "''");
    }

    /**
     * The query for the constraints that a table does not have from a parent. Columns: table, kind, name, column numbers,
     * condition or definition, referred schema, referred table, numbers of the referred columns, match, on delete, on update,
     * deferrable, deferred, referred table's oid, names of the referred columns if the query for columns does not return
     * them. A query for each foreign key would take half of the time.
     */
    static final String CONSTRAINTS = ALL + """
            SELECT k.conrelid, k.contype, k.conname, k.conkey,
                   CASE k.contype WHEN 'c' THEN pg_catalog.pg_get_expr(k.conbin, k.conrelid)
                        WHEN 'x' THEN pg_catalog.pg_get_constraintdef(k.oid) END,
                   rn.nspname, r.relname,
                   k.confkey, k.confmatchtype, k.confdeltype, k.confupdtype, k.condeferrable, k.condeferred, k.confrelid,
                   CASE WHEN k.contype = 'f' AND k.confrelid NOT IN (SELECT oid FROM ours) THEN ARRAY(
                       SELECT a.attname::pg_catalog.text FROM unnest(k.confkey) WITH ORDINALITY AS u(attnum, place)
                       JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum
                       ORDER BY u.place) END
            FROM ours c
            JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f', 'c', 'x')
              AND k.conparentid = 0 AND (k.conislocal OR k.coninhcount = 0)
            LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
            LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
            ORDER BY k.conrelid, k.conname
            """;

    /**
     * The query for the indexes that are no partitions of an index of a partitioned table. Columns: table, name, unique, method, column numbers (0: an expression), number of key
     * columns, order flags, expressions, operator classes other than the default, condition, nulls not distinct.
     */
    private static final String INDEXES = ALL + """
            SELECT i.indrelid, x.relname, i.indisunique, m.amname, i.indkey::pg_catalog.int2[], i.indnkeyatts, i.indoption::pg_catalog.int2[],
                   CASE WHEN i.indexprs IS NOT NULL THEN ARRAY(
                       SELECT CASE WHEN i.indkey[g] = 0 THEN pg_catalog.pg_get_indexdef(i.indexrelid, g + 1, false) END
                       FROM generate_series(0, i.indnkeyatts - 1) g ORDER BY g) END,
                   CASE WHEN i.indclass::pg_catalog.oid[] && ARRAY(
                       SELECT o.oid FROM pg_catalog.pg_opclass o WHERE NOT o.opcdefault) THEN ARRAY(
                       SELECT CASE WHEN NOT o.opcdefault THEN o.opcname::pg_catalog.text END
                       FROM unnest(i.indclass::pg_catalog.oid[]) WITH ORDINALITY AS u(oid, place)
                       JOIN pg_catalog.pg_opclass o USING (oid) ORDER BY u.place) END,
                   pg_catalog.pg_get_expr(i.indpred, i.indrelid),
                   i.indnullsnotdistinct
            FROM ours c
            JOIN pg_catalog.pg_index i ON i.indrelid = c.oid
            JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid AND NOT x.relispartition
            JOIN pg_catalog.pg_am m ON m.oid = x.relam
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                WHERE k.conrelid = i.indrelid AND k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
            ORDER BY i.indrelid, x.relname
            """;

    /** Returns the query for indexes; servers before 15 have no NULLS NOT DISTINCT and no column for it. */
    static String indexes(int version) {
        return version >= 15 ? INDEXES : INDEXES.replace("i.indnullsnotdistinct", "false");
    }

    /**
     * The query for the constraints and indexes of a table that a model cannot express completely. Columns: name,
     * definition, whether it is a constraint. Both parameters are the table in quotes.
     */
    static final String UNMODELLED = """
            SELECT k.conname, pg_catalog.pg_get_constraintdef(k.oid), true
            FROM pg_catalog.pg_constraint k
            WHERE k.conrelid = pg_catalog.to_regclass(?) AND (
               (k.contype IN ('p', 'u', 'x') AND ((k.condeferrable AND k.contype <> 'x')
                   OR pg_catalog.pg_get_constraintdef(k.oid) ~ ' (INCLUDE|NULLS NOT DISTINCT) '
                   OR EXISTS (SELECT FROM pg_catalog.pg_class x
                       WHERE x.oid = k.conindid AND (x.reloptions IS NOT NULL OR x.reltablespace <> 0))))
               OR (k.contype = 'c' AND k.connoinherit)
               OR (k.contype IN ('c', 'f') AND NOT k.convalidated))
            UNION ALL
            SELECT x.relname, pg_catalog.pg_get_indexdef(x.oid), false
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
            WHERE i.indrelid = pg_catalog.to_regclass(?)
              AND (x.reloptions IS NOT NULL OR x.reltablespace <> 0
                  OR pg_catalog.pg_get_indexdef(x.oid) ~ ' COLLATE ')
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                  WHERE k.conrelid = i.indrelid AND k.conindid = i.indexrelid)
            ORDER BY 1
            """;

    /** The query for enumerations. Columns: oid, schema, name, values in their order. */
    static final String ENUMS = """
            SELECT t.oid, n.nspname, t.typname, array_agg(e.enumlabel::pg_catalog.text ORDER BY e.enumsortorder)
            FROM pg_catalog.pg_type t
            JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
            JOIN pg_catalog.pg_enum e ON e.enumtypid = t.oid
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.objid = t.oid AND d.deptype = 'e')
            GROUP BY t.oid, n.nspname, t.typname
            """;

    /**
     * The query for the columns that use an enumeration. Columns: schema, table, column of the type or of its array type.
     * Parameters: schema and name of the type.
     */
    static final String COLUMNS_OF_ENUM = """
            SELECT cn.nspname, c.relname, a.attname
            FROM pg_catalog.pg_type t
            JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
            JOIN pg_catalog.pg_attribute a ON a.atttypid IN (t.oid, t.typarray) AND NOT a.attisdropped
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'f')
            JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
            WHERE tn.nspname = ? AND t.typname = ?
            ORDER BY cn.nspname, c.relname, a.attnum
            """;
}
