package dev.trellis.cli;

import dev.trellis.SeedValues;
import dev.trellis.Trellis;
import dev.trellis.report.CreateDatabaseReport;
import dev.trellis.report.CreateDatabaseReport.Unmodelled;
import java.io.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "db-create",
        aliases = "db_create",
        description = "Build an empty database straight from the models, run the seeders, write the heads.")
final class DbCreateCommand extends TrellisCommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in before the command is called
    private CommandSpec spec;

    @Option(
            names = {"--force-yes", "--force_yes", "-y", "--yes"},
            description = "Drop the tables that are there without asking.")
    private boolean forceYes;

    @Override
    protected void run(Trellis trellis, Output output) {
        Console console = output.isJson() ? null : Terminal.console();
        SeedValues given = SeedOptions.read(spec, root().seedOptions(), root().environment(), console);
        CreateDatabaseReport report = trellis.createDatabase(standing -> confirm(console, standing), given);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%d table%s created; the database is at %s",
                report.tables().size(),
                report.tables().size() == 1 ? "" : "s",
                String.join(", ", report.heads())));
        report.supplemented()
                .forEach(one -> lines.add(
                        "run from the scripts: " + one.revision() + " (" + one.branch() + ")  " + one.message()));
        report.seeded().forEach(what -> lines.add("seeded: " + what));
        output.result(report, lines);
        if (!output.isJson() && !report.leftOut().isEmpty()) {
            note(output, report.leftOut());
        }
    }

    private static void note(Output output, List<Unmodelled> leftOut) {
        output.note("note: no model can show what these revisions do beside tables, so it is not in the database:");
        for (Unmodelled one : leftOut) {
            output.note("  " + one.revision() + " (" + one.branch() + ")  " + one.message());
            one.steps().forEach(step -> output.note("      " + step));
        }
        output.note("  a script's header says whether db-create is to run that too: db_create: true, or false for this"
                + " note to end");
    }

    private boolean confirm(@Nullable Console console, List<String> standing) {
        if (forceYes) {
            return true;
        }
        String count = standing.size() + (standing.size() == 1 ? " thing" : " things");
        if (console == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the database is not empty (" + count + ", beginning with " + standing.get(0)
                            + ") and there is no terminal to ask at: name another database, or have all of it dropped"
                            + " with --force-yes");
        }
        standing.forEach(name -> console.printf("  %s%n", name));
        String answer = console.readLine("Drop all of this? [y/N] ");
        return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
    }
}
