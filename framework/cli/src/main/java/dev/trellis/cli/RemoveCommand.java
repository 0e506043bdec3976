package dev.trellis.cli;

import dev.trellis.Trellis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Remove a branch whose plugin leaves, with or without its data.")
final class RemoveCommand extends TrellisCommand {
    @Parameters(paramLabel = "LABEL", description = "The label of the branch.")
    private String label = "";

    @Option(
            names = {"--keep-data", "--keep_data"},
            description = "Set the tables of the branch aside; an upgrade with the plugin restores them. Without this"
                    + " option the branch is downgraded to base.")
    private boolean keepData;

    @Override
    protected void run(Trellis trellis, Output output) {
        RunLines.print(output, trellis.remove(label, keepData));
        if (keepData) {
            output.note("note: the next upgrade restores the tables of the branch if its plugin is still installed");
        }
    }
}
