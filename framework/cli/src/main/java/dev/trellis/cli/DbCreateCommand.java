package dev.trellis.cli;

import dev.trellis.DatabaseReport;
import dev.trellis.Trellis;
import java.io.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "db-create",
        aliases = "db_create",
        description = "Build an empty database straight from the models, stamp the heads, run the seeders.")
final class DbCreateCommand extends TrellisCommand {
    @Option(
            names = {"--force-yes", "--force_yes", "-y", "--yes"},
            description = "Drop the tables that are there without asking.")
    private boolean forceYes;

    @Override
    protected void run(Trellis trellis, Output output) {
        DatabaseReport report = trellis.createDatabase(tables -> agreed(output, tables));
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%d tables created; the database is at %s",
                report.tables().size(),
                String.join(", ", report.heads())));
        report.seeded().forEach(what -> lines.add("seeded: " + what));
        output.result(report, lines);
    }

    private boolean agreed(Output output, List<String> tables) {
        if (forceYes) {
            return true;
        }
        Console console = Terminal.console();
        if (console == null || output.isJson()) {
            return false;
        }
        String answer = console.readLine("Drop the %d tables that are there? [y/N] ", tables.size());
        return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
    }
}
