package dev.trellis.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A branch whose tables {@code remove --keep-data} has set aside, that is, renamed and kept.
 *
 * @param label the label of the branch
 * @param origin the jar, folder or configuration that declared the branch; null if unknown
 * @param removedAt the start of the removal in UTC, ISO 8601 with milliseconds
 * @param heads the heads to which the branch returns, sorted
 * @param tables the present names of the tables by their former names
 * @param foreignKeys the foreign keys that are created again when the branch returns, each as {@code table(column) ->
 *     table(column)}
 * @param definitions the kinds and names of the views and triggers that are created again
 * @param isRestored whether the tables have been restored, so that only foreign keys are missing
 */
public record RemovedBranchReport(
        String label,
        @Nullable String origin,
        String removedAt,
        List<String> heads,
        Map<String, String> tables,
        List<String> foreignKeys,
        List<String> definitions,
        boolean isRestored) {}
