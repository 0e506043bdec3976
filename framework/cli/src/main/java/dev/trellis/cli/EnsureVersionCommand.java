package dev.trellis.cli;

import dev.trellis.Trellis;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ensure_version",
        aliases = "ensure-version",
        description = "Create the version table and the history table where they are missing.")
final class EnsureVersionCommand extends TrellisCommand {
    @Option(names = "--sql", description = "Print the SQL for the database's own shell instead of running it.")
    private boolean sql;

    @Override
    protected void run(Trellis trellis, Output output) {
        if (sql) {
            output.script(lines -> trellis.ensureVersionSql(lines));
            return;
        }
        trellis.ensureVersion();
        output.result(Map.of("ensured", true), List.of("the version table is there"));
    }
}
