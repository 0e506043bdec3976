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

@Command(name = "revision", description = "Write the script of a new revision.")
final class RevisionCommand extends TrellisCommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets the field before it calls the command
    private CommandSpec spec;

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "Describe the revision; part of the file name.")
    private String message = "";

    @Option(
            names = "--head",
            paramLabel = "REVISION",
            description = "Set the parent: label@head, a revision, or base. Required if there are several heads.")
    private @Nullable String head;

    @Option(names = "--splice", description = "Allow a parent that is not a head.")
    private boolean splice;

    @Option(
            names = {"--branch-label", "--branch_label"},
            paramLabel = "LABEL",
            description =
                    "Give the revision a label (added automatically to a branch's first revision). Can be repeated.")
    private List<String> branchLabels = new ArrayList<>();

    @Option(
            names = {"--depends-on", "--depends_on"},
            paramLabel = "REVISION",
            description = "Add a dependency; label@head is resolved to the current head. Can be repeated.")
    private List<String> dependsOn = new ArrayList<>();

    @Option(
            names = {"--version-path", "--version_path"},
            paramLabel = "PATH",
            description = "Write to this folder, which must be the directory of a branch.")
    private @Nullable Path versionPath;

    @Option(
            names = {"--rev-id", "--rev_id"},
            paramLabel = "ID",
            description = "Use this identifier instead of a random one.")
    private @Nullable String id;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "yaml",
            description = "Write the script in this format: yaml (default) or sql.")
    private String format = "yaml";

    @Option(names = "--autogenerate", description = "Write the difference between the branch's model and the database.")
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
                    "'trellis revision' runs no SQL that --sql could print; to write an SQL script, use --format sql; to"
                            + " print the SQL of an upgrade, use: trellis upgrade --sql TARGET");
        }
        RevisionRequest request = RevisionRequest.builder(message)
                .head(head)
                .splice(splice)
                .branchLabels(branchLabels)
                .dependsOn(dependsOn)
                .versionPath(versionPath == null ? null : root().environment().resolve(versionPath))
                .id(id)
                .format(format)
                .body(emptyBody(format))
                .build();
        if (autogenerate) {
            autogenerate(trellis, output, request);
            return;
        }
        RevisionReport written = trellis.revision(request);
        output.result(Map.of("revision", written), RevisionLines.written(written));
    }

    private void autogenerate(Trellis trellis, Output output, RevisionRequest request) {
        AutogenerateReport draft = trellis.autogenerate(request, renames.decision(output));
        List<String> lines = new ArrayList<>();
        draft.difference().operations().forEach(operation -> lines.add("detected: " + operation));
        if (draft.revision() == null) {
            lines.add("nothing to do: the database matches the model; no revision was written");
        } else {
            lines.addAll(RevisionLines.written(draft.revision()));
        }
        output.result(draft, lines);
        if (!output.isJson()) {
            DiffLines.note(output, List.of(draft.difference()));
        }
    }

    /** Returns a body without operations, with a comment that explains what to write. */
    private static DraftBody emptyBody(String format) {
        return format.equals("sql")
                ? DraftBody.empty(
                        "Write statements below 'upgrade' and those that undo them below 'downgrade', each ended by a"
                                + " semicolon.")
                : DraftBody.empty(
                        "Write the operations below 'upgrade' and those that undo them below 'downgrade', for example:",
                        "  - add_column: {table: customer_note, name: tier, type: string(20)}",
                        "  - execute: update customer_note set tier = 'bronze'");
    }
}
