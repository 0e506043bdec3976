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
     * @param name {@code upgrade_fails}, {@code downgrade_fails}, {@code no_downgrade}, {@code downgrade_differs},
     *     {@code second_upgrade_fails}, {@code second_upgrade_differs} or {@code model_differs}
     * @param branch the label of the branch
     * @param revision the revision, or null for {@code model_differs}
     * @param message the description, without a full stop
     * @param differences the lines of the error, or the differences, one line each
     */
    public record Finding(
            String name, String branch, @Nullable String revision, String message, List<String> differences) {}
}
