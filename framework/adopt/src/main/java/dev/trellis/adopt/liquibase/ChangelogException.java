package dev.trellis.adopt.liquibase;

import dev.trellis.adopt.source.PrintableName;
import dev.trellis.adopt.source.SourceException;
import dev.trellis.error.Location;

/** Errors in changelogs, which end the conversion. */
final class ChangelogException {
    private ChangelogException() {}

    /** The file is not a changelog. */
    static SourceException malformed(Location place, String what) {
        return SourceException.cannotConvert(
                place,
                PrintableName.of(what),
                "Correct the changelog, so that Liquibase can read it, and adopt again.");
    }

    /** A file that the changelog names cannot be read. */
    static SourceException unreadable(Location place, String path, String why) {
        return SourceException.cannotConvert(
                place,
                "'" + PrintableName.of(path) + "' " + why,
                "Paths begin in the folder of the project; name other folders with --set searchPath=FOLDER,FOLDER.");
    }

    /** The settings of the project are wrong. */
    static SourceException settings(Location place, String what, String advice) {
        return SourceException.cannotConvert(place, PrintableName.of(what), advice);
    }
}
