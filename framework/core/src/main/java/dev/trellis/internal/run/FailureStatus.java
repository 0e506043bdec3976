package dev.trellis.internal.run;

import dev.trellis.revision.Plan;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Describes the state after a failed run, as advice for the user.
 *
 * @param index the index of the failed revision in the plan
 * @param transaction the transaction of the whole plan; null if each revision has its own transaction
 */
record FailureStatus(Plan plan, int index, @Nullable TransactionStart transaction) {
    /**
     * The point in the plan at which the transaction of several revisions began.
     *
     * @param index the index of the first revision in the transaction
     * @param isInside whether the transaction began inside this revision, after statements that ran outside a transaction
     */
    record TransactionStart(int index, boolean isInside) {
        static final TransactionStart OF_PLAN = new TransactionStart(0, false);
    }

    boolean isLast() {
        return index == plan.steps().size() - 1;
    }

    /**
     * Describes the plan after a failure.
     *
     * @param revision the state of the failed revision, as a sentence
     * @param isCommitted whether the failed revision has committed the earlier revisions of the same transaction
     * @param remedy what the user has to do, as sentences
     */
    String describe(String revision, boolean isCommitted, String remedy) {
        List<String> ids = plan.revisions().stream().map(each -> each.id()).toList();
        TransactionStart start = isCommitted ? null : transaction;
        int firstUndone = start == null ? index : start.index();
        boolean isInterrupted = start != null && start.isInside() && firstUndone < index;
        List<String> done = ids.subList(0, firstUndone);
        List<String> undone = ids.subList(isInterrupted ? firstUndone + 1 : firstUndone, index);
        List<String> after = ids.subList(index + 1, ids.size());
        String text = revision;
        text += index == 0 ? " No revision was run before it." : "";
        text += done.isEmpty() ? "" : " Done before it: " + list(done) + ".";
        text += isInterrupted
                ? " Revision " + ids.get(firstUndone)
                        + " is interrupted after its last statement outside a transaction."
                : "";
        text += undone.isEmpty() ? "" : " The revisions before it are rolled back, too: " + list(undone) + ".";
        text += after.isEmpty() ? "" : " Not reached: " + list(after) + ".";
        return text + " " + remedy;
    }

    private static String list(List<String> ids) {
        int shown = 5;
        return ids.size() <= shown
                ? String.join(", ", ids)
                : String.format(
                        Locale.ROOT, "%s and %d more", String.join(", ", ids.subList(0, shown)), ids.size() - shown);
    }
}
