package dev.trellis.cli;

import dev.trellis.RevisionReport;
import dev.trellis.RevisionRequest;
import dev.trellis.Trellis;
import dev.trellis.script.DraftBody;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Option(names = "--sql", hidden = true)
    private boolean sql;

    @Override
    void run(Trellis trellis, Output output) {
        if (sql) {
            throw new ParameterException(
                    spec.commandLine(),
                    "a revision is written without running anything, so --sql has nothing to print; for a script"
                            + " in SQL use --format sql, for the SQL of an upgrade: trellis upgrade --sql TARGET");
        }
        RevisionReport written = trellis.revision(new RevisionRequest(
                message,
                head,
                splice,
                branchLabels,
                dependsOn,
                versionPath == null ? null : root().surroundings().resolve(versionPath),
                id,
                format,
                draft()));
        output.result(Map.of("revision", written), RevisionLines.written(written));
    }

    /** What it does; a person is to write that. */
    private static DraftBody draft() {
        return DraftBody.empty(
                "What it does, and how to undo it, one operation a line below each; for example:",
                "  - add_column: {table: customer_note, name: tier, type: string(20)}",
                "  - execute: update customer_note set tier = 'bronze'");
    }
}
