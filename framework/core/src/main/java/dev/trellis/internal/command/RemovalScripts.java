package dev.trellis.internal.command;

import dev.trellis.internal.script.ScriptWriter;
import dev.trellis.internal.script.YamlFormat;
import dev.trellis.internal.state.RemovalScript;
import dev.trellis.internal.state.StoredScript;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.HistoryEntry.Action;
import dev.trellis.revision.Revision;
import dev.trellis.script.DraftBody;
import dev.trellis.script.Header;

/** Writes the scripts by which a branch leaves and returns. */
final class RemovalScripts {
    private RemovalScripts() {}

    /**
     * Returns a script, which has been checked by reading it back.
     *
     * @param revision the identifier of the removal, its changes of the version table and the label of the branch
     */
    static RemovalScript write(Workspace workspace, Revision revision, String message, Action action, DraftBody body) {
        String text = new ScriptWriter(workspace.parsing(), workspace.naming())
                .write(new YamlFormat(), new Header(revision, message, null), body, message);
        return new RemovalScript(StoredScript.of(message, text), action);
    }
}
