package dev.trellis.fuzz;

import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The requirements for the errors that users see. */
final class ReadableErrors {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    /** Names of classes and packages, which mean nothing to the author of the text. */
    private static final Pattern INTERNALS = Pattern.compile(
            "tools\\.jackson|com\\.fasterxml|org\\.snakeyaml|java\\.(lang|util|nio|io)\\.|dev\\.trellis\\.|[a-z]Exception\\b");

    private static final int MAX_LENGTH = 100_000;

    private ReadableErrors() {}

    /**
     * Requires that an error is readable.
     *
     * @param input the text with the error; the message may quote it
     * @throws AssertionError when the error is not readable
     */
    static void require(TrellisException e, String input) {
        for (Problem problem : e.problems()) {
            boolean hasName =
                    NAME.matcher(problem.name()).matches() && !problem.name().equals("internal_error");
            boolean hasMessage = !problem.message().isBlank()
                    && !problem.message().contains("null: ")
                    && problem.message().length() < MAX_LENGTH
                    && (!INTERNALS.matcher(problem.message()).find()
                            || INTERNALS.matcher(input).find());
            if (!hasName || !hasMessage || !hasValidLocation(problem.location())) {
                throw new AssertionError("not a readable error: " + problem, e);
            }
        }
    }

    private static boolean hasValidLocation(@Nullable Location location) {
        return location == null || (location.line() >= 0 && location.column() >= 0);
    }
}
