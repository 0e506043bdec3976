package dev.trellis.runtime;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Branches;
import dev.trellis.revision.Stamp;
import dev.trellis.script.Script;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Moves the rows of the version table without running anything, and says so in the history. */
public final class Stamper {
    private final Session session;
    private final VersionTable versions;
    private final HistoryTable history;
    private final Branches branches;

    public Stamper(Session session, VersionTable versions, HistoryTable history, Branches branches) {
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
            for (String revision : added) {
                history.add(entry(revision));
            }
            session.commit();
        } catch (SQLException e) {
            session.rollback(e);
            throw e;
        }
    }

    private Entry entry(String revision) {
        Machine machine = Machine.current();
        Script script = branches.script(revision);
        Branch branch = branches.of(revision);
        return new Entry(
                revision,
                branch == null ? null : branch.label(),
                branch == null ? null : branch.origin(),
                "stamp",
                script == null ? "" : script.header().message(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                0,
                Entry.APPLIED,
                null,
                null,
                null,
                machine.user(),
                machine.host(),
                machine.toolVersion(),
                null);
    }
}
