package dev.trellis.script;

import dev.trellis.error.Location;
import dev.trellis.error.Nearest;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Collection;

/** What is wrong with a revision script, or with where it lies. */
public final class ScriptException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private ScriptException(Problem problem) {
        super(problem);
    }

    static ScriptException unknownOperation(Location at, String word, Collection<String> known) {
        return new ScriptException(Problem.of("unknown_operation", "there is no operation '" + word + "'")
                .at(at)
                .advice(Nearest.of(word, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("the operations are: " + String.join(" ", known))));
    }
}
