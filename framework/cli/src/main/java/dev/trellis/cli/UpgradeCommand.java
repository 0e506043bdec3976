package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "upgrade", description = "Upgrade the database to a later revision.")
final class UpgradeCommand extends PlannedCommand {
    @Parameters(
            paramLabel = "TARGET",
            description = "The target: heads, head, an identifier, label@head, +N, label@+N ...")
    private String target = "";

    @Option(names = "--adopt", description = "Migrate a database that contains another tool's history.")
    private boolean adopt;

    @Option(
            names = {"--accept-changed", "--accept_changed"},
            description = "Accept scripts that have changed since they were applied, and record their new checksums.")
    private boolean acceptChanged;

    @Option(names = "--locked", description = "Refuse scripts that are not in trellis.lock, and follow its order.")
    private boolean locked;

    @Override
    void script(Trellis trellis, Consumer<String> lines) {
        trellis.upgradeSql(target, lines);
    }

    @Override
    void plan(Trellis trellis, Output output) {
        PlanLines.print(output, trellis.planUpgrade(target, options()));
    }

    @Override
    void change(Trellis trellis, Output output) {
        RunLines.print(output, trellis.upgrade(target, options()));
    }

    private UpgradeOptions options() {
        return new UpgradeOptions(adopt, acceptChanged, locked);
    }
}
