package dev.trellis.cli;

import dev.trellis.SeedValues;
import dev.trellis.Trellis;
import dev.trellis.report.CreateDatabaseReport;
import dev.trellis.report.CreateDatabaseReport.Unmodelled;
import java.io.Console;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "db-create",
        aliases = "db_create",
        description = "Create the schema from the models, run the seeders and stamp the heads.")
final class DbCreateCommand extends TrellisCommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets the field before it calls the command
    private CommandSpec spec;

    @Option(
            names = {"--force-yes", "--force_yes", "-y", "--yes"},
            description = "Drop existing tables, views and types without asking.")
    private boolean forceYes;

    @Override
    protected void run(Trellis trellis, Output output) {
        Console console = output.isJson() ? null : Terminal.console();
        SeedValues values = SeedOptions.read(spec, root().seedOptions(), root().environment(), console);
        CreateDatabaseReport report = trellis.createDatabase(existing -> confirm(console, existing), values);
        List<String> lines = new ArrayList<>();
        lines.add(Quantity.of(report.tables().size(), "table") + " created; the database is at "
                + String.join(", ", report.heads()));
        report.supplemented()
                .forEach(revision -> lines.add("ran operations whose effect no model describes: " + line(revision)));
        report.seeded().forEach(seeded -> lines.add("seeded: " + seeded));
        output.result(report, lines);
        if (!output.isJson() && !report.leftOut().isEmpty()) {
            note(output, report.leftOut());
        }
    }

    private static void note(Output output, List<Unmodelled> leftOut) {
        output.note(
                "note: these operations were not run, because a model does not describe their effect and the headers of their"
                        + " scripts have no key 'db_create':");
        for (Unmodelled revision : leftOut) {
            output.note("  " + line(revision));
            revision.steps().forEach(step -> output.note("      " + step));
        }
        output.note(
                "  Add 'db_create: true' to the header of a script to run these operations, or 'db_create: false' to omit this"
                        + " note.");
    }

    private static String line(Unmodelled revision) {
        return revision.revision() + " (" + revision.branch() + ")  " + revision.message();
    }

    private boolean confirm(@Nullable Console console, List<String> existing) {
        if (forceYes) {
            return true;
        }
        if (console == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the database is not empty (" + Quantity.of(existing.size(), "object") + ": " + existing.get(0)
                            + (existing.size() == 1 ? "" : ", ...")
                            + ") and there is no terminal to ask for confirmation; use another database, or drop all"
                            + " objects with --force-yes");
        }
        existing.forEach(name -> console.printf("  %s%n", Printable.line(name)));
        return Terminal.confirm(console, "Drop all of these?");
    }
}
