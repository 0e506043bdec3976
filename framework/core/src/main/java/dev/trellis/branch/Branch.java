package dev.trellis.branch;

import dev.trellis.model.ModelSource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A party's line in the graph, as it is declared; what its scripts say is read from {@code scripts}.
 *
 * @param label its name in {@code label@head}
 * @param tablePrefix what its tables' names begin with, or null for no rule
 * @param isProtected whether it is a base schema that others may not change
 * @param maintain whether this project owns the branch although it is protected
 * @param scripts where its scripts are
 * @param model the desired schema of its tables, or null when it has none
 * @param origin where it comes from, as errors and listings say it: a jar, a class, the configuration
 * @param plugin the class that contributes it, or null when the configuration alone declares it
 */
public record Branch(
        String label,
        @Nullable String tablePrefix,
        boolean isProtected,
        boolean maintain,
        ScriptLocation scripts,
        @Nullable ModelSource model,
        String origin,
        @Nullable String plugin) {

    /** The label tells branches apart; a hash of all that they have is made of method handles, at each start anew. */
    @Override
    public int hashCode() {
        return label.hashCode();
    }

    /** Whether this project may write to it. */
    public boolean isWritable() {
        return !isProtected || maintain;
    }

    /** The folder in which {@code revision} writes, or null when its scripts lie in a jar. */
    public @Nullable Path directory() {
        return scripts.directory();
    }

    /**
     * A place of scripts: a folder, or a location in a jar or folder of the class path. At least one is not null; the
     * folder wins.
     *
     * @param directory a folder on disk
     * @param container the jar that the location lies in
     * @param location the place inside the container, with slashes, without one at either end
     */
    public record ScriptLocation(
            @Nullable Path directory,
            @Nullable Path container,
            @Nullable String location) {
        public static ScriptLocation folder(Path directory) {
            return new ScriptLocation(directory, null, null);
        }

        public static ScriptLocation jar(Path container, String location) {
            return new ScriptLocation(null, container, location);
        }

        @Override
        public String toString() {
            return directory != null ? directory.toString() : container + "!/" + location;
        }
    }
}
