package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.error.DisplayPath;
import dev.trellis.report.BranchReport;
import dev.trellis.report.RemovedBranchReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "plugins", description = "Show each branch with its origin, heads and tables.")
final class PluginsCommand extends TrellisCommand {
    @Option(
            names = "--descriptor",
            paramLabel = "FOLDER",
            description =
                    "Write META-INF/trellis/branches.yaml into this folder of classes, for commands that must not load the"
                            + " classes of the jar.")
    private @Nullable Path descriptor;

    @Option(names = "--removed", description = "Show the branches whose tables have been set aside.")
    private boolean removed;

    @Override
    protected void run(Trellis trellis, Output output) {
        if (removed) {
            printRemoved(trellis.removedBranches(), output);
            return;
        }
        if (descriptor != null) {
            Path written = trellis.writeDescriptor(root().environment().resolve(descriptor));
            output.result(Map.of("written", DisplayPath.of(written)), List.of("wrote " + DisplayPath.of(written)));
            return;
        }
        List<BranchReport> plugins = trellis.plugins();
        List<String> lines = new ArrayList<>();
        for (BranchReport plugin : plugins) {
            lines.add(plugin.label()
                    + (plugin.isProtected() ? " (protected)" : "")
                    + (plugin.maintain() ? " (maintained here)" : ""));
            lines.add("  from    " + plugin.origin() + (plugin.plugin() == null ? "" : "  " + plugin.plugin()));
            lines.add("  heads   " + (plugin.heads().isEmpty() ? "none yet" : String.join(", ", plugin.heads())) + "  ("
                    + Quantity.of(plugin.revisions(), "revision") + ")");
            lines.add("  tables  " + (plugin.tables().isEmpty() ? "no model" : String.join(", ", plugin.tables())));
            if (!plugin.definitions().isEmpty()) {
                lines.add("  other   " + String.join(", ", plugin.definitions()));
            }
        }
        output.result(Map.of("plugins", plugins), lines, table(plugins));
    }

    private static TextTable table(List<BranchReport> plugins) {
        TextTable table = new TextTable("branch", "protection", "revisions", "heads", "tables", "other", "from");
        for (BranchReport plugin : plugins) {
            table.row(
                    plugin.label(),
                    plugin.isProtected() ? "protected" + (plugin.maintain() ? ", maintained here" : "") : "",
                    String.valueOf(plugin.revisions()),
                    String.join(", ", plugin.heads()),
                    String.join(", ", plugin.tables()),
                    String.join(", ", plugin.definitions()),
                    plugin.origin() + (plugin.plugin() == null ? "" : "  " + plugin.plugin()));
        }
        return table;
    }

    private static void printRemoved(List<RemovedBranchReport> branches, Output output) {
        List<String> lines = new ArrayList<>();
        for (RemovedBranchReport branch : branches) {
            lines.add(branch.label() + (branch.isRestored() ? " (restored, without some foreign keys)" : ""));
            lines.add("  removed " + branch.removedAt());
            lines.add("  from    " + (branch.origin() == null ? "unknown" : branch.origin()));
            lines.add("  heads   " + String.join(", ", branch.heads()));
            branch.tables().forEach((name, aside) -> lines.add("  table   " + name + " as " + aside));
            branch.foreignKeys().forEach(key -> lines.add("  key     " + key));
            branch.definitions().forEach(definition -> lines.add("  other   " + definition));
        }
        output.result(Map.of("removed", branches), lines.isEmpty() ? List.of("no branch is set aside") : lines);
    }
}
