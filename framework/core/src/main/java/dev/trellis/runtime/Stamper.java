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
    private final Branches branches;
    private final Entries entries;

    public Stamper(Session session, VersionTable versions, HistoryTable history, Branches branches) {
        this.entries = new Entries(branches, session.dialect().syntax());
        this.session = session;
        this.versions = versions;
        this.history = history;
        this.branches = branches;
    }

    /**
     * Writes a stamp.
     *
     * @param purge whether the table is emptied first, whatever it holds
     */
    public void write(Stamp stamp, boolean purge) throws SQLException {
        Set<String> added = purge ? stamp.after().ids() : stamp.added();
        session.begin();
        try {
            if (purge) {
                versions.clear();
            }
            versions.apply(purge ? Set.of() : stamp.removed(), added);
            Long flight = history.recorded(stamp.after()).flight();
            if (flight != null) {
                history.supersede(flight);
            }
            for (String revision : added) {
                history.add(entries.noted(revision, "stamp", branches.script(revision), null));
            }
            session.commit();
        } catch (SQLException e) {
            session.rollback(e);
            throw e;
        }
    }
}
