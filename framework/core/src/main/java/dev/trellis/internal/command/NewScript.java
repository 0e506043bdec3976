package dev.trellis.internal.command;

import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.editor.EditorSchema;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.internal.branch.BranchException;
import dev.trellis.internal.script.FileTemplate;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFormat;
import dev.trellis.internal.script.ScriptWriter;
import dev.trellis.internal.script.YamlFormat;
import dev.trellis.internal.workspace.Dialects;
import dev.trellis.internal.workspace.Formats;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.PlannedScript;
import dev.trellis.report.RevisionReport;
import dev.trellis.revision.Revision;
import dev.trellis.schema.Naming;
import dev.trellis.script.DraftBody;
import dev.trellis.script.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeSet;

/** Writes the script of a new revision. */
final class NewScript {
    private final Workspace workspace;

    NewScript(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Writes the script and runs the {@code post_write} commands. If writing fails, no file remains.
     *
     * @return the revision as read from the written script
     */
    RevisionReport write(Branch branch, Revision revision, String message, String format, DraftBody body) {
        write(draft(branch, new Header(revision, message, null), format, body));
        return new RevisionReports(workspace.branches(), null).of(revision);
    }

    /** Writes a drafted script and runs the {@code post_write} commands. If writing fails, no file remains. */
    void write(Draft draft) {
        Path file = draft.file();
        create(file, draft.text());
        finish(file);
    }

    /** Runs the {@code post_write} commands on a written script. The scripts are then read again. */
    void finish(Path file) {
        workspace.reread();
        PostWriteHooks.run(workspace.configuration().postWrite(), file);
        workspace.reread();
    }

    /** Returns the script that {@link #write} would write. */
    PlannedScript plan(Branch branch, Revision revision, String message, String format, DraftBody body) {
        Draft draft = draft(branch, new Header(revision, message, null), format, body);
        Path file = draft.directory().resolve(draft.name());
        if (Files.exists(file)) {
            throw UsageException.fileExists(DisplayPath.of(file));
        }
        TreeSet<String> labels = new TreeSet<>(revision.branchLabels());
        revision.downRevisions()
                .forEach(parent -> labels.addAll(workspace.graph().labels(parent)));
        RevisionReport report = RevisionReport.builder(revision.id())
                .downRevision(revision.downRevisions())
                .branch(branch.label())
                .branchLabels(List.copyOf(labels))
                .dependsOn(revision.dependsOn())
                .message(message)
                .path(DisplayPath.of(file))
                .isHead(true)
                .build();
        return new PlannedScript(report, draft.text());
    }

    /**
     * A script that has not been written.
     *
     * @param directory the folder of the branch
     * @param name the name of the file
     */
    record Draft(Path directory, String name, String text) {
        /**
         * Returns the file.
         *
         * @throws UsageException {@code cannot_write} if the file system does not allow its name
         */
        Path file() {
            try {
                Path file = directory.resolve(name);
                if (!directory.equals(file.getParent())) {
                    throw UsageException.cannotWrite(
                            DisplayPath.of(file), "the file name leads out of the branch's folder");
                }
                return file;
            } catch (InvalidPathException e) {
                throw UsageException.cannotWrite(name, "the file system does not allow this name");
            }
        }

        String display() {
            return DisplayPath.relative(directory).resolve(name).toString();
        }
    }

    /**
     * Returns a script.
     *
     * @param undated the header without the time of creation
     */
    Draft draft(Branch branch, Header undated, String format, DraftBody drafted) {
        DraftBody body = workspace.schemaVariables().unfill(drafted);
        Path directory = branch.directory();
        if (directory == null) {
            throw BranchException.notWritable(branch.label());
        }
        OffsetDateTime now = OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
        String created = now.withOffsetSameInstant(ZoneOffset.UTC).toInstant().toString();
        Header header = new Header(undated.revision(), undated.message(), created, undated.declarations());
        ScriptFormat scriptFormat = Formats.named(format);
        String name = new FileTemplate(workspace.configuration().fileTemplate())
                        .name(header.revision().id(), header.message(), branch.label(), now)
                + "." + scriptFormat.name();
        String text = writer().write(scriptFormat, header, body, name);
        return new Draft(directory, name, withEditorLine(text, scriptFormat, directory));
    }

    /** Adds the line by which an editor finds the schema of scripts, if the project has the schema. */
    private String withEditorLine(String text, ScriptFormat format, Path directory) {
        String line = format instanceof YamlFormat
                ? EditorSchema.REVISION.line(workspace.configuration().folder(), directory)
                : null;
        return line == null ? text : line + "\n" + text;
    }

    private static void create(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw UsageException.fileExists(DisplayPath.of(file));
        } catch (IOException e) {
            deletePart(file);
            throw UsageException.cannotWrite(DisplayPath.of(file), FileFailure.reason(e));
        }
    }

    /** Deletes an incomplete file, for example after the disk was full. */
    private static void deletePart(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The caller reports the failure to write the file.
        }
    }

    /**
     * Returns a writer for the configured dialect. The writer needs the dialect only to decide which conventional names it
     * can omit. Without a configured database it omits none, so the choice of dialect makes no difference.
     */
    private ScriptWriter writer() {
        List<Dialect> dialects = Dialects.all(workspace.extensions());
        boolean configured = workspace.hasDatabase();
        Dialect dialect = configured ? workspace.dialect() : dialects.get(dialects.size() - 1);
        Naming naming = workspace.configuration().naming();
        return new ScriptWriter(
                ParseContext.of(dialect, dialects, naming),
                naming.withLimit(dialect.capabilities().identifierLimit()));
    }
}
