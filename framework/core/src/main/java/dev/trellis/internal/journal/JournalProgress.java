package dev.trellis.internal.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a revision that is run statement by statement.
 *
 * @param operationsBeforeGroup how many operations precede the current group, or the next one between two groups; all of
 *     them are done
 * @param statements the statements of the current group: the next operations, compiled before the first of them was run;
 *     empty between two groups and while an operation runs in a transaction of its own
 * @param statementsDone how many statements of the current group are done
 * @param inFlight whether the next statement, or the next operation if there are no statements, may have been started
 * @param definition a hash of the definition that the object to be changed had before the statement in flight; null if the
 *     catalogue does not define the object
 */
public record JournalProgress(
        int operationsBeforeGroup,
        List<Compiled> statements,
        int statementsDone,
        boolean inFlight,
        @Nullable String definition) {
    /** The progress of a revision before its first statement. */
    public static final JournalProgress NONE = atOperation(0);

    /**
     * A statement of a group.
     *
     * @param offset the index of the operation that the statement belongs to, counted from {@link #operationsBeforeGroup}
     * @param groupSize the number of operations in the group
     */
    public record Compiled(int offset, int groupSize, String sql) {}

    public JournalProgress {
        statements = List.copyOf(statements);
    }

    /** Returns the progress between two groups, when this number of operations is done. */
    public static JournalProgress atOperation(int operations) {
        return new JournalProgress(operations, List.of(), 0, false, null);
    }

    /** Returns the progress at the start of a group that follows this number of operations. */
    public static JournalProgress atGroup(int operations, List<Compiled> statements) {
        return new JournalProgress(operations, statements, 0, false, null);
    }

    /** Returns the progress with the next statement or operation in flight. */
    JournalProgress started(@Nullable String definitionBefore) {
        return new JournalProgress(operationsBeforeGroup, statements, statementsDone, true, definitionBefore);
    }

    /** Returns the progress with nothing in flight; the statement in flight is known not to have taken effect. */
    public JournalProgress withoutInFlight() {
        return new JournalProgress(operationsBeforeGroup, statements, statementsDone, false, null);
    }

    /** Returns the progress with the next statement done, or the next operation if there are no statements. */
    public JournalProgress advance() {
        if (statements.isEmpty()) {
            return atOperation(operationsBeforeGroup + 1);
        }
        return statementsDone + 1 < statements.size()
                ? new JournalProgress(operationsBeforeGroup, statements, statementsDone + 1, false, null)
                : atOperation(operationsBeforeGroup + statements.get(0).groupSize());
    }

    /** Returns the statement that is next or in flight; null between groups. */
    @Nullable
    public String sql() {
        return statements.isEmpty() ? null : statements.get(statementsDone).sql();
    }

    /** Returns how many operations are done, including those of the current group. */
    public int operationsDone() {
        return statements.isEmpty()
                ? operationsBeforeGroup
                : operationsBeforeGroup + statements.get(statementsDone).offset();
    }

    /** Returns whether an operation is done in part. */
    boolean isInsideOperation() {
        return statementsDone > 0
                && statements.get(statementsDone - 1).offset()
                        == statements.get(statementsDone).offset();
    }

    /** Returns the number of operations up to the end of the current group. */
    int end() {
        return statements.isEmpty()
                ? operationsBeforeGroup
                : operationsBeforeGroup + statements.get(0).groupSize();
    }

    /** Returns the statements as text, each after a line with its offset, the size of its group and its length. */
    public String format() {
        StringBuilder text = new StringBuilder();
        for (Compiled statement : statements) {
            text.append(statement.offset())
                    .append(' ')
                    .append(statement.groupSize())
                    .append(' ')
                    .append(statement.sql().length())
                    .append('\n')
                    .append(statement.sql())
                    .append('\n');
        }
        return text.toString();
    }

    /** Parses the result of {@link #format}; a null text contains no statements. */
    public static List<Compiled> parse(@Nullable String text) {
        List<Compiled> statements = new ArrayList<>();
        int start = 0;
        while (text != null && start < text.length()) {
            int line = text.indexOf('\n', start);
            String[] numbers = text.substring(start, line).split(" ", -1);
            int end = line + 1 + Integer.parseInt(numbers[2]);
            statements.add(new Compiled(
                    Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), text.substring(line + 1, end)));
            start = end + 1;
        }
        return statements;
    }
}
