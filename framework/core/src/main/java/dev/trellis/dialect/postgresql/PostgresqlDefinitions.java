package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.Query;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the definitions of schemas in one query: views, functions, triggers and the other kinds. The statement that creates
 * an object contains what the database distinguishes and nothing that is a default. It lacks what another statement sets: the
 * owner, privileges, the state of a trigger, the rows and indexes of a materialized view.
 */
final class PostgresqlDefinitions {
    /**
     * The query for definitions, in the order of their creation within a kind. Columns: kind, schema, name, schema and name
     * of the table, arguments, statement, comment, catalogue, oid. Parameters: the default schema, the array of schemas or of
     * oids.
     */
    private static final String DEFINITIONS = """
            WITH spaces AS MATERIALIZED (
              SELECT n.oid, n.nspname, CASE WHEN n.nspname = ? THEN '' ELSE pg_catalog.quote_ident(n.nspname) || '.' END AS prefix
              FROM pg_catalog.pg_namespace n <in schemas>)
            SELECT d.kind, d.nspname, d.name, d.of_schema, d.of_table, d.arguments, d.sql,
                   pg_catalog.obj_description(d.oid, d.catalogue), d.catalogue, d.oid
            FROM (
            SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED_VIEW' END AS kind,
                   n.nspname, c.relname AS name, NULL::pg_catalog.text AS of_schema, NULL::pg_catalog.text AS of_table, NULL::pg_catalog.text AS arguments,
                   'CREATE ' || CASE c.relkind WHEN 'v' THEN 'VIEW ' ELSE 'MATERIALIZED VIEW ' END
                   || n.prefix || pg_catalog.quote_ident(c.relname)
                   || coalesce((SELECT ' USING ' || pg_catalog.quote_ident(m.amname) FROM pg_catalog.pg_am m
                                WHERE m.oid = c.relam AND m.amname <> 'heap'), '')
                   || coalesce((SELECT ' WITH (' || pg_catalog.string_agg(o.name || '=' || pg_catalog.quote_literal(o.value), ', ' ORDER BY o.name) || ')'
                        FROM (SELECT option_name AS name,
                                     CASE WHEN option_name LIKE 'security%' THEN option_value::pg_catalog.bool::pg_catalog.text ELSE option_value END AS value
                              FROM pg_catalog.pg_options_to_table(c.reloptions)) o
                        WHERE NOT (o.name LIKE 'security%' AND o.value = 'false')), '')
                   || coalesce((SELECT ' TABLESPACE ' || pg_catalog.quote_ident(s.spcname) FROM pg_catalog.pg_tablespace s WHERE s.oid = c.reltablespace), '')
                   || E' AS\\n' || pg_catalog.rtrim(pg_catalog.pg_get_viewdef(c.oid), ';') AS sql,
                   c.oid, 'pg_class' AS catalogue
            FROM spaces n JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('v', 'm')
            UNION ALL
            SELECT CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, n.nspname, p.proname, NULL, NULL,
                   pg_catalog.oidvectortypes(p.proargtypes),
                   f.beginning || n.prefix || pg_catalog.quote_ident(p.proname)
                   || pg_catalog.rtrim(pg_catalog.substr(pg_catalog.pg_get_functiondef(p.oid), pg_catalog.length('OR REPLACE ' || f.beginning
                       || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.proname)) + 1), E'\\n'),
                   p.oid, 'pg_proc'
            FROM spaces n JOIN pg_catalog.pg_proc p ON p.pronamespace = n.oid AND p.prokind IN ('f', 'w', 'p')
            CROSS JOIN LATERAL (SELECT CASE p.prokind WHEN 'p' THEN 'CREATE PROCEDURE ' ELSE 'CREATE FUNCTION ' END AS beginning) f
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend i
                WHERE i.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND i.objid = p.oid AND i.deptype = 'i')
            UNION ALL
            SELECT 'TRIGGER', n.nspname, t.tgname, n.nspname, c.relname, NULL, pg_catalog.pg_get_triggerdef(t.oid, true), t.oid, 'pg_trigger'
            FROM spaces n JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid
            JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal AND <not cloned>
            UNION ALL
            SELECT 'POLICY', n.nspname, p.polname, n.nspname, c.relname, NULL,
                   'CREATE POLICY ' || pg_catalog.quote_ident(p.polname) || ' ON ' || n.prefix || pg_catalog.quote_ident(c.relname)
                   || CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END
                   || CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE' WHEN 'd' THEN ' FOR DELETE' ELSE '' END
                   || CASE WHEN p.polroles = '{0}' THEN '' ELSE ' TO ' || (
                        SELECT pg_catalog.string_agg(CASE r.oid WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(r.oid)) END,
                                   ', ' ORDER BY pg_catalog.pg_get_userbyid(r.oid))
                        FROM unnest(p.polroles) AS r(oid)) END
                   || coalesce(E'\\n  USING (' || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')', '')
                   || coalesce(E'\\n  WITH CHECK (' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) || ')', ''),
                   p.oid, 'pg_policy'
            FROM spaces n JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid JOIN pg_catalog.pg_policy p ON p.polrelid = c.oid
            UNION ALL
            SELECT 'SEQUENCE', n.nspname, c.relname, NULL, NULL, NULL,
                   'CREATE ' || CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END || 'SEQUENCE ' || n.prefix || pg_catalog.quote_ident(c.relname)
                   || CASE WHEN s.seqtypid = 'pg_catalog.int8'::pg_catalog.regtype THEN '' ELSE ' AS ' || pg_catalog.format_type(s.seqtypid, NULL) END
                   || CASE s.seqincrement WHEN 1 THEN '' ELSE ' INCREMENT BY ' || s.seqincrement END
                   || CASE WHEN s.seqmin = l.lowest THEN '' ELSE ' MINVALUE ' || s.seqmin END
                   || CASE WHEN s.seqmax = l.highest THEN '' ELSE ' MAXVALUE ' || s.seqmax END
                   || CASE WHEN s.seqstart = CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END THEN '' ELSE ' START WITH ' || s.seqstart END
                   || CASE s.seqcache WHEN 1 THEN '' ELSE ' CACHE ' || s.seqcache END
                   || CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END
                   || coalesce((SELECT ' OWNED BY ' || o.refobjid::pg_catalog.regclass || '.' || pg_catalog.quote_ident(a.attname)
                        FROM pg_catalog.pg_depend o JOIN pg_catalog.pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
                        WHERE o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.objid = c.oid
                          AND o.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.deptype = 'a'), ''),
                   c.oid, 'pg_class'
            FROM spaces n JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relkind = 'S'
            JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
            CROSS JOIN LATERAL (
              SELECT CASE WHEN s.seqincrement > 0 THEN 1 ELSE CASE s.seqtypid
                       WHEN 'pg_catalog.int2'::pg_catalog.regtype THEN -32768 WHEN 'pg_catalog.int4'::pg_catalog.regtype THEN -2147483648
                       ELSE -9223372036854775808 END END AS lowest,
                     CASE WHEN s.seqincrement < 0 THEN -1 ELSE CASE s.seqtypid
                       WHEN 'pg_catalog.int2'::pg_catalog.regtype THEN 32767 WHEN 'pg_catalog.int4'::pg_catalog.regtype THEN 2147483647
                       ELSE 9223372036854775807 END END AS highest) l
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend o
                WHERE o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.objid = c.oid
                  AND o.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                  AND (o.deptype = 'i' OR (o.deptype = 'a' AND c.relname LIKE '%\\_seq' AND EXISTS (
                    SELECT FROM pg_catalog.pg_attrdef f JOIN pg_catalog.pg_depend u
                      ON u.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND u.objid = f.oid
                     AND u.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND u.refobjid = c.oid
                    WHERE f.adrelid = o.refobjid AND f.adnum = o.refobjsubid))))
            UNION ALL
            SELECT 'DOMAIN', n.nspname, t.typname, NULL, NULL, NULL,
                   'CREATE DOMAIN ' || n.prefix || pg_catalog.quote_ident(t.typname) || ' AS ' || pg_catalog.format_type(t.typbasetype, t.typtypmod)
                   || coalesce((SELECT ' COLLATE ' || CASE k.collnamespace WHEN 'pg_catalog'::pg_catalog.regnamespace THEN '' ELSE k.collnamespace::pg_catalog.regnamespace || '.' END
                          || pg_catalog.quote_ident(k.collname)
                        FROM pg_catalog.pg_collation k JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
                        WHERE k.oid = t.typcollation AND t.typcollation <> b.typcollation), '')
                   || coalesce(' DEFAULT ' || pg_catalog.pg_get_expr(t.typdefaultbin, 0), '')
                   || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END
                   || coalesce((SELECT pg_catalog.string_agg(E'\\n  CONSTRAINT ' || pg_catalog.quote_ident(k.conname) || ' ' || pg_catalog.pg_get_constraintdef(k.oid), '' ORDER BY k.conname)
                        FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'), ''),
                   t.oid, 'pg_type'
            FROM spaces n JOIN pg_catalog.pg_type t ON t.typnamespace = n.oid AND t.typtype = 'd'
            <extensions>) d
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                WHERE e.classid = ('pg_catalog.' || d.catalogue)::pg_catalog.regclass AND e.objid = d.oid AND e.deptype = 'e')
              <with oids>
            ORDER BY d.kind, d.oid
            """;

    private static final String EXTENSIONS = """
            UNION ALL
            SELECT 'EXTENSION', NULL, e.extname, NULL, NULL, NULL,
                   'CREATE EXTENSION ' || pg_catalog.quote_ident(e.extname) || ' WITH SCHEMA ' || pg_catalog.quote_ident(n.nspname)
                   || ' VERSION ' || pg_catalog.quote_literal(e.extversion),
                   e.oid, 'pg_extension'
            FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
            WHERE e.extname <> 'plpgsql'
            """;

    /** PostgreSQL 12 marks the triggers of partitions, which it copies from the partitioned table, as internal. */
    private static final int FIRST_WITH_PARENT_OF_TRIGGER = 13;

    private interface Reader {
        void read(Definition definition, Address address);
    }

    /**
     * The identity of an object in the database.
     *
     * @param catalogue the name of the system table: {@code pg_class}, {@code pg_proc}
     */
    record Address(String catalogue, long oid) {}

    private final Connection connection;
    private final String defaultSchema;

    /** Creates a reader; names in the default schema are read without their schema. */
    PostgresqlDefinitions(Connection connection, String defaultSchema) {
        this.connection = connection;
        this.defaultSchema = defaultSchema;
    }

    /** Returns the definitions of the schemas and the extensions of the database. */
    List<Definition> all(Collection<String> schemas) throws SQLException {
        return inSchemas(schemas, EXTENSIONS);
    }

    /** Returns the definitions of the schemas; those of the same name are in the order of their creation. */
    List<Definition> inSchemas(Collection<String> schemas) throws SQLException {
        return inSchemas(schemas, "");
    }

    private List<Definition> inSchemas(Collection<String> schemas, String extensions) throws SQLException {
        List<Definition> definitions = new ArrayList<>();
        read(
                DEFINITIONS
                        .replace("<in schemas>", "WHERE n.nspname = ANY (?)")
                        .replace("<with oids>", "")
                        .replace("<extensions>", extensions),
                connection.createArrayOf("text", schemas.toArray()),
                (definition, address) -> definitions.add(definition));
        return definitions;
    }

    /** Returns the definitions with these addresses, including those of extensions. */
    Map<Address, Definition> at(Collection<Address> addresses) throws SQLException {
        Map<Address, Definition> definitions = new LinkedHashMap<>();
        read(
                DEFINITIONS
                        .replace("<in schemas>", "")
                        .replace("<with oids>", "AND d.oid = ANY (?)")
                        .replace("<extensions>", ""),
                oids(addresses),
                (definition, address) -> {
                    if (addresses.contains(address)) {
                        definitions.put(address, definition);
                    }
                });
        return definitions;
    }

    /** Returns the oids of the addresses as an array for a query. */
    Array oids(Collection<Address> addresses) throws SQLException {
        return connection.createArrayOf(
                "oid", addresses.stream().map(Address::oid).toArray());
    }

    private void read(String query, Array scope, Reader reader) throws SQLException {
        boolean hasParents = connection.getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_PARENT_OF_TRIGGER;
        Query.each(
                connection,
                query.replace("<not cloned>", hasParents ? "t.tgparentid = 0" : "true"),
                List.of(defaultSchema, scope),
                row -> reader.read(definition(row), new Address(row.getString(9), row.getLong(10))));
    }

    private Definition definition(ResultSet row) throws SQLException {
        DefinitionKind kind = DefinitionKind.valueOf(row.getString(1));
        String table = row.getString(5);
        DefinitionName name = table == null
                ? new DefinitionName(kind, name(row.getString(2), row.getString(3)), null, row.getString(6))
                : DefinitionName.on(kind, row.getString(3), name(row.getString(4), table));
        String sql = row.getString(7);
        return new Definition(
                name, SqlText.of(kind.hasArguments() ? sql : PostgresqlArrays.withElementCasts(sql)), row.getString(8));
    }

    private TableName name(@Nullable String schema, String name) {
        return schema == null ? TableName.of(name) : PostgresqlTables.name(defaultSchema, schema, name);
    }
}
