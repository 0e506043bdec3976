package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.SessionReset;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Restores the role and the settings of a session, and drops the objects that the session did not have: temporary
 * objects, prepared statements, channels and advisory locks. Unlike {@link PostgresqlSessionReset}, it keeps the objects
 * that the application had created before.
 */
final class PostgresqlKeptSession {
    private static final String PRESENT = "SELECT pg_catalog.quote_ident(session_user),"
            + " pg_catalog.current_setting('role'),"
            + " (SELECT coalesce(pg_catalog.string_agg(pg_catalog.format('PERFORM pg_catalog.set_config(%L, %L, false);',"
            + "   name, setting), ' '), '') FROM pg_catalog.pg_settings WHERE source = 'session'),"
            + " (SELECT pg_catalog.format('%L', coalesce(pg_catalog.array_agg(oid), '{}')) FROM pg_catalog.pg_class"
            + "   WHERE relnamespace = pg_catalog.pg_my_temp_schema()),"
            + " (SELECT pg_catalog.format('%L', coalesce(pg_catalog.array_agg(name), '{}'))"
            + "   FROM pg_catalog.pg_prepared_statements),"
            + " (SELECT pg_catalog.format('%L', coalesce(pg_catalog.array_agg(c), '{}'))"
            + "   FROM pg_catalog.pg_listening_channels() AS c),"
            + " (SELECT pg_catalog.format('%L', coalesce(pg_catalog.array_agg("
            + "   pg_catalog.concat_ws(' ', classid, objid, objsubid)), '{}')) " + PostgresqlResetStatements.OWN_LOCKS
            + ")";

    private PostgresqlKeptSession() {}

    /** Reads the present state of the session. */
    static SessionReset of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PRESENT)) {
            row.next();
            String role = row.getString(2);
            String settings = String.join(
                    ";\n",
                    "SET CONSTRAINTS ALL IMMEDIATE",
                    "SET SESSION AUTHORIZATION DEFAULT",
                    "RESET ALL",
                    "DO $trellis$ BEGIN " + row.getString(3) + " END $trellis$",
                    "SET SESSION AUTHORIZATION " + row.getString(1),
                    "SET ROLE " + (role.equals("none") ? "NONE" : "\"" + role.replace("\"", "\"\"") + "\""));
            String objects = String.join(
                    ";\n",
                    "DO $trellis$ DECLARE r pg_catalog.record; BEGIN "
                            + loop("SELECT pg_catalog.format('DROP %s IF EXISTS %s CASCADE', CASE relkind WHEN 'v' THEN"
                                    + " 'VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,"
                                    + " oid::pg_catalog.regclass) AS sql FROM pg_catalog.pg_class WHERE"
                                    + " relnamespace = pg_catalog.pg_my_temp_schema() AND relkind IN"
                                    + " ('r', 'p', 'v', 'S') AND oid <> ALL (" + row.getString(4)
                                    + "::pg_catalog.oid[])")
                            + loop("SELECT pg_catalog.format('DEALLOCATE %I', name) AS sql FROM"
                                    + " pg_catalog.pg_prepared_statements WHERE from_sql AND name <> ALL ("
                                    + row.getString(5) + "::pg_catalog.text[])")
                            + loop("SELECT pg_catalog.format('UNLISTEN %I', c) AS sql FROM"
                                    + " pg_catalog.pg_listening_channels() AS c WHERE c <> ALL (" + row.getString(6)
                                    + "::pg_catalog.text[])")
                            + " END $trellis$",
                    "SELECT CASE objsubid WHEN 1 THEN"
                            + " pg_catalog.pg_advisory_unlock((classid::pg_catalog.int8 << 32) | objid::pg_catalog.int8)"
                            + " ELSE pg_catalog.pg_advisory_unlock("
                            + "classid::pg_catalog.int8::pg_catalog.bit(32)::pg_catalog.int4,"
                            + " objid::pg_catalog.int8::pg_catalog.bit(32)::pg_catalog.int4) END "
                            + PostgresqlResetStatements.OWN_LOCKS
                            + " AND pg_catalog.concat_ws(' ', classid, objid, objsubid) <> ALL (" + row.getString(7)
                            + "::pg_catalog.text[])");
            return new PostgresqlResetStatements(settings, objects);
        }
    }

    /** Returns PL/pgSQL that runs each statement that a query returns. */
    private static String loop(String query) {
        return " FOR r IN " + query + " LOOP EXECUTE r.sql; END LOOP;";
    }
}
