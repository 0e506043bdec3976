package dev.trellis.adopt;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.adopt.AdoptionReport.Script;
import dev.trellis.adopt.AdoptionReport.State;
import dev.trellis.adopt.ConvertedFiles.Target;
import dev.trellis.adopt.alembic.RecorderScript;
import dev.trellis.adopt.source.Applied;
import dev.trellis.adopt.source.Converted;
import dev.trellis.adopt.source.ConvertedScript;
import dev.trellis.adopt.source.Gap;
import dev.trellis.adopt.source.Note;
import dev.trellis.adopt.source.Source;
import dev.trellis.adopt.source.SourceContext;
import dev.trellis.adopt.source.SourceException;
import dev.trellis.branch.Branch;
import dev.trellis.config.Configuration;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.command.Inspection;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Adopts the project of another migration tool and the database of the configuration:
 *
 * <pre>{@code
 * Configuration configuration = ConfigurationReader.read(Path.of("trellis.yaml"), null, Map.of(), System::getenv);
 * AdoptionReport report = new Adoption(configuration, Extensions.NONE, listener)
 *         .run(AdoptionRequest.of(Tool.FLYWAY, Path.of("flyway.toml")).withLabels("shop"));
 * }</pre>
 */
public final class Adoption {
    private final Configuration configuration;
    private final Extensions extensions;
    private final Listener listener;

    /**
     * Creates an adoption. No file is read and no connection is opened before {@link #run}.
     *
     * @param listener receives notes, and the event that the adoption waits for another process; the scripts that the
     *     verification runs are not reported
     */
    public Adoption(Configuration configuration, Extensions extensions, Listener listener) {
        this.configuration = configuration;
        this.extensions = extensions;
        this.listener = listener;
    }

    /**
     * Returns the script in Python with which users of Alembic record the operations of their scripts.
     *
     * @throws TrellisException {@code cannot_adopt} for another tool, which needs no such script
     */
    public static String recorder(Tool tool) {
        if (tool != Tool.ALEMBIC) {
            throw SourceException.cannotAdopt(
                    "there is no recorder for " + tool + ", whose files are read directly",
                    "Print the recorder for Alembic: trellis adopt --from alembic --recorder > trellis_recorder.py");
        }
        return RecorderScript.text();
    }

    /**
     * Converts, writes, verifies and records.
     *
     * @return the report; nothing is recorded if it {@linkplain AdoptionReport#isFinding() has a finding}
     * @throws TrellisException {@code cannot_convert} if the project cannot be read; {@code cannot_adopt} if the other
     *     tool's records are not in order. In both cases nothing is written.
     */
    public AdoptionReport run(AdoptionRequest request) {
        try (Workspace workspace = new Workspace(configuration, extensions)) {
            workspace.allowMissingFolders();
            List<Branch> branches = branches(workspace, request.labels());
            Source source = request.tool().source();
            SourceContext context = new SourceContext(
                    request.project(),
                    request.settings(),
                    branches,
                    workspace.dialect(),
                    workspace.database(),
                    workspace.naming(),
                    schemas -> workspace.reading(
                            "the inspection", session -> new Inspection(workspace, session, schemas).schema()));
            Converted read = source.convert(context);
            requireOwnRevisions(read, workspace);
            ConvertedFiles files = new ConvertedFiles(workspace);
            List<Target> scripts = files.scripts(read.scripts());
            Converted converted = files.withExisting(read, scripts);
            List<Target> definitions = files.definitions(converted.definitions());
            Applied applied = workspace.reading(
                    "reading the records of " + source.name(),
                    session -> source.applied(context, session.connection(), converted));
            if (!applied.refusals().isEmpty()) {
                throw SourceException.cannotAdopt(source.name(), applied.refusals());
            }
            Run run = new Run(request, source, context, converted, applied, scripts, definitions);
            if (request.dryRun()) {
                return tried(run, branches);
            }
            List<State> states = ConvertedFiles.write(scripts);
            List<State> definitionStates = ConvertedFiles.write(definitions);
            workspace.reread();
            return run.finish(workspace, states, definitionStates);
        }
    }

    private AdoptionReport tried(Run run, List<Branch> branches) {
        try (DryRunProject copy = DryRunProject.copy(configuration, branches);
                Workspace trial = new Workspace(copy.configuration(), extensions)) {
            trial.allowMissingFolders();
            ConvertedFiles files = new ConvertedFiles(trial);
            ConvertedFiles.write(files.scripts(run.converted.scripts()));
            ConvertedFiles.write(files.definitions(run.converted.definitions()));
            trial.reread();
            return run.finish(trial, states(run.scripts), states(run.definitions));
        }
    }

    private static List<State> states(List<Target> targets) {
        return targets.stream().map(Target::state).toList();
    }

    /** Returns the branches that receive the scripts. */
    private static List<Branch> branches(Workspace workspace, List<String> labels) {
        List<Branch> branches = labels.isEmpty()
                ? workspace.branches().all().stream()
                        .filter(branch -> branch.isWritable() && branch.directory() != null)
                        .toList()
                : labels.stream().map(workspace.branches()::require).toList();
        if (labels.isEmpty() && branches.size() != 1) {
            throw SourceException.cannotAdopt(
                    branches.isEmpty()
                            ? "no branch of this project has a folder for the scripts"
                            : "this project has several branches that could receive the scripts: "
                                    + branches.stream().map(Branch::label).collect(Collectors.joining(", ")),
                    branches.isEmpty()
                            ? "Add a branch to trellis.yaml: branches: {app: {directory: db/app}}"
                            : "Name one: --branch " + branches.get(0).label());
        }
        for (Branch branch : branches) {
            workspace.branches().requireWritable(branch.label() + "@head", "adopt");
            if (branch.directory() == null) {
                throw SourceException.cannotAdopt(
                        "branch '" + branch.label() + "' has no folder for the scripts",
                        "Set its 'directory' in trellis.yaml.");
            }
        }
        return branches;
    }

    /**
     * Requires that the first revision of each branch, if the branch has revisions, is one of the converted ones: a branch
     * has one label, and two histories cannot both begin with it.
     */
    private static void requireOwnRevisions(Converted converted, Workspace workspace) {
        Set<String> ids = converted.scripts().stream().map(ConvertedScript::id).collect(Collectors.toSet());
        for (ConvertedScript script : converted.scripts()) {
            for (String label : script.revision().branchLabels()) {
                workspace.graph().branch(label).ifPresent(first -> {
                    if (!ids.contains(first.id())) {
                        throw SourceException.cannotAdopt(
                                "branch '" + label + "' begins with revision " + first.id()
                                        + ", which does not come from the project that is adopted",
                                "Adopt into a branch without revisions: --branch LABEL");
                    }
                });
            }
        }
    }

    /** One adoption after the project and the other tool's records have been read. */
    private final class Run {
        private final AdoptionRequest request;
        private final Source source;
        private final SourceContext context;
        private final Converted converted;
        private final Applied applied;
        private final List<Target> scripts;
        private final List<Target> definitions;

        Run(
                AdoptionRequest request,
                Source source,
                SourceContext context,
                Converted converted,
                Applied applied,
                List<Target> scripts,
                List<Target> definitions) {
            this.request = request;
            this.source = source;
            this.context = context;
            this.converted = converted;
            this.applied = applied;
            this.scripts = scripts;
            this.definitions = definitions;
        }

        /** Verifies, writes models and records. */
        AdoptionReport finish(Workspace workspace, List<State> states, List<State> definitionStates) {
            Verification verification = verify(workspace);
            String reason = reason(verification, states);
            List<String> models = new ArrayList<>();
            List<String> recorded = List.of();
            if (reason == null && !request.dryRun()) {
                Schema complete = Objects.requireNonNull(verification.complete(), "all scripts can run");
                models.addAll(new AdoptedModels(workspace, context.labels()).write(complete, converted.definitions()));
                recorded = record(workspace);
            }
            return new AdoptionReport(
                    source.name(),
                    request.dryRun(),
                    counts(),
                    scripts(states),
                    definitionFiles(definitionStates),
                    models,
                    converted.gaps(),
                    converted.notes(),
                    applied.changed(),
                    verification.differences(),
                    recorded,
                    reason);
        }

        private Verification verify(Workspace workspace) {
            TableName versions = TableName.parse(configuration.versionTable());
            Set<TableName> ignored = new HashSet<>(converted.tables());
            ignored.add(AdoptionRecorder.unfinished(versions));
            Verification verification = new Verification(workspace, ignored, converted.schemas());
            workspace.reading("the verification", session -> {
                verification.run(targets(workspace, session), applied.hasRecords() ? session : null);
                return true;
            });
            return verification;
        }

        /** Returns the heads of all revisions that are applied: recorded by Trellis, or according to the other tool. */
        private List<String> targets(Workspace workspace, Session session) throws SQLException {
            RevisionGraph graph = workspace.graph();
            Heads heads = workspace.heads(session);
            Set<String> all = new HashSet<>(applied.revisions());
            graph.applied(heads).stream().map(Revision::id).forEach(all::add);
            return AdoptionRecorder.heads(
                    graph.order().stream()
                            .map(Revision::id)
                            .filter(all::contains)
                            .toList(),
                    graph);
        }

        private List<String> record(Workspace workspace) {
            if (applied.revisions().isEmpty()) {
                return List.of();
            }
            return workspace.atDatabase(
                    "recording the adoption",
                    session -> new AdoptionRecorder(workspace, session, listener)
                            .record(applied.revisions(), () -> requireUnchanged(session)));
        }

        private void requireUnchanged(Session session) throws SQLException {
            if (!source.applied(context, session.connection(), converted).equals(applied)) {
                throw SourceException.cannotAdopt(
                        source.name() + " has changed the database since the adoption began",
                        "Wait until it has ended, and adopt again.");
            }
        }

        /** Returns the reason why nothing can be recorded; null if the adoption can be completed. */
        private @Nullable String reason(Verification verification, List<State> states) {
            if (verification.complete() == null) {
                return "a converted script cannot run";
            }
            if (!verification.differences().isEmpty()) {
                return "the database differs from what the applied scripts create";
            }
            Set<String> completed = new HashSet<>();
            for (int i = 0; i < states.size(); i++) {
                if (states.get(i) == State.KEPT) {
                    completed.add(converted.scripts().get(i).id());
                }
            }
            long open = converted.gaps().stream()
                    .filter(gap -> gap.revision() == null || !completed.contains(gap.revision()))
                    .count();
            return open == 0 || request.acceptGaps()
                    ? null
                    : (open == 1 ? "1 gap is open" : open + " gaps are open")
                            + "; complete the scripts and adopt again, or accept the gaps with --accept-gaps";
        }

        private AdoptionReport.Counts counts() {
            Set<String> ids =
                    converted.scripts().stream().map(ConvertedScript::id).collect(Collectors.toSet());
            Set<String> withGap = known(converted.gaps().stream().map(Gap::revision), ids);
            Set<String> changed = known(converted.notes().stream().map(Note::revision), ids);
            changed.removeAll(withGap);
            return new AdoptionReport.Counts(
                    ids.size(),
                    ids.size() - withGap.size() - changed.size(),
                    changed.size(),
                    converted.gaps().size());
        }

        private static Set<String> known(Stream<@Nullable String> revisions, Set<String> ids) {
            return revisions
                    .filter(revision -> revision != null && ids.contains(revision))
                    .collect(Collectors.toCollection(HashSet::new));
        }

        private List<Script> scripts(List<State> states) {
            List<Script> list = new ArrayList<>();
            for (int i = 0; i < states.size(); i++) {
                ConvertedScript script = converted.scripts().get(i);
                Path path = scripts.get(i).path();
                list.add(new Script(
                        script.id(),
                        script.branch(),
                        script.message(),
                        script.origin().toString(),
                        DisplayPath.of(path),
                        states.get(i),
                        applied.revisions().contains(script.id())));
            }
            return list;
        }

        private List<String> definitionFiles(List<State> states) {
            List<String> list = new ArrayList<>();
            for (int i = 0; i < states.size(); i++) {
                list.add(DisplayPath.of(definitions.get(i).path()) + "  " + states.get(i));
            }
            return list;
        }
    }
}
