package dev.trellis.internal.run;

import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.journal.JournalTable;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.state.HistoryEntryFactory;
import dev.trellis.internal.state.HistoryTable;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.state.VersionTable;
import dev.trellis.report.HistoryEntry.Action;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Stamp;
import java.sql.SQLException;
import java.util.Set;

/** Moves the heads without running a script, and records the move in the history. */
public final class Stamper {
    private final Session session;
    private final VersionTable versions;
    private final HistoryTable history;
    private final HistoryEntryFactory entries;

    public Stamper(Session session, MigrationState state, Branches branches, ParseContext parsing) {
        this.session = session;
        this.versions = state.versions();
        this.history = state.history();
        this.entries = new HistoryEntryFactory(branches, parsing, JavaSteps.NONE);
    }

    /**
     * Writes a stamp in a transaction of its own.
     *
     * @param purge whether to delete all rows of the version table first
     */
    public void write(Stamp stamp, boolean purge) throws SQLException {
        session.inTransaction(() -> moveHeads(stamp, purge, Action.STAMP));
    }

    /** Writes the heads of a database that has been created from models, in the open transaction. */
    public void writeCreated(Heads heads) throws SQLException {
        moveHeads(new Stamp(Heads.none(), heads), true, Action.CREATE);
    }

    private void moveHeads(Stamp stamp, boolean purge, Action action) throws SQLException {
        Set<String> added = purge ? stamp.after().ids() : stamp.added();
        if (purge) {
            versions.clear();
        }
        versions.apply(purge ? Set.of() : stamp.removed(), added);
        Long interrupted = history.readState(stamp.after()).openRevision();
        if (interrupted != null) {
            new JournalTable(history).close(interrupted);
        }
        for (String revision : added) {
            history.add(entries.stamped(revision, action));
        }
    }
}
