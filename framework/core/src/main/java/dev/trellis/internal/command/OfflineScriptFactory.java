package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.run.OfflineScript;
import dev.trellis.internal.workspace.Workspace;
import java.util.function.Consumer;

/** Creates the writer of offline scripts for a workspace. */
public final class OfflineScriptFactory {
    private OfflineScriptFactory() {}

    /**
     * Creates the writer of an offline script for the workspace.
     *
     * @param out takes the script, line by line
     */
    public static OfflineScript of(Workspace workspace, Consumer<String> out, Listener listener) {
        Configuration configuration = workspace.configuration();
        DatabaseSettings database = workspace.database();
        Protection protection = CommandDatabase.protection(workspace, workspace.branches(), workspace.parsing(), null);
        return new OfflineScript(
                CommandDatabase.scripts(workspace, workspace.branches(), protection),
                new OfflineScript.TableNames(configuration.versionTable(), configuration.historyTable()),
                new OfflineScript.Target(database.url(), database.schema()),
                out,
                listener);
    }
}
