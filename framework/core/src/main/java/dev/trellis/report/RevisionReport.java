package dev.trellis.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A revision. Use {@link #builder} to create one.
 *
 * @param revision the identifier
 * @param downRevision the identifiers of its parents; empty for a base, several for a merge point
 * @param branch the label of the branch that contains its script; empty if no branch contains the script
 * @param branchLabels the labels that the revision declares or inherits from other revisions of its line, sorted
 * @param dependsOn the dependencies that its script declares
 * @param message its message; empty if it has none
 * @param created the time of creation, ISO 8601, or null
 * @param path the location of its script
 * @param isHead whether the revision is the parent of no other revision
 * @param isBase whether it has no parent
 * @param isBranchPoint whether the revision is the parent of several revisions
 * @param isMergePoint whether it has several parents
 * @param applied whether it is applied, or null if the database was not read
 */
public record RevisionReport(
        String revision,
        List<String> downRevision,
        String branch,
        List<String> branchLabels,
        List<String> dependsOn,
        String message,
        @Nullable String created,
        String path,
        boolean isHead,
        boolean isBase,
        boolean isBranchPoint,
        boolean isMergePoint,
        @Nullable Boolean applied) {

    /** Returns a builder for the report of a revision. */
    public static Builder builder(String revision) {
        return new Builder(revision);
    }

    /** Collects the values of a report by name. */
    public static final class Builder {
        private final String revision;
        private List<String> downRevision = List.of();
        private String branch = "";
        private List<String> branchLabels = List.of();
        private List<String> dependsOn = List.of();
        private String message = "";
        private @Nullable String created;
        private String path = "";
        private boolean isHead;
        private boolean isBranchPoint;
        private @Nullable Boolean applied;

        private Builder(String revision) {
            this.revision = revision;
        }

        /** Sets the parents, which also decide whether the revision is a base or a merge point. */
        public Builder downRevision(List<String> value) {
            downRevision = value;
            return this;
        }

        /** Sets the label of the branch. */
        public Builder branch(String value) {
            branch = value;
            return this;
        }

        /** Sets the labels that the revision declares or inherits from other revisions of its line. */
        public Builder branchLabels(List<String> value) {
            branchLabels = value;
            return this;
        }

        /** Sets the declared dependencies. */
        public Builder dependsOn(List<String> value) {
            dependsOn = value;
            return this;
        }

        /** Sets the message. */
        public Builder message(String value) {
            message = value;
            return this;
        }

        /** Sets the time of creation. */
        public Builder created(@Nullable String value) {
            created = value;
            return this;
        }

        /** Sets the location of the script. */
        public Builder path(String value) {
            path = value;
            return this;
        }

        /** Sets whether the revision is a head. */
        public Builder isHead(boolean value) {
            isHead = value;
            return this;
        }

        /** Sets whether the revision is a branch point. */
        public Builder isBranchPoint(boolean value) {
            isBranchPoint = value;
            return this;
        }

        /** Sets whether the revision is applied. */
        public Builder applied(boolean value) {
            applied = value;
            return this;
        }

        /** Returns the report. */
        public RevisionReport build() {
            return new RevisionReport(
                    revision,
                    downRevision,
                    branch,
                    branchLabels,
                    dependsOn,
                    message,
                    created,
                    path,
                    isHead,
                    downRevision.isEmpty(),
                    isBranchPoint,
                    downRevision.size() > 1,
                    applied);
        }
    }
}
