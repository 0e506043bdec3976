package dev.trellis;

import dev.trellis.script.DraftBody;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to write a revision.
 *
 * @param message the message
 * @param head the parent as on the command line ({@code poser@head}, {@code base}, a revision), or null for the only head
 * @param splice whether the parent can be a revision that is not a head
 * @param branchLabels the labels that the revision declares
 * @param dependsOn the dependencies as on the command line; they are written as identifiers, except for labels
 * @param versionPath the directory to write to, which has to be that of a branch; null for that of the revision's branch
 * @param id the identifier, or null for a new one
 * @param format {@code yaml} or {@code sql}
 * @param body the operations
 */
public record RevisionRequest(
        String message,
        @Nullable String head,
        boolean splice,
        List<String> branchLabels,
        List<String> dependsOn,
        @Nullable Path versionPath,
        @Nullable String id,
        String format,
        DraftBody body) {

    public RevisionRequest {
        branchLabels = List.copyOf(branchLabels);
        dependsOn = List.copyOf(dependsOn);
    }

    /**
     * Returns a request for an empty YAML script, with default values for everything else.
     *
     * @param head the parent as on the command line, or null for the only head
     */
    public static RevisionRequest of(String message, @Nullable String head) {
        return new RevisionRequest(message, head, false, List.of(), List.of(), null, null, "yaml", DraftBody.EMPTY);
    }

    /** Returns the request with another body. */
    public RevisionRequest withBody(DraftBody value) {
        return new RevisionRequest(message, head, splice, branchLabels, dependsOn, versionPath, id, format, value);
    }

    /** Returns the request with other dependencies, as on the command line. */
    public RevisionRequest withDependsOn(List<String> value) {
        return new RevisionRequest(message, head, splice, branchLabels, value, versionPath, id, format, body);
    }
}
