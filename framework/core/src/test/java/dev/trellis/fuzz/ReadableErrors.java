package dev.trellis.fuzz;

import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What makes an error a clear one. */
final class ReadableErrors {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    /** Words of the machinery, which say nothing to whoever wrote the text. */
    private static final Pattern MACHINERY = Pattern.compile(
            "tools\\.jackson|com\\.fasterxml|org\\.snakeyaml|java\\.(lang|util|nio|io)\\.|dev\\.trellis\\.|[a-z]Exception\\b");

    private static final int LONGEST = 100_000;

    private ReadableErrors() {}

    /**
     * @param input what the error is about; its own words may be in the message
     * @throws AssertionError when it is not
     */
    static void require(TrellisException e, String input) {
        for (Problem problem : e.problems()) {
            boolean named =
                    NAME.matcher(problem.name()).matches() && !problem.name().equals("internal_error");
            boolean worded = !problem.message().isBlank()
                    && !problem.message().contains("null: ")
                    && problem.message().length() < LONGEST
                    && (!MACHINERY.matcher(problem.message()).find()
                            || MACHINERY.matcher(input).find());
            if (!named || !worded || !placed(problem.location())) {
                throw new AssertionError("not a clear error: " + problem, e);
            }
        }
    }

    private static boolean placed(@Nullable Location at) {
        return at == null || (at.line() >= 0 && at.column() >= 0);
    }
}
