package dev.trellis.internal.run;

import dev.trellis.revision.Plan;
import java.util.List;
import java.util.Locale;

/**
 * Describes what a failed run leaves behind, as advice for the user.
 *
 * @param index the failed step of the plan
 * @param oneTransaction whether the plan is one transaction
 */
record FailureStatus(Plan plan, int index, boolean oneTransaction) {
    /**
     * Describes the plan after a failure.
     *
     * @param revision what has become of the failed revision, as a sentence
     * @param connectionLost whether there is nothing to fix, because the connection was lost
     */
    String describe(String revision, boolean connectionLost) {
        List<String> ids = plan.revisions().stream().map(each -> each.id()).toList();
        List<String> before = ids.subList(0, index);
        List<String> after = ids.subList(index + 1, ids.size());
        String text = revision;
        text += before.isEmpty()
                ? " No revision was run before it."
                : oneTransaction
                        ? " The revisions before it are rolled back, too: " + list(before) + "."
                        : " Done before it: " + list(before) + ".";
        text += after.isEmpty() ? "" : " Not reached: " + list(after) + ".";
        return text
                + (connectionLost
                        ? " Run the command again."
                        : " Correct the script or the data, and run the command again.");
    }

    private static String list(List<String> ids) {
        int shown = 5;
        return ids.size() <= shown
                ? String.join(", ", ids)
                : String.format(
                        Locale.ROOT, "%s and %d more", String.join(", ", ids.subList(0, shown)), ids.size() - shown);
    }
}
