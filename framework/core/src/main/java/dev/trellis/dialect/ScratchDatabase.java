package dev.trellis.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A throwaway database: an empty, temporary database (or schema) of the same kind as a given one, and the SQL that creates and
 * drops it. Documentation and messages say "throwaway database" everywhere.
 *
 * @param url the JDBC URL of the temporary database
 * @param schema the temporary schema within the given database; null where the whole database is temporary
 * @param create the statements that create the temporary database or schema, run on a connection to the given database
 * @param drop the statements that drop the temporary database or schema, run on a connection to the given database after all
 *     connections to the temporary database are closed
 * @param namesQuery a query for the names of all databases (or schemas) on the server, by which Trellis finds the temporary
 *     ones that a killed process has left; null if a temporary database never outlives its process
 * @param isolated whether statements in the temporary database can never reach objects outside of it, whichever schema they
 *     name
 */
public record ScratchDatabase(
        String url,
        @Nullable String schema,
        List<String> create,
        List<String> drop,
        @Nullable String namesQuery,
        boolean isolated) {
    public ScratchDatabase {
        create = List.copyOf(create);
        drop = List.copyOf(drop);
    }

    /** Describes a database on the same server; statements in it cannot reach other databases. */
    public static ScratchDatabase database(String url, String create, String drop, String namesQuery) {
        return new ScratchDatabase(url, null, List.of(create), List.of(drop), namesQuery, true);
    }

    /**
     * Describes a database on a server whose databases are also its schemas, as on MariaDB and MySQL: statements in it
     * can reach every other database by naming it as a schema.
     */
    public static ScratchDatabase amongSchemas(String url, String create, String drop, String namesQuery) {
        return new ScratchDatabase(url, null, List.of(create), List.of(drop), namesQuery, false);
    }

    /** Describes a schema in the given database. */
    public static ScratchDatabase schema(String url, String schema, String create, String drop, String namesQuery) {
        return new ScratchDatabase(url, schema, List.of(create), List.of(drop), namesQuery, false);
    }

    /** Describes a database in this process's memory, which ends with the process. */
    public static ScratchDatabase inMemory(String url) {
        return new ScratchDatabase(url, null, List.of(), List.of(), null, true);
    }
}
