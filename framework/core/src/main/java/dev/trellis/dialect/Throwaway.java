package dev.trellis.dialect;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An empty place of the same kind as a database, to try things out in, and how it is made and removed.
 *
 * @param url what to connect to
 * @param schema the default schema to work in, or null for the database's own
 * @param create run on a connection to the given database before the place is connected to
 * @param drop run there when nothing is connected to the place any more
 * @param files what to delete in the end, where it is there
 * @param isolated whether nothing that is run there, whatever schema it names, can reach the given database
 */
public record Throwaway(
        String url,
        @Nullable String schema,
        List<String> create,
        List<String> drop,
        List<Path> files,
        boolean isolated) {
    public Throwaway {
        create = List.copyOf(create);
        drop = List.copyOf(drop);
        files = List.copyOf(files);
    }

    /** A database of its own on the same server. */
    public static Throwaway database(String url, String create, String drop) {
        return new Throwaway(url, null, List.of(create), List.of(drop), List.of(), true);
    }

    /** A place that nothing has to be done for on any server. */
    public static Throwaway local(String url, List<Path> files) {
        return new Throwaway(url, null, List.of(), List.of(), files, true);
    }
}
