package dev.trellis.adopt.flyway;

import dev.trellis.adopt.source.PrintableName;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.Location;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file in a location of a Flyway project.
 *
 * @param path the file
 * @param content the kind of content
 * @param name the parts of its name; null for a callback
 */
record MigrationFile(Path path, Content content, @Nullable MigrationName name) {

    /** The kinds of content. */
    enum Content {
        SQL,
        /** A Java class, or a class of another language for the JVM. */
        CODE,
        /** A script for a shell or an interpreter. */
        SHELL,
        CALLBACK
    }

    /** Returns the parts of the name of a migration. */
    MigrationName migration() {
        return Objects.requireNonNull(name, "a callback has no version and description");
    }

    /** Returns the path in messages. */
    String display() {
        return PrintableName.of(DisplayPath.of(path));
    }

    /** Returns the name of the file. */
    String fileName() {
        return String.valueOf(path.getFileName());
    }

    Location location() {
        return Location.of(display());
    }
}
