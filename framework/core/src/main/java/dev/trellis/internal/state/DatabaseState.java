package dev.trellis.internal.state;

import dev.trellis.revision.Heads;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the database says of itself, read in two queries.
 *
 * @param rows the rows of the version table
 * @param versioned whether there is a version table
 * @param kept whether there is a history
 * @param last the last successful line of the history for each revision that has one
 * @param interrupted the key of the line of a revision that was begun and is not done, or null
 */
public record DatabaseState(
        Heads rows,
        boolean versioned,
        boolean kept,
        Map<String, Last> last,
        @Nullable Long interrupted) {

    /** @param sourceHash of the script as it was; null when there was none */
    public record Last(long id, String direction, @Nullable String sourceHash) {}

    /** Whether something was begun that has to be done first. */
    public boolean isInterrupted() {
        return interrupted != null;
    }
}
