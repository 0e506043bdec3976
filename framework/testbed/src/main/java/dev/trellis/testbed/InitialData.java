package dev.trellis.testbed;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The data folders of new servers. A folder is initialized once per machine and then copied for each server, because the
 * servers need seconds to initialize a folder, and a build starts dozens of servers.
 */
final class InitialData {
    /** Writes the data of a new server. */
    interface Initializer {
        void into(Path data) throws IOException, InterruptedException;
    }

    private InitialData() {}

    /**
     * Copies the initial data into the folder of a server and returns the copy.
     *
     * @param home the folder of the server's programs
     * @param options the options on which the data depends
     */
    static Path copy(LocalServer server, Path home, List<String> options, Initializer initializer)
            throws IOException, InterruptedException {
        Path prepared = Binaries.cached(home.getFileName() + "-data", options.hashCode() & 0xffffffffL, folder -> {
            try {
                initializer.into(folder.resolve("data"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while the data is initialized");
            }
        });
        // The command keeps the owner and the holes of files.
        server.run(List.of(
                "cp", "-a", prepared.resolve("data").toString(), server.folder().toString()));
        return server.folder().resolve("data");
    }
}
