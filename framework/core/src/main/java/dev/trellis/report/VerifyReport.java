package dev.trellis.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code verify} found.
 *
 * @param dialect the kind of database that it was tried on
 * @param revisions the revisions that went up, down and up again, in order
 * @param findings what is not as it should be
 */
public record VerifyReport(String dialect, List<String> revisions, List<Finding> findings) {

    /**
     * Something that is not as it should be.
     *
     * @param name {@code upgrade_fails}, {@code downgrade_fails}, {@code no_downgrade}, {@code downgrade_differs},
     *     {@code second_upgrade_fails}, {@code second_upgrade_differs} or {@code model_differs}
     * @param branch the label of the branch
     * @param revision null when it is none of a single revision
     * @param message what, in one sentence
     * @param differences what differs, a line each
     */
    public record Finding(
            String name, String branch, @Nullable String revision, String message, List<String> differences) {}
}
