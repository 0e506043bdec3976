package dev.trellis.dialect.postgresql;

/**
 * The queries on {@code pg_catalog}; {@code information_schema} hides objects that the user does not own. A query that
 * begins with {@code OURS} has one parameter, the array of schemas; {@link #forOneTable} adds the name of a table as a
 * second parameter.
 */
final class PostgresqlQueries {
    private PostgresqlQueries() {}

    /**
     * The beginning of a query, which finds the ordinary and partitioned tables that are neither partitions nor part of
     * an extension.
     */
    private static final String OURS = """
            WITH ours AS MATERIALIZED (
            SELECT c.oid, n.nspname, c.relname
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY (?)
              AND c.relkind IN ('r', 'p') AND NOT c.relispartition
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e'))
            """;

    /** Restricts a query to one table by its name. */
    static String forOneTable(String query) {
        return query.replace("WHERE n.nspname = ANY (?)", "WHERE n.nspname = ANY (?) AND c.relname = ?");
    }

    static final String TEMPORARY_SCHEMA =
            "SELECT nspname FROM pg_catalog.pg_namespace WHERE oid = pg_catalog.pg_my_temp_schema()";

    /** The query for tables. Columns: oid, schema, name, comment. */
    static final String TABLES = OURS + """
            SELECT c.oid, c.nspname, c.relname, d.description
            FROM ours c
            LEFT JOIN pg_catalog.pg_description d
              ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0
            """;

    /**
     * The query for columns. Its own columns: table, number, name, type, the type's oid if it is an enumeration,
     * required, identity, computed, default, collation if it differs from the type's, comment, start and increment of an
     * identity.
     */
    static final String COLUMNS = OURS + """
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
                         AND p.deptype = 'i') END
            FROM ours c
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
            LEFT JOIN pg_catalog.pg_description d
              ON d.objoid = a.attrelid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = a.attnum
            ORDER BY a.attrelid, a.attnum
            """;

    /**
     * The query for constraints. Columns: table, kind, name, column numbers, condition, referred schema, referred table,
     * referred columns, match, on delete, on update, deferrable, deferred.
     */
    static final String CONSTRAINTS = OURS + """
            SELECT k.conrelid, k.contype, k.conname, k.conkey,
                   CASE WHEN k.contype = 'c' THEN pg_catalog.pg_get_expr(k.conbin, k.conrelid) END,
                   rn.nspname, r.relname,
                   CASE WHEN k.contype = 'f' THEN ARRAY(
                       SELECT a.attname::pg_catalog.text FROM unnest(k.confkey) WITH ORDINALITY AS u(attnum, place)
                       JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum
                       ORDER BY u.place) END,
                   k.confmatchtype, k.confdeltype, k.confupdtype, k.condeferrable, k.condeferred
            FROM ours c
            JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f', 'c')
            LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
            LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
            ORDER BY k.conrelid, k.conname
            """;

    /**
     * The query for indexes. Columns: table, name, unique, method, column numbers (0: an expression), number of key
     * columns, order flags, expressions, operator classes other than the default, condition, nulls not distinct.
     */
    private static final String INDEXES = OURS + """
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
            JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
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
            WHERE k.conrelid = pg_catalog.to_regclass(?) AND (k.contype = 'x'
               OR (k.contype IN ('p', 'u') AND (k.condeferrable
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
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
            JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
            WHERE tn.nspname = ? AND t.typname = ?
            ORDER BY cn.nspname, c.relname, a.attnum
            """;
}
