package dev.trellis.cli;

import dev.trellis.Trellis;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;

@Command(
        name = "ensure_version",
        aliases = "ensure-version",
        description = "Create the version table and the history table if they are missing.")
final class EnsureVersionCommand extends SqlCommand {
    @Override
    void script(Trellis trellis, Consumer<String> lines) {
        trellis.ensureVersionSql(lines);
    }

    @Override
    void change(Trellis trellis, Output output) {
        trellis.ensureVersion();
        output.result(Map.of("ensured", true), List.of("the version table and the history table exist"));
    }
}
