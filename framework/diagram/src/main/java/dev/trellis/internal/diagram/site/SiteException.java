package dev.trellis.internal.diagram.site;

import dev.trellis.error.DisplayPath;
import dev.trellis.error.ErrorName;
import dev.trellis.error.FileFailure;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A documentation site cannot be written. */
public final class SiteException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private SiteException(Problem problem) {
        super(problem);
    }

    static SiteException unknownDialect(String name, List<String> known) {
        return new SiteException(Problem.of(ErrorName.UNKNOWN_DIALECT, "there is no database '" + name + "'")
                .at(Location.of("--dialect"))
                .advice("Use one of these: " + String.join(", ", known)));
    }

    static SiteException notEmpty(Path folder) {
        return new SiteException(Problem.of(
                        ErrorName.FILE_EXISTS, "the folder is not empty and contains no documentation site of Trellis")
                .at(Location.of(DisplayPath.of(folder)))
                .advice("Name a folder that is new or empty, or remove the files in this one."));
    }

    static SiteException cannotWrite(Path file, IOException e) {
        return new SiteException(Problem.of(ErrorName.CANNOT_WRITE, "cannot write the file: " + FileFailure.reason(e))
                .at(Location.of(DisplayPath.of(file)))
                .advice("Check the path, the permissions and the free space of the disk."));
    }
}
