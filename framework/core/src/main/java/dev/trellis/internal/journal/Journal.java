package dev.trellis.internal.journal;

import dev.trellis.internal.protection.Fingerprint;
import dev.trellis.internal.run.RunException;
import dev.trellis.internal.state.HistoryTable;
import dev.trellis.report.HistoryEntry;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How far a revision has come, kept in its line of the history while no transaction holds it together.
 *
 * <p>A statement is marked as begun before it is run. Where a statement of DDL ends the transaction that it is in, the
 * mark is left to that: should the statement never be run, the mark was never made; and what the statement turns out to
 * be needs no telling beforehand. That a statement is done is only written at once when the catalogue could not tell.
 */
public final class Journal {
    private final HistoryTable history;
    private @Nullable Long id;
    private @Nullable Fingerprint before;
    private JournalProgress progress = JournalProgress.NONE;
    private boolean written;

    public Journal(HistoryTable history) {
        this.history = history;
    }

    public boolean isOpen() {
        return id != null;
    }

    public JournalProgress progress() {
        return progress;
    }

    /**
     * Begins, within the caller's transaction.
     *
     * @param tables the protected tables as they are, for whoever goes on with it; null when nobody looks
     */
    public void open(HistoryEntry entry, JournalProgress at, @Nullable Fingerprint tables) throws SQLException {
        progress = at;
        before = tables;
        written = true;
        id = history.open(entry, at, tables);
    }

    /**
     * Goes on where another left off, within the caller's transaction.
     *
     * @param tables as for {@link #open}
     * @throws RunException {@code taken_over} when somebody else has gone on with it
     */
    public void resume(InterruptedRevision flight, HistoryEntry entry, JournalProgress at, @Nullable Fingerprint tables)
            throws SQLException {
        if (!history.closeInterrupted(flight)) {
            throw RunException.takenOver();
        }
        open(entry, at, tables);
    }

    /** Whether there is no other revision that has been begun and is not done. */
    public boolean isAlone() throws SQLException {
        return history.isAlone(key());
    }

    /** Nothing has been done; takes the line out again, within the caller's transaction. */
    public void delete() throws SQLException {
        history.remove(key());
        id = null;
    }

    /** Takes up a group of statements; written with the first mark. */
    public void startGroup(JournalProgress at) {
        progress = at;
        written = false;
    }

    /** Takes up a group of statements, within the caller's transaction, which has done what comes before the group. */
    public void startGroupNow(JournalProgress at) throws SQLException {
        startGroup(at);
        history.progress(key(), at, true);
        written = true;
    }

    /** Marks what comes next as begun. */
    public void markStarted(@Nullable String before) throws SQLException {
        progress = progress.started(before);
        history.progress(key(), progress, !written);
        written = true;
    }

    /**
     * It is done.
     *
     * @param now whether that has to be written, because nothing else would tell
     */
    public void markDone(boolean now) throws SQLException {
        progress = progress.advance();
        written = !progress.statements().isEmpty();
        if (now) {
            history.progress(key(), progress, !written);
            written = true;
        }
    }

    /** The protected tables are other ones that are alike, if anybody looks. */
    public void renew(@Nullable Fingerprint tables) throws SQLException {
        if (tables != null) {
            before = tables;
            history.renew(key(), tables);
        }
    }

    /** The revision is done, within the caller's transaction. */
    public void applied(HistoryEntry entry) throws SQLException {
        history.done(key(), entry, before != null);
    }

    /**
     * The revision has failed.
     *
     * @param known whether what was in flight is known not to have taken effect
     */
    public void failed(HistoryTable to, HistoryEntry entry, boolean known) throws SQLException {
        to.failed(key(), entry, known ? progress.withoutInFlight() : null);
    }

    private long key() {
        if (id == null) {
            throw new IllegalStateException("the journal is not open");
        }
        return id;
    }
}
