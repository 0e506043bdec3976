package dev.trellis.report;

import dev.trellis.lint.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The revisions that a change set adds, changes and removes, for its review. The names of the components are the keys of the
 * JSON output.
 *
 * @param base the branch or commit of git that the change set is compared with
 * @param since the last commit that both have in common
 * @param revisions the revisions, in the order in which they run; removed ones last
 * @param received the revisions that the base has received since that commit, sorted by identifier
 * @param rules the description of each lint rule, by name
 */
public record ReviewReport(
        String base,
        String since,
        List<ReviewedRevision> revisions,
        List<ReceivedRevision> received,
        Map<String, String> rules) {
    public ReviewReport {
        revisions = List.copyOf(revisions);
        received = List.copyOf(received);
    }

    /** Returns whether the review has found anything that a person has to decide. */
    public boolean hasFindings() {
        return revisions.stream()
                .anyMatch(revision -> revision.state() != State.NEW
                        || !revision.findings().isEmpty()
                        || !revision.meets().isEmpty());
    }

    /** The states of a revision in a change set. */
    public enum State {
        /** The base does not contain it. */
        NEW,
        /** The base contains it with other operations or another header. */
        CHANGED,
        /** Only the base contains it. */
        REMOVED;

        /** Returns the word for output, {@code new}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A revision under review.
     *
     * @param path the path of its script from the top folder of the repository
     * @param sql the statements of the upgrade by the name of the dialect
     * @param findings the findings of lint
     * @param touches the tables that its operations change or refer to, with their owners
     * @param meets the revisions that the base has received and that touch the same tables; the result may depend on the order
     *     in which they and this revision run
     * @param breaks the reason why the revision may break other parties, from the key {@code breaks} of its header; null if the
     *     header has no such key
     */
    public record ReviewedRevision(
            String revision,
            String branch,
            String message,
            String path,
            State state,
            Map<String, List<String>> sql,
            List<Finding> findings,
            List<TouchedTable> touches,
            List<Meeting> meets,
            @Nullable String breaks) {
        public ReviewedRevision {
            findings = List.copyOf(findings);
            touches = List.copyOf(touches);
            meets = List.copyOf(meets);
        }
    }

    /**
     * A table that a revision touches.
     *
     * @param owner the label of the branch that owns the table; empty if no branch does
     */
    public record TouchedTable(String table, String owner) {}

    /**
     * A revision of the base that touches the same tables.
     *
     * @param tables the tables, sorted; empty if SQL or Java may touch any table
     */
    public record Meeting(String revision, List<String> tables) {
        public Meeting {
            tables = List.copyOf(tables);
        }
    }

    /** A revision that the base has received. */
    public record ReceivedRevision(String revision, String message, String path) {}
}
