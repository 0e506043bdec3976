package dev.trellis.cli;

import dev.trellis.RevisionRequest;
import dev.trellis.Trellis;
import dev.trellis.report.AutogenerateReport;
import dev.trellis.report.RevisionReport;
import dev.trellis.script.DraftBody;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "revision", description = "Write a new revision.")
final class RevisionCommand extends TrellisCommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in before the command is called
    private CommandSpec spec;

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "What it is about.")
    private String message = "";

    @Option(
            names = "--head",
            paramLabel = "REVISION",
            description = "What it stands on: label@head, a revision, or base; needed where there are several heads.")
    private @Nullable String head;

    @Option(names = "--splice", description = "Allow it to stand on a revision that is not a head.")
    private boolean splice;

    @Option(
            names = {"--branch-label", "--branch_label"},
            paramLabel = "LABEL",
            description = "A label for it; the first revision of a branch gets the branch's by itself.")
    private List<String> branchLabels = new ArrayList<>();

    @Option(
            names = {"--depends-on", "--depends_on"},
            paramLabel = "REVISION",
            description = "What it depends on; label@head is what that is now. Can be repeated.")
    private List<String> dependsOn = new ArrayList<>();

    @Option(
            names = {"--version-path", "--version_path"},
            paramLabel = "PATH",
            description = "The folder to write to, one of the branches'.")
    private @Nullable Path versionPath;

    @Option(
            names = {"--rev-id", "--rev_id"},
            paramLabel = "ID",
            description = "Its identifier, instead of a new one.")
    private @Nullable String id;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "yaml", description = "yaml (default) or sql.")
    private String format = "yaml";

    @Option(names = "--autogenerate", description = "Write what the model of its branch has and the database lacks.")
    private boolean autogenerate;

    @Mixin
    private RenamePrompt renames = new RenamePrompt();

    @Option(names = "--sql", hidden = true)
    private boolean sql;

    @Override
    protected void run(Trellis trellis, Output output) {
        if (sql) {
            throw new ParameterException(
                    spec.commandLine(),
                    "a revision is written without running anything, so --sql has nothing to print; for a script"
                            + " in SQL use --format sql, for the SQL of an upgrade: trellis upgrade --sql TARGET");
        }
        RevisionRequest request = new RevisionRequest(
                message,
                head,
                splice,
                branchLabels,
                dependsOn,
                versionPath == null ? null : root().environment().resolve(versionPath),
                id,
                format,
                draft());
        if (autogenerate) {
            autogenerate(trellis, output, request);
            return;
        }
        RevisionReport written = trellis.revision(request);
        output.result(Map.of("revision", written), RevisionLines.written(written));
    }

    private void autogenerate(Trellis trellis, Output output, RevisionRequest request) {
        AutogenerateReport draft = trellis.autogenerate(request, renames.answer(output));
        List<String> lines = new ArrayList<>();
        draft.difference().operations().forEach(operation -> lines.add("detected: " + operation));
        if (draft.revision() == null) {
            lines.add("nothing to do: the database is as the model wants it; no revision is written");
        } else {
            lines.addAll(RevisionLines.written(draft.revision()));
        }
        output.result(draft, lines);
        if (!output.isJson()) {
            DiffLines.note(output, List.of(draft.difference()));
        }
    }

    /** What it does; a person is to write that. */
    private static DraftBody draft() {
        return DraftBody.empty(
                "What it does, and how to undo it, one operation a line below each; for example:",
                "  - add_column: {table: customer_note, name: tier, type: string(20)}",
                "  - execute: update customer_note set tier = 'bronze'");
    }
}
