package dev.trellis.internal.command;

import dev.trellis.UsageException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.revision.Identifier;
import dev.trellis.revision.NewIdentifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the identifier of a new revision and rejects identifiers and labels that are taken. */
final class RevisionIds {
    /** The length of the column in the version table. */
    private static final int MAX_LENGTH = 32;

    private final Branches branches;

    RevisionIds(Branches branches) {
        this.branches = branches;
    }

    /**
     * Returns the requested identifier, or a new one for null.
     *
     * @param labels the labels that the revision will declare
     * @throws UsageException {@code duplicate_label}, {@code duplicate_revision}, {@code illegal_identifier}
     */
    String choose(@Nullable String requested, List<String> labels) {
        for (String label : labels) {
            branches.graph().branch(label).ifPresent(other -> {
                throw UsageException.labelTaken(label, other.id());
            });
        }
        if (requested == null) {
            return NewIdentifier.next();
        }
        if (requested.length() > MAX_LENGTH) {
            throw UsageException.idTooLong(requested, MAX_LENGTH);
        }
        MigrationScript other = branches.script(requested);
        if (other != null) {
            throw UsageException.idTaken(requested, other.display());
        }
        branches.graph().order().stream()
                .filter(revision -> Identifier.areSimilar(revision.id(), requested))
                .findFirst()
                .ifPresent(similar -> {
                    throw UsageException.idResembles(requested, similar.id());
                });
        return requested;
    }
}
