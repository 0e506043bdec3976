package dev.trellis.adopt.alembic;

import dev.trellis.error.Location;
import dev.trellis.revision.Revision;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The header of a script.
 *
 * @param display the file in messages
 * @param line the line of the identifier
 * @param versionLocation the index of the version location that contains the file
 * @param message the first paragraph of the docstring on one line; empty for none
 * @param created the time of creation (ISO 8601); null if the docstring does not state it
 * @param reads the first line that reads the database; 0 if there is none
 * @param bulkInsert the first line that calls {@code bulk_insert}; 0 if there is none
 */
record AlembicScript(
        Path file,
        String display,
        int line,
        int versionLocation,
        Revision revision,
        String message,
        @Nullable String created,
        int reads,
        int bulkInsert) {

    String id() {
        return revision.id();
    }

    Location place() {
        return new Location(display, line, 1);
    }
}
