package dev.trellis.internal.journal;

import static dev.trellis.internal.state.HistoryColumns.DEFINITION;
import static dev.trellis.internal.state.HistoryColumns.DONE_OPERATIONS;
import static dev.trellis.internal.state.HistoryColumns.DONE_STATEMENTS;
import static dev.trellis.internal.state.HistoryColumns.IN_FLIGHT;
import static dev.trellis.internal.state.HistoryColumns.OUTCOME;
import static dev.trellis.internal.state.HistoryColumns.PROTECTED_BEFORE;
import static dev.trellis.internal.state.HistoryColumns.STATEMENTS;

import dev.trellis.internal.connection.Session;
import dev.trellis.internal.protection.Fingerprint;
import dev.trellis.internal.state.HistoryColumns;
import dev.trellis.internal.state.HistoryTable;
import dev.trellis.internal.state.StoredText;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.HistoryEntry.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The journal in the history table: the row of an open revision and the columns that hold its {@linkplain
 * JournalProgress progress}. A row is open while its progress is not null.
 */
public final class JournalTable {
    private final HistoryTable history;

    public JournalTable(HistoryTable history) {
        this.history = history;
    }

    /** Returns the same table over another connection. */
    JournalTable over(Session other) {
        return new JournalTable(history.over(other));
    }

    /**
     * Adds an open row.
     *
     * @param fingerprintBefore the fingerprint of the protected tables before the revision; null if the tables are not
     *     monitored
     * @return the key of the row
     */
    long open(HistoryEntry entry, JournalProgress progress, @Nullable Fingerprint fingerprintBefore)
            throws SQLException {
        Map<String, @Nullable Object> values = HistoryColumns.values(entry);
        values.putAll(values(progress, true));
        if (fingerprintBefore != null) {
            values.put(PROTECTED_BEFORE, fingerprintBefore.format());
        }
        return history.insert(values);
    }

    /**
     * Writes the progress.
     *
     * @param withStatements whether the statements differ from those in the row
     * @throws JournalException {@code taken_over} if another process has resumed the revision
     */
    void write(long id, JournalProgress progress, boolean withStatements) throws SQLException {
        requireRunning(history.update(id, values(progress, withStatements), running()));
    }

    /** Replaces the recorded fingerprint of the protected tables. */
    void writeFingerprint(long id, Fingerprint fingerprintBefore) throws SQLException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put(PROTECTED_BEFORE, fingerprintBefore.format());
        history.update(id, values, Map.of());
    }

    /**
     * Closes the row of a revision that is complete.
     *
     * @param withFingerprint whether the row contains a fingerprint of the protected tables
     * @throws JournalException {@code taken_over} if another process has resumed the revision
     */
    void complete(long id, HistoryEntry entry, boolean withFingerprint) throws SQLException {
        Map<String, @Nullable Object> values = HistoryColumns.values(entry);
        values.putAll(closed(withFingerprint));
        requireRunning(history.update(id, values, running()));
    }

    private static void requireRunning(boolean isRunning) {
        if (!isRunning) {
            throw JournalException.takenOver();
        }
    }

    /**
     * Records a failure in the row, which stays open. If another process has resumed the revision, the row belongs to that
     * process, and the failure gets a row of its own.
     *
     * @param progress the progress; null to keep the one in the row
     */
    void fail(long id, HistoryEntry entry, @Nullable JournalProgress progress) throws SQLException {
        Map<String, @Nullable Object> values = HistoryColumns.values(entry);
        if (progress != null) {
            values.putAll(values(progress, true));
        }
        if (!history.update(id, values, running())) {
            history.add(entry);
        }
    }

    /**
     * Closes the row of an interrupted revision that is about to be resumed.
     *
     * @return false if the progress in the row has changed since it was read: another process has resumed the revision, or
     *     still runs it
     */
    boolean close(OpenRevision revision) throws SQLException {
        Map<String, Object> read = new LinkedHashMap<>();
        read.put(DONE_OPERATIONS, (long) revision.progress().operationsBeforeGroup());
        read.put(DONE_STATEMENTS, (long) revision.progress().statementsDone());
        read.put(IN_FLIGHT, revision.progress().inFlight());
        return close(revision.id(), revision.fingerprintBefore() != null, read);
    }

    /** Closes the row of an interrupted revision that will not be resumed. */
    public void close(long id) throws SQLException {
        close(id, history.hasFingerprintColumn(), Map.of());
    }

    private boolean close(long id, boolean withFingerprint, Map<String, Object> conditions) throws SQLException {
        boolean isClosed = history.update(id, closed(withFingerprint), conditions);
        Map<String, @Nullable Object> interrupted = new LinkedHashMap<>();
        interrupted.put(OUTCOME, Outcome.INTERRUPTED.toString());
        history.update(id, interrupted, running());
        return isClosed;
    }

    /** Returns whether no other row is open. */
    boolean hasNoOtherOpenRow(long id) throws SQLException {
        return !history.hasOtherOpenRow(id);
    }

    /** Deletes the row of a revision, before any statement of the revision has been run. */
    void delete(long id) throws SQLException {
        history.delete(id);
    }

    /** Reads an open row; null if there is no row with this key. */
    public @Nullable OpenRevision find(long id) throws SQLException {
        boolean withFingerprint = history.hasFingerprintColumn();
        List<String> columns = new ArrayList<>(HistoryColumns.ENTRY_NAMES);
        columns.addAll(HistoryColumns.JOURNAL_NAMES);
        if (withFingerprint) {
            columns.add(PROTECTED_BEFORE);
        }
        return history.find(
                id,
                columns,
                row -> new OpenRevision(
                        id,
                        HistoryColumns.entry(row),
                        progress(row),
                        Fingerprint.parse(withFingerprint ? row.getString(PROTECTED_BEFORE) : null)));
    }

    private static JournalProgress progress(ResultSet row) throws SQLException {
        return new JournalProgress(
                row.getInt(DONE_OPERATIONS),
                JournalProgress.parse(StoredText.decode(row.getString(STATEMENTS))),
                row.getInt(DONE_STATEMENTS),
                row.getBoolean(IN_FLIGHT),
                row.getString(DEFINITION));
    }

    private static Map<String, @Nullable Object> values(JournalProgress progress, boolean withStatements) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put(DONE_OPERATIONS, (long) progress.operationsBeforeGroup());
        values.put(DONE_STATEMENTS, (long) progress.statementsDone());
        values.put(IN_FLIGHT, progress.inFlight());
        values.put(DEFINITION, progress.definition());
        if (withStatements) {
            values.put(STATEMENTS, StoredText.encode(progress.format()));
        }
        return values;
    }

    private static Map<String, @Nullable Object> closed(boolean withFingerprint) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        HistoryColumns.JOURNAL_NAMES.forEach(column -> values.put(column, null));
        if (withFingerprint) {
            values.put(PROTECTED_BEFORE, null);
        }
        return values;
    }

    private static Map<String, Object> running() {
        return Map.of(OUTCOME, Outcome.RUNNING.toString());
    }
}
