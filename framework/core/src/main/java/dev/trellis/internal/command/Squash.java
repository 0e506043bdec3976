package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.SquashRequest;
import dev.trellis.error.ErrorName;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.command.NewScript.Draft;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.internal.workspace.Formats;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.RevisionReport;
import dev.trellis.report.SquashReport;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.script.Declarations;
import dev.trellis.script.DraftBody;
import dev.trellis.script.Header;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Replaces the revisions of a branch up to a revision by a baseline. The baseline keeps the identifier of that revision, so
 * that databases which have the revision, the revisions above it, and dependencies on it are unaffected.
 */
public final class Squash {
    private static final String FORMAT = "yaml";

    private final Workspace workspace;
    private final Listener listener;
    private final Set<String> applied;
    private final Runnable afterChange;

    /**
     * Creates the command.
     *
     * @param applied the identifiers of the revisions that the configured database has; empty if there is no database
     */
    public Squash(Workspace workspace, Listener listener, Set<String> applied) {
        this(workspace, listener, applied, () -> {});
    }

    /**
     * Creates the command.
     *
     * @param afterChange is called after each change of a file; tests end the process there
     */
    Squash(Workspace workspace, Listener listener, Set<String> applied, Runnable afterChange) {
        this.workspace = workspace;
        this.listener = listener;
        this.applied = applied;
        this.afterChange = afterChange;
    }

    /** Replaces the scripts, unless the verification finds a difference. */
    public SquashReport write(SquashRequest request) {
        Squashed squashed = squashed(request);
        if (!squashed.report().differences().isEmpty()) {
            return squashed.report();
        }
        Draft draft = squashed.draft();
        squashed.files().replace(squashed.report().baseline().revision(), draft, file -> {
            new NewScript(workspace).finish(file);
            requireReadable();
        });
        return squashed.report();
    }

    /** Reads the changed scripts. The folder of this squash, which is still running, is no error. */
    private void requireReadable() {
        try {
            workspace.branches();
        } catch (TrellisException e) {
            throw new TrellisException(
                    e.problems().stream()
                            .filter(problem -> !problem.name().equals(ErrorName.INTERRUPTED_SQUASH.toString()))
                            .toList(),
                    e);
        }
    }

    /** Returns the report of {@link #write}, without changing a file. */
    public SquashReport plan(SquashRequest request) {
        return squashed(request).report();
    }

    /** A verified baseline. */
    private record Squashed(SquashReport report, Draft draft, SquashFiles files) {}

    private Squashed squashed(SquashRequest request) {
        Branches branches = workspace.branches();
        RevisionGraph graph = branches.graph();
        SquashedRange range = SquashedRange.of(branches, request.revision());
        requireAllOrNoneApplied(range);
        Map<MigrationScript, Path> scripts = range.files(branches);
        SquashFiles files = new SquashFiles(
                Objects.requireNonNull(range.branch().directory()), scripts.values(), request.archive(), afterChange);
        files.checkArchive(branches.all());
        UnderivedOperations underived = UnderivedOperations.of(workspace, range, request.underived());
        DraftBody body = BaselineBody.of(workspace, range, underived);
        Header header = new Header(
                range.baseline(graph, request.release()),
                NewRevision.oneLine(
                        request.message() == null
                                ? "baseline of " + range.branch().label()
                                : request.message()),
                null,
                Declarations.NONE.withDbCreate(underived.isDeclared() ? Boolean.TRUE : null));
        Draft draft = new NewScript(workspace).draft(range.branch(), header, FORMAT, body);
        files.checkBaseline(draft);
        SquashVerification.Differences differences = new SquashVerification(
                        workspace, listener, range.last().id())
                .compare(branches.withBaseline(script(draft)));
        List<String> notes = notes(range, graph);
        List<String> findings = new ArrayList<>(differences.ofSchemas());
        (underived.omitted().isEmpty() ? findings : notes).addAll(differences.ofRows());
        RevisionReport baseline = new RevisionReports(branches.withBaseline(script(draft)), null).of(header.revision());
        return new Squashed(
                new SquashReport(
                        baseline,
                        draft.text(),
                        List.copyOf(range.ids()),
                        scripts.keySet().stream().map(MigrationScript::display).toList(),
                        underived.kept(),
                        underived.omitted(),
                        notes,
                        findings),
                draft,
                files);
    }

    /**
     * Requires that the configured database has applied all or none of the revisions that the baseline replaces; otherwise no
     * upgrade could follow.
     */
    private void requireAllOrNoneApplied(SquashedRange range) {
        List<String> partly = range.ids().stream().filter(applied::contains).toList();
        if (!partly.isEmpty() && !applied.contains(range.last().id())) {
            throw SquashException.databaseBelow(partly, range.last().id());
        }
    }

    private static MigrationScript script(Draft draft) {
        return Formats.named(FORMAT)
                .read(new ScriptFile(
                        draft.name(), draft.display(), null, draft.text().getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> notes(SquashedRange range, RevisionGraph graph) {
        List<String> notes = new ArrayList<>();
        for (Revision dependent : range.dependents(graph)) {
            notes.add("revision " + dependent.id() + " of branch '" + workspace.label(dependent.id())
                    + "' depends on a replaced revision, which now means the baseline "
                    + range.last().id());
        }
        return notes;
    }
}
