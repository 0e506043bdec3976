package dev.trellis.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of {@code verify}.
 *
 * @param dialect the dialect of the database
 * @param revisions the revisions that were upgraded, downgraded and upgraded again, in order
 * @param findings the findings
 */
public record VerifyReport(String dialect, List<String> revisions, List<Finding> findings) {

    /**
     * A defect of a script or model.
     *
     * @param name the kind of defect
     * @param branch the label of the branch
     * @param revision the revision, or null for {@link Defect#MODEL_DIFFERS}
     * @param message the description, without a full stop
     * @param differences the lines of the error, or the differences, one line each
     */
    public record Finding(
            Defect name, String branch, @Nullable String revision, String message, List<String> differences) {}

    /** The kinds of defects. */
    public enum Defect {
        /** The upgrade of a revision fails. */
        UPGRADE_FAILS("upgrade_fails"),
        /** A revision has no downgrade. */
        NO_DOWNGRADE("no_downgrade"),
        /** The downgrade of a revision fails. */
        DOWNGRADE_FAILS("downgrade_fails"),
        /** The downgrade of a revision does not restore the schema before its upgrade. */
        DOWNGRADE_DIFFERS("downgrade_differs"),
        /** The upgrade of a revision fails after its downgrade. */
        SECOND_UPGRADE_FAILS("second_upgrade_fails"),
        /** The upgrade of a revision after its downgrade results in another schema. */
        SECOND_UPGRADE_DIFFERS("second_upgrade_differs"),
        /** The schema after all revisions differs from the schema that the model describes. */
        MODEL_DIFFERS("model_differs");

        private final String word;

        Defect(String word) {
            this.word = word;
        }

        /** Returns the name in the output. */
        @Override
        public String toString() {
            return word;
        }
    }
}
