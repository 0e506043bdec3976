package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.report.BranchReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(name = "plugins", description = "Show each branch with its origin, heads and tables.")
final class PluginsCommand extends TrellisCommand {
    @Override
    protected void run(Trellis trellis, Output output) {
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
}
