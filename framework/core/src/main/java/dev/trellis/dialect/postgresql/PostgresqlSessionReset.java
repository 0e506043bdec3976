package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.SessionReset;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * The statements of {@code DISCARD ALL} that may run in a transaction, followed by the settings that Trellis itself has
 * made. Deferred constraints are checked first, while an error can still be attributed to the script. All advisory locks are
 * released, except the migration lock and other locks that the session held before the script.
 */
final class PostgresqlSessionReset {
    private static final String SETTINGS = "SELECT coalesce(pg_catalog.string_agg(pg_catalog.format("
            + "'pg_catalog.set_config(%L, %L, false)', name, setting), ', '), 'NULL')"
            + " FROM pg_catalog.pg_settings WHERE source = 'session'";

    private static final String KEYS = "SELECT coalesce(pg_catalog.string_agg(pg_catalog.format("
            + "'(%s::pg_catalog.oid, %s::pg_catalog.oid, %s)', classid, objid, objsubid), ', '),"
            + " '(0::pg_catalog.oid, 0::pg_catalog.oid, -1)') " + PostgresqlResetStatements.OWN_LOCKS;

    private static final List<String> RESET_SETTINGS =
            List.of("SET CONSTRAINTS ALL IMMEDIATE", "SET SESSION AUTHORIZATION DEFAULT", "RESET ALL");

    private static final List<String> REMOVE_OBJECTS =
            List.of("CLOSE ALL", "UNLISTEN *", "DEALLOCATE ALL", "DISCARD TEMPORARY", "DISCARD SEQUENCES");

    /** The lines that reset the settings of a shell's session. */
    static final List<String> SETTINGS_OF_SHELL =
            RESET_SETTINGS.stream().map(sql -> sql + ";").toList();

    /** The lines that remove the objects of a shell's session. A shell holds no migration lock. */
    static final List<String> OBJECTS_OF_SHELL = Stream.concat(
                    REMOVE_OBJECTS.stream(),
                    Stream.of("DO $$ BEGIN PERFORM pg_catalog.pg_advisory_unlock_all(); END $$"))
            .map(sql -> sql + ";")
            .toList();

    private PostgresqlSessionReset() {}

    /** Reads the present state of the session. */
    static SessionReset of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT (" + SETTINGS + "), (" + KEYS + ")")) {
            row.next();
            String settings = String.join(";\n", String.join(";\n", RESET_SETTINGS), "SELECT " + row.getString(1));
            String objects = String.join(
                    ";\n",
                    String.join(";\n", REMOVE_OBJECTS),
                    "SELECT " + forEachKey("pg_advisory_unlock") + " " + PostgresqlResetStatements.OWN_LOCKS
                            + " AND (classid, objid, objsubid) NOT IN (VALUES " + row.getString(2) + ")",
                    "SELECT " + forEachKey("pg_try_advisory_lock") + " FROM (VALUES " + row.getString(2)
                            + ") AS k (classid, objid, objsubid) WHERE objsubid > 0"
                            + " AND (classid, objid, objsubid) NOT IN (SELECT classid, objid, objsubid "
                            + PostgresqlResetStatements.OWN_LOCKS
                            + ")");
            return new PostgresqlResetStatements(settings, objects);
        }
    }

    /**
     * Returns SQL that calls a function with the key of an advisory lock, which is one number of 64 bits or two numbers of
     * 32 bits.
     */
    private static String forEachKey(String function) {
        return "CASE objsubid WHEN 1 THEN pg_catalog." + function
                + "((classid::pg_catalog.int8 << 32) | objid::pg_catalog.int8) ELSE pg_catalog." + function
                + "(classid::pg_catalog.int8::pg_catalog.bit(32)::pg_catalog.int4,"
                + " objid::pg_catalog.int8::pg_catalog.bit(32)::pg_catalog.int4) END";
    }
}
