package dev.trellis.internal.state;

import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Stamp;
import java.sql.SQLException;
import java.util.Set;

/** Moves the rows of the version table without running anything, and says so in the history. */
public final class Stamper {
    private final Session session;
    private final VersionTable versions;
    private final HistoryTable history;
    private final HistoryEntryFactory recorder;

    public Stamper(Session session, VersionTable versions, HistoryTable history, Branches branches) {
        this.recorder = new HistoryEntryFactory(branches, session.dialect().syntax(), JavaSteps.NONE);
        this.session = session;
        this.versions = versions;
        this.history = history;
    }

    /**
     * Writes a stamp.
     *
     * @param purge whether the table is emptied first, whatever it holds
     */
    public void write(Stamp stamp, boolean purge) throws SQLException {
        session.inTransaction(() -> rows(stamp, purge, HistoryEntryFactory.STAMP));
    }

    /** Writes the heads of a database that has been built from models, in the transaction that has begun. */
    public void built(Heads heads) throws SQLException {
        rows(new Stamp(Heads.none(), heads), true, HistoryEntryFactory.CREATE);
    }

    private void rows(Stamp stamp, boolean purge, String word) throws SQLException {
        Set<String> added = purge ? stamp.after().ids() : stamp.added();
        if (purge) {
            versions.clear();
        }
        versions.apply(purge ? Set.of() : stamp.removed(), added);
        Long flight = history.readState(stamp.after()).interrupted();
        if (flight != null) {
            history.closeInterrupted(flight);
        }
        for (String revision : added) {
            history.add(recorder.written(revision, word));
        }
    }
}
