package dev.trellis;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A request to replace the revisions of a branch by a baseline.
 *
 * @param revision the last revision to replace, as on the command line: {@code poser@4be09a5d1c22}
 * @param release the newest release that contains the scripts of the replaced revisions, for the error that refuses a
 *     database below the baseline; null if there is none
 * @param message the message of the baseline; null for {@code baseline of LABEL}
 * @param underived what happens to the operations whose effects cannot be derived from scripts
 * @param archive the folder to which the scripts are moved; null to delete them
 */
public record SquashRequest(
        String revision,
        @Nullable String release,
        @Nullable String message,
        Underived underived,
        @Nullable Path archive) {

    /**
     * The treatment of the operations whose effects cannot be derived from scripts: {@code execute}, {@code bulk_insert} and
     * {@code run}. It concerns the scripts without {@code db_create}; the operations of a script with {@code db_create:
     * true} are always copied, and those of a script with {@code db_create: false} never.
     */
    public enum Underived {
        /** Refuse to squash. */
        REFUSE,
        /** Copy the operations to the end of the baseline. */
        KEEP,
        /** Leave the operations out. */
        OMIT
    }

    /**
     * Returns a request that refuses operations whose effects cannot be derived, and deletes the scripts.
     *
     * @param revision the last revision to replace, as on the command line
     */
    public static SquashRequest of(String revision) {
        return new SquashRequest(revision, null, null, Underived.REFUSE, null);
    }

    /** Returns the request with another treatment of the operations whose effects cannot be derived. */
    public SquashRequest with(Underived value) {
        return new SquashRequest(revision, release, message, value, archive);
    }

    /** Returns the request with a release. */
    public SquashRequest withRelease(String value) {
        return new SquashRequest(revision, value, message, underived, archive);
    }

    /** Returns the request with a folder to which the scripts are moved. */
    public SquashRequest withArchive(Path value) {
        return new SquashRequest(revision, release, message, underived, value);
    }
}
