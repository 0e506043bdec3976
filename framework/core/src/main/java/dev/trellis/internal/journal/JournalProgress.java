package dev.trellis.internal.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a revision has come that is run statement by statement, because no transaction holds it together.
 *
 * @param operations how many of its operations are done
 * @param statements what the operations after those say, compiled before the first of them was run; empty between two
 *     such groups and where an operation is run in a transaction of its own
 * @param done how many of the statements are done
 * @param inFlight whether the next statement, or operation where there are no statements, may have been begun
 * @param definition a fingerprint of what that statement changes, from before it; null when the catalogue cannot tell
 */
public record JournalProgress(
        int operations,
        List<Compiled> statements,
        int done,
        boolean inFlight,
        @Nullable String definition) {
    public static final JournalProgress NONE = new JournalProgress(0, List.of(), 0, false, null);

    /**
     * A statement.
     *
     * @param offset which of the operations it belongs to, counted from {@link #operations}
     * @param groupSize how many operations the group has that it is part of
     */
    public record Compiled(int offset, int groupSize, String sql) {}

    public JournalProgress {
        statements = List.copyOf(statements);
    }

    public static JournalProgress atOperation(int operations) {
        return new JournalProgress(operations, List.of(), 0, false, null);
    }

    /** With the next statement or operation begun. */
    JournalProgress started(@Nullable String before) {
        return new JournalProgress(operations, statements, done, true, before);
    }

    /** With nothing in flight: what was is known not to have taken effect. */
    public JournalProgress withoutInFlight() {
        return new JournalProgress(operations, statements, done, false, null);
    }

    /** With the next statement done, or the next operation where there are no statements. */
    public JournalProgress advance() {
        if (statements.isEmpty()) {
            return atOperation(operations + 1);
        }
        return done + 1 < statements.size()
                ? new JournalProgress(operations, statements, done + 1, false, null)
                : atOperation(operations + statements.get(0).groupSize());
    }

    /** The statement that comes next or is in flight; null between groups. */
    @Nullable
    public String sql() {
        return statements.isEmpty() ? null : statements.get(done).sql();
    }

    /** How many operations are done altogether. */
    public int operationsDone() {
        return statements.isEmpty()
                ? operations
                : operations + statements.get(done).offset();
    }

    /** Whether an operation has been done in part. */
    boolean isInside() {
        return done > 0
                && statements.get(done - 1).offset() == statements.get(done).offset();
    }

    /** Where the group of statements ends, counted in operations. */
    int end() {
        return statements.isEmpty()
                ? operations
                : operations + statements.get(0).groupSize();
    }

    /** The statements as a text, each behind a line with its offset, what it covers and its length. */
    public String written() {
        StringBuilder text = new StringBuilder();
        for (Compiled each : statements) {
            text.append(each.offset())
                    .append(' ')
                    .append(each.groupSize())
                    .append(' ')
                    .append(each.sql().length())
                    .append('\n')
                    .append(each.sql())
                    .append('\n');
        }
        return text.toString();
    }

    public static List<Compiled> read(@Nullable String written) {
        List<Compiled> statements = new ArrayList<>();
        int at = 0;
        while (written != null && at < written.length()) {
            int line = written.indexOf('\n', at);
            String[] numbers = written.substring(at, line).split(" ", -1);
            int end = line + 1 + Integer.parseInt(numbers[2]);
            statements.add(new Compiled(
                    Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), written.substring(line + 1, end)));
            at = end + 1;
        }
        return statements;
    }
}
