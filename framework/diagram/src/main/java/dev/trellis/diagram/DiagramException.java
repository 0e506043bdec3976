package dev.trellis.diagram;

import dev.trellis.diagram.option.DiagramFormat;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;

/** A diagram cannot be drawn. */
public final class DiagramException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private DiagramException(Problem problem) {
        super(problem);
    }

    static DiagramException onlyTables(DiagramFormat format) {
        return new DiagramException(Problem.of(
                        ErrorName.UNKNOWN_FORMAT,
                        "the format '" + format + "' describes tables, and not the revision graph")
                .at(Location.of("--format"))
                .advice("Use --format svg, --format mermaid or --format dot, or omit --graph."));
    }
}
