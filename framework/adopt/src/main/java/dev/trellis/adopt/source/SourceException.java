package dev.trellis.adopt.source;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.List;
import java.util.Locale;

/** The project of another tool, or the state of its database, cannot be adopted. */
public final class SourceException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private SourceException(Problem problem) {
        super(problem);
    }

    private SourceException(List<Problem> problems) {
        super(problems, null);
    }

    /**
     * {@code cannot_convert}: the project of the other tool cannot be read.
     *
     * @param what the fact, as a clause without a full stop
     * @param advice what to do, in whole sentences
     */
    public static SourceException cannotConvert(Location place, String what, String advice) {
        return new SourceException(
                Problem.of(ErrorName.CANNOT_CONVERT, what).at(place).advice(advice));
    }

    /**
     * {@code cannot_adopt}: the state that the other tool's table records cannot be adopted.
     *
     * @param tool the name of the tool
     */
    public static SourceException cannotAdopt(String tool, List<Applied.Refusal> refusals) {
        return new SourceException(refusals.stream()
                .map(refusal -> Problem.of(ErrorName.CANNOT_ADOPT, "the records of " + tool + ": " + refusal.what())
                        .advice(refusal.advice())
                        .fact("kind", refusal.kind().name().toLowerCase(Locale.ROOT)))
                .toList());
    }

    /** {@code cannot_adopt}: the request, or the state of the Trellis project, does not permit the adoption. */
    public static SourceException cannotAdopt(String what, String advice) {
        return new SourceException(Problem.of(ErrorName.CANNOT_ADOPT, what).advice(advice));
    }
}
