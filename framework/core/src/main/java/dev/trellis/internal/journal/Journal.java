package dev.trellis.internal.journal;

import dev.trellis.internal.connection.Session;
import dev.trellis.internal.protection.Fingerprint;
import dev.trellis.report.HistoryEntry;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one attempt to run a revision: records the progress of the attempt. All methods work within the caller's
 * transaction. The package describes the protocol.
 */
public final class Journal {
    private final JournalTable table;
    private @Nullable Long id;
    private @Nullable Fingerprint fingerprintBefore;
    private JournalProgress progress = JournalProgress.NONE;
    /** Whether the table contains the statements of the current {@code progress}. */
    private boolean statementsWritten;

    public Journal(JournalTable table) {
        this.table = table;
    }

    /** Returns whether the journal has a row in the table. */
    public boolean isOpen() {
        return id != null;
    }

    /** Returns the progress. */
    public JournalProgress progress() {
        return progress;
    }

    /**
     * Opens the journal of a revision.
     *
     * @param fingerprintBefore the fingerprint of the protected tables before the revision, for comparison when the revision
     *     is resumed; null if the tables are not monitored
     */
    public void open(HistoryEntry entry, JournalProgress start, @Nullable Fingerprint fingerprintBefore)
            throws SQLException {
        progress = start;
        this.fingerprintBefore = fingerprintBefore;
        statementsWritten = true;
        id = table.open(entry, start, fingerprintBefore);
    }

    /**
     * Closes the journal of an interrupted attempt and opens the journal of this attempt.
     *
     * @param fingerprintBefore as for {@link #open}
     * @throws JournalException {@code taken_over} if another process has resumed the revision
     */
    public void resume(
            OpenRevision revision, HistoryEntry entry, JournalProgress start, @Nullable Fingerprint fingerprintBefore)
            throws SQLException {
        if (!table.close(revision)) {
            throw JournalException.takenOver();
        }
        open(entry, start, fingerprintBefore);
    }

    /** Returns whether no other revision is open. */
    public boolean hasNoOtherOpenRow() throws SQLException {
        return table.hasNoOtherOpenRow(key());
    }

    /** Deletes the row of a revision, before any statement of the revision has been run. */
    public void delete() throws SQLException {
        table.delete(key());
        id = null;
    }

    /** Starts a group of statements. The group is written to the table together with the first mark. */
    public void startGroup(JournalProgress start) {
        progress = start;
        statementsWritten = false;
    }

    /**
     * Starts a group of statements and writes it to the table, in the transaction that has run the operations before the
     * group.
     */
    public void startGroupNow(JournalProgress start) throws SQLException {
        startGroup(start);
        table.write(key(), start, true);
        statementsWritten = true;
    }

    /**
     * Marks the next statement as started.
     *
     * @param definition a hash of the definition that the object to be changed has before the statement; null if unknown
     */
    public void markStarted(@Nullable String definition) throws SQLException {
        progress = progress.started(definition);
        table.write(key(), progress, !statementsWritten);
        statementsWritten = true;
    }

    /**
     * Marks the statement in flight as done.
     *
     * @param write whether to write the mark now; if false, the catalogue shows whether the statement took effect, and the
     *     next mark that is written includes this mark
     */
    public void markDone(boolean write) throws SQLException {
        progress = progress.advance();
        statementsWritten = !progress.statements().isEmpty();
        if (write) {
            table.write(key(), progress, !statementsWritten);
            statementsWritten = true;
        }
    }

    /**
     * Replaces the fingerprint of the protected tables, after a statement has recreated them; does nothing if the tables are
     * not monitored.
     */
    public void replaceFingerprint(@Nullable Fingerprint fingerprintBefore) throws SQLException {
        if (fingerprintBefore != null) {
            this.fingerprintBefore = fingerprintBefore;
            table.writeFingerprint(key(), fingerprintBefore);
        }
    }

    /** Closes the journal of a revision that is complete. */
    public void complete(HistoryEntry entry) throws SQLException {
        table.complete(key(), entry, fingerprintBefore != null);
    }

    /** Records a failure that the database has reported: the failed statement has had no effect. */
    public void fail(HistoryEntry entry) throws SQLException {
        table.fail(key(), entry, progress.withoutInFlight());
    }

    /** Records the loss of the connection, over another connection: the last statement may have taken effect. */
    public void failAfterConnectionLoss(HistoryEntry entry, Session other) throws SQLException {
        table.over(other).fail(key(), entry, null);
    }

    private long key() {
        if (id == null) {
            throw new IllegalStateException("the journal is not open");
        }
        return id;
    }
}
