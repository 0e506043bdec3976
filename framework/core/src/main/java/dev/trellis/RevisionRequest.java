package dev.trellis;

import dev.trellis.script.DraftBody;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new revision as it is asked for.
 *
 * @param message what it is about
 * @param head what it stands on, as text ({@code poser@head}, {@code base}, a revision), or null for the only head there is
 * @param splice whether it may stand on a revision that is not a head
 * @param branchLabels the labels that it declares
 * @param dependsOn what it depends on, as text; resolved now, labels excepted
 * @param versionPath the folder to write to, one of the branches'; null to take that of its branch
 * @param id its identifier, or null for a new one
 * @param format {@code yaml} or {@code sql}
 * @param body what it does
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

    /** An empty script on a head. */
    public static RevisionRequest of(String message, @Nullable String head) {
        return new RevisionRequest(message, head, false, List.of(), List.of(), null, null, "yaml", DraftBody.EMPTY);
    }

    /** The same with other content. */
    public RevisionRequest withBody(DraftBody value) {
        return new RevisionRequest(message, head, splice, branchLabels, dependsOn, versionPath, id, format, value);
    }

    /** The same with other dependencies, as on the command line. */
    public RevisionRequest withDependsOn(List<String> value) {
        return new RevisionRequest(message, head, splice, branchLabels, value, versionPath, id, format, body);
    }
}
