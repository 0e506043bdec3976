package dev.trellis.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An empty place of the same kind as a database, to try things out in, and how it is made and removed.
 *
 * @param url what to connect to
 * @param schema the default schema to work in, or null for the database's own
 * @param create run on a connection to the given database before the place is connected to
 * @param drop run there when nothing is connected to the place any more
 * @param others a query for the names of all such places that are there, or null where none can outlive its process
 * @param isolated whether nothing that is run there, whatever schema it names, can reach the given database
 */
public record ScratchDatabase(
        String url,
        @Nullable String schema,
        List<String> create,
        List<String> drop,
        @Nullable String others,
        boolean isolated) {
    public ScratchDatabase {
        create = List.copyOf(create);
        drop = List.copyOf(drop);
    }

    /** A database of its own on the same server. */
    public static ScratchDatabase database(String url, String create, String drop, String others) {
        return new ScratchDatabase(url, null, List.of(create), List.of(drop), others, true);
    }

    /** A place in this process's memory, which ends with it. */
    public static ScratchDatabase inMemory(String url) {
        return new ScratchDatabase(url, null, List.of(), List.of(), null, true);
    }
}
