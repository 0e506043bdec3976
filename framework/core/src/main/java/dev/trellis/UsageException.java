package dev.trellis;

import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.List;

/** What is asked for and not done, because something has to be said first. */
public final class UsageException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private UsageException(Problem problem) {
        super(problem);
    }

    static UsageException notAgreed(String target, List<RevisionReport> others) {
        List<String> named = others.stream()
                .map(other -> other.branch() + " " + other.revision())
                .toList();
        return new UsageException(Problem.of(
                        "needs_consent",
                        "downgrading to " + target + " takes down revisions of other branches that depend on it: "
                                + String.join(", ", named))
                .advice("if that is what you want, run it again with --yes")
                .fact("revisions", others.stream().map(RevisionReport::revision).toList()));
    }
}
