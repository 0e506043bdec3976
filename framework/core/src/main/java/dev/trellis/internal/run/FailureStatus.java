package dev.trellis.internal.run;

import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.revision.Plan;
import java.util.List;
import java.util.Locale;

/** How things stand when a step fails, in words. */
record FailureStatus(Plan plan, int done, boolean oneTransaction, boolean transactional) {
    /**
     * @param journalled whether some of the revision was done outside a transaction
     * @param fault what stopped it; what was in flight when the connection was lost may have taken effect all the same
     */
    String describe(String failed, boolean journalled, SqlErrorKind fault) {
        boolean lost = fault == SqlErrorKind.CONNECTION_LOST;
        List<String> ids =
                plan.revisions().stream().map(revision -> revision.id()).toList();
        List<String> before = oneTransaction ? List.of() : ids.subList(0, done);
        List<String> after = ids.subList(done + 1, ids.size());
        String text;
        if (!transactional && lost) {
            text = "this database commits DDL by itself: the next run finds in the journal what revision " + failed
                    + " did before this, and in the catalogue whether this took effect, and goes on from there";
        } else if (!transactional) {
            text = "this database commits DDL by itself: what revision " + failed
                    + " did before this stays, and is not done again";
        } else if (journalled) {
            text = "what revision " + failed + " did up to its last statement outside a transaction stays, and is"
                    + " not done again; what came after that is rolled back";
        } else {
            text = "revision " + failed + " is rolled back whole";
        }
        text += before.isEmpty() ? "; nothing before it was run" : "; done before it: " + listed(before);
        text += after.isEmpty() ? "" : "; not reached: " + listed(after);
        return text + (lost ? ". Run the command again." : ". Mend it and run the command again.");
    }

    /** The connection was lost while the step was being committed, which it has been all the same. */
    String committed(String id) {
        return "revision " + id + " was committed nevertheless: it is applied. Run the command again for the rest.";
    }

    private static String listed(List<String> ids) {
        int shown = 5;
        return ids.size() <= shown
                ? String.join(", ", ids)
                : String.format(
                        Locale.ROOT, "%s and %d more", String.join(", ", ids.subList(0, shown)), ids.size() - shown);
    }
}
