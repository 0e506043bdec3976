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
 * @param dependsOn the dependencies as on the command line; the script keeps a label such as {@code poser}; any other
 *     text, such as {@code poser@head}, becomes the identifier of the revision
 * @param versionPath the directory to write to, which has to be the directory of a branch; null for the directory of the
 *     revision's branch
 * @param id the identifier, or null for a generated one
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

    /** Returns a builder of a request for an empty YAML script whose parent is the only head. */
    public static Builder builder(String message) {
        return new Builder(message);
    }

    /**
     * Returns a request for an empty YAML script, with default values for everything else.
     *
     * @param head the parent as on the command line, or null for the only head
     */
    public static RevisionRequest of(String message, @Nullable String head) {
        return builder(message).head(head).build();
    }

    /** Returns a builder with the components of this request. */
    public Builder toBuilder() {
        return builder(message)
                .head(head)
                .splice(splice)
                .branchLabels(branchLabels)
                .dependsOn(dependsOn)
                .versionPath(versionPath)
                .id(id)
                .format(format)
                .body(body);
    }

    /** Collects the components of a {@link RevisionRequest}. */
    public static final class Builder {
        private final String message;
        private @Nullable String head;
        private boolean splice;
        private List<String> branchLabels = List.of();
        private List<String> dependsOn = List.of();
        private @Nullable Path versionPath;
        private @Nullable String id;
        private String format = "yaml";
        private DraftBody body = DraftBody.EMPTY;

        private Builder(String message) {
            this.message = message;
        }

        /** Sets the parent as on the command line; null for the only head. */
        public Builder head(@Nullable String value) {
            head = value;
            return this;
        }

        /** Sets whether the parent can be a revision that is not a head. */
        public Builder splice(boolean value) {
            splice = value;
            return this;
        }

        /** Sets the labels that the revision declares. */
        public Builder branchLabels(List<String> value) {
            branchLabels = value;
            return this;
        }

        /** Sets the dependencies as on the command line. */
        public Builder dependsOn(List<String> value) {
            dependsOn = value;
            return this;
        }

        /** Sets the directory to write to; null for the directory of the revision's branch. */
        public Builder versionPath(@Nullable Path value) {
            versionPath = value;
            return this;
        }

        /** Sets the identifier; null for a generated one. */
        public Builder id(@Nullable String value) {
            id = value;
            return this;
        }

        /** Sets the format, {@code yaml} or {@code sql}. */
        public Builder format(String value) {
            format = value;
            return this;
        }

        /** Sets the operations. */
        public Builder body(DraftBody value) {
            body = value;
            return this;
        }

        /** Returns the request. */
        public RevisionRequest build() {
            return new RevisionRequest(message, head, splice, branchLabels, dependsOn, versionPath, id, format, body);
        }
    }
}
