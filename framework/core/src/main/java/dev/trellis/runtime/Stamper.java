package dev.trellis.runtime;

import dev.trellis.branch.Branches;
import dev.trellis.revision.Stamp;
import java.sql.SQLException;
import java.util.Set;

/** Moves the rows of the version table without running anything, and says so in the history. */
public final class Stamper {
    private final Session session;
    private final VersionTable versions;
    private final HistoryTable history;
    private final Recorder recorder;

    public Stamper(Session session, VersionTable versions, HistoryTable history, Branches branches) {
        this.recorder = new Recorder(branches, session.dialect().syntax());
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
        Set<String> added = purge ? stamp.after().ids() : stamp.added();
        session.transact(() -> {
            if (purge) {
                versions.clear();
            }
            versions.apply(purge ? Set.of() : stamp.removed(), added);
            Long flight = history.recorded(stamp.after()).flight();
            if (flight != null) {
                history.supersede(flight);
            }
            for (String revision : added) {
                history.add(recorder.stamp(revision));
            }
        });
    }
}
