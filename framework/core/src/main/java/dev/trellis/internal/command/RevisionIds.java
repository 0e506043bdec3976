package dev.trellis.internal.command;

import dev.trellis.UsageException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.revision.NewIdentifier;
import dev.trellis.script.Script;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Identifiers and labels for what is about to be written, refused in words that speak of that. */
final class RevisionIds {
    /** As long as the column of the version table. */
    private static final int MAX = 32;

    private final Branches branches;

    RevisionIds(Branches branches) {
        this.branches = branches;
    }

    /** The identifier that was asked for, or a new one. */
    String of(@Nullable String asked, List<String> labels) {
        for (String label : labels) {
            branches.graph().branch(label).ifPresent(other -> {
                throw UsageException.labelTaken(label, other.id());
            });
        }
        if (asked == null) {
            return NewIdentifier.next();
        }
        if (asked.length() > MAX) {
            throw UsageException.idTooLong(asked, MAX);
        }
        Script other = branches.script(asked);
        if (other != null) {
            throw UsageException.idTaken(asked, other.display());
        }
        return asked;
    }
}
