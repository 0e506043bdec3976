package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.config.Secrets;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.footprint.Footprint;
import dev.trellis.internal.footprint.FootprintReader;
import dev.trellis.internal.protection.Ownership;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.run.PlanPreview;
import dev.trellis.internal.run.ScriptContext;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.internal.workspace.Formats;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.lint.Finding;
import dev.trellis.report.LintReport;
import dev.trellis.report.ReviewReport;
import dev.trellis.report.ReviewReport.Meeting;
import dev.trellis.report.ReviewReport.ReceivedRevision;
import dev.trellis.report.ReviewReport.ReviewedRevision;
import dev.trellis.report.ReviewReport.State;
import dev.trellis.report.ReviewReport.TouchedTable;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Revision;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what a reviewer of a change set needs to know about its revisions. Reads git and the scripts, and no database. */
public final class Review {
    private final Workspace workspace;
    private final Branches branches;
    private final GitRepository git;
    private final Path top;

    /**
     * Creates the command for the working copy that contains the configuration.
     *
     * @throws TrellisException {@code git_failed}
     */
    public Review(Workspace workspace) {
        this.workspace = workspace;
        this.branches = workspace.branches();
        this.git = GitRepository.of(workspace.configuration().folder());
        this.top = real(git.top());
    }

    /**
     * Reviews the working copy.
     *
     * @param base the branch or commit to compare with
     */
    public ReviewReport against(String base) {
        String since = git.mergeBase(base);
        Map<String, Character> changed = git.changedSince(since);
        Map<String, MigrationScript> former = scripts(changed, since, 'A');
        Map<String, MigrationScript> received = received(since, base);
        Map<String, State> states = states(changed, former);
        LintReport lint = new Lint(workspace, branches).of(states.keySet(), Set.of());
        Map<String, Map<String, List<String>>> sql = sql(states.keySet());
        Comparison comparison = new Comparison(received.values(), HeadOrder.reader(workspace, received.values()));
        List<ReviewedRevision> revisions = new ArrayList<>();
        for (Revision revision : branches.graph().order()) {
            State state = states.get(revision.id());
            MigrationScript script = branches.script(revision.id());
            if (state != null && script != null) {
                revisions.add(reviewed(script, state, sql.getOrDefault(revision.id(), Map.of()), lint, comparison));
            }
        }
        former.forEach((path, script) -> {
            if (branches.script(script.id()) == null) {
                revisions.add(new ReviewedRevision(
                        script.id(),
                        "",
                        script.header().message(),
                        path,
                        State.REMOVED,
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        null));
            }
        });
        List<ReceivedRevision> arrived = new ArrayList<>();
        received.forEach((path, script) ->
                arrived.add(new ReceivedRevision(script.id(), script.header().message(), path)));
        return new ReviewReport(base, since, revisions, arrived, lint.rules());
    }

    /** Returns the states of the revisions whose scripts have changed, by identifier. */
    private Map<String, State> states(Map<String, Character> changed, Map<String, MigrationScript> former) {
        Map<String, MigrationScript> formerById = new LinkedHashMap<>();
        former.values().forEach(script -> formerById.put(script.id(), script));
        Map<String, State> states = new LinkedHashMap<>();
        for (Revision revision : branches.graph().order()) {
            MigrationScript script = branches.script(revision.id());
            String path = script == null ? null : path(script);
            if (script == null || path == null || !changed.containsKey(path)) {
                continue;
            }
            MigrationScript old = formerById.get(revision.id());
            if (old == null) {
                states.put(revision.id(), State.NEW);
            } else if (!isSame(old, script)) {
                states.put(revision.id(), State.CHANGED);
            }
        }
        return states;
    }

    private static boolean isSame(MigrationScript old, MigrationScript next) {
        ScriptFile before = old.file();
        ScriptFile after = next.file();
        return before != null && after != null && before.text().equals(after.text());
    }

    /** Returns the path of a script from the top folder; null if it is outside the working copy. */
    private @Nullable String path(MigrationScript script) {
        ScriptFile file = script.file();
        Path path = file == null || file.path() == null ? null : real(file.path());
        return path == null || !path.startsWith(top)
                ? null
                : top.relativize(path).toString().replace('\\', '/');
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    /** Returns the folders of scripts in the working copy, as paths from its top folder. */
    private List<String> folders() {
        List<String> folders = new ArrayList<>();
        for (Branch branch : branches.all()) {
            Path directory = branch.directory();
            if (directory != null && real(directory).startsWith(top)) {
                folders.add(top.relativize(real(directory)).toString().replace('\\', '/') + "/");
            }
        }
        return folders;
    }

    /** Returns the scripts in a commit at paths that differ from it, without those with the given status letter. */
    private Map<String, MigrationScript> scripts(Map<String, Character> changed, String commit, char without) {
        List<String> folders = folders();
        Map<String, MigrationScript> scripts = new TreeMap<>();
        changed.forEach((path, status) -> {
            boolean isInFolder = folders.stream().anyMatch(folder -> folder.equals("/") || path.startsWith(folder));
            if (status != without && isInFolder && !path.contains("/definitions/") && !path.endsWith("/model.yaml")) {
                script(commit, path).ifPresent(script -> scripts.put(path, script));
            }
        });
        return scripts;
    }

    /** Reads the header of a script in a commit; empty if the file is no readable script. */
    private Optional<MigrationScript> script(String commit, String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        try {
            return Formats.accepting(name)
                    .map(format -> format.read(new ScriptFile(name, path, null, git.show(commit, path))));
        } catch (GitException e) {
            throw e;
        } catch (TrellisException e) {
            return Optional.empty();
        }
    }

    /** Returns the scripts that the base has received since a commit, and that the working copy lacks. */
    private Map<String, MigrationScript> received(String since, String base) {
        Map<String, MigrationScript> received = scripts(git.changedBetween(since, base), base, 'D');
        received.values().removeIf(script -> branches.script(script.id()) != null);
        return received;
    }

    /**
     * The scripts with which the revisions of the change set are compared.
     *
     * @param received the scripts that the base has received
     * @param footprints reads what these scripts and the present ones touch
     */
    private record Comparison(Collection<MigrationScript> received, FootprintReader footprints) {

        List<Meeting> meetings(Footprint footprint) {
            List<Meeting> meetings = new ArrayList<>();
            for (MigrationScript script : received) {
                List<Footprint.Conflict> conflicts = footprint.conflictsWith(footprints.of(script));
                if (!conflicts.isEmpty()) {
                    meetings.add(new Meeting(
                            script.id(),
                            conflicts.stream()
                                    .map(Footprint.Conflict::object)
                                    .filter(object -> !object.equals(Footprint.EVERYTHING))
                                    .toList()));
                }
            }
            return meetings;
        }
    }

    private ReviewedRevision reviewed(
            MigrationScript script,
            State state,
            Map<String, List<String>> sql,
            LintReport lint,
            Comparison comparison) {
        Branch branch = branches.of(script.id());
        Footprint footprint = comparison.footprints().of(script);
        List<Finding> findings = lint.findings().stream()
                .filter(finding -> finding.revision().equals(script.id()))
                .toList();
        return new ReviewedRevision(
                script.id(),
                branch == null ? "" : branch.label(),
                script.header().message(),
                String.valueOf(path(script)),
                state,
                sql,
                findings,
                owned(footprint.named()),
                comparison.meetings(footprint),
                script.header().breaks());
    }

    private List<TouchedTable> owned(Set<TableName> objects) {
        BranchModels models = new BranchModels(workspace);
        ParseContext context = workspace.parsing(dialects().get(0));
        Ownership ownership = Ownership.of(branches, models::ofYaml, context);
        List<TouchedTable> tables = new ArrayList<>();
        for (TableName object : objects) {
            Branch owner = ownership.of(object);
            Branch former = owner == null ? ownership.protectorOf(object) : owner;
            tables.add(new TouchedTable(object.toString(), former == null ? "" : former.label()));
        }
        return tables;
    }

    private List<Dialect> dialects() {
        return workspace.hasDatabase() ? List.of(workspace.dialect()) : workspace.allDialects();
    }

    /** Returns the statements of the upgrades on a fresh database, by revision and dialect. */
    private Map<String, Map<String, List<String>>> sql(Set<String> selected) {
        Map<String, Map<String, List<String>>> sql = new LinkedHashMap<>();
        if (selected.isEmpty()) {
            return sql;
        }
        Secrets secrets = workspace.secrets();
        Plan plan = branches.graph().upgrade(Heads.none(), "heads");
        for (Dialect dialect : workspace.allDialects()) {
            try {
                for (PlanPreview.PreviewedStep step : preview(dialect).steps(plan)) {
                    String id = step.step().revision().id();
                    if (selected.contains(id)) {
                        sql.computeIfAbsent(id, none -> new LinkedHashMap<>())
                                .put(
                                        dialect.name(),
                                        step.statements().stream()
                                                .map(secrets::hide)
                                                .toList());
                    }
                }
            } catch (TrellisException e) {
                String problem =
                        "-- cannot be compiled: " + secrets.hide(e.problem().message());
                for (String id : new LinkedHashSet<>(selected)) {
                    sql.computeIfAbsent(id, none -> new LinkedHashMap<>()).put(dialect.name(), List.of(problem));
                }
            }
        }
        return sql;
    }

    private PlanPreview preview(Dialect dialect) {
        ParseContext context = workspace.parsing(dialect);
        Protection protection = CommandDatabase.protection(workspace, branches, context, null);
        return new PlanPreview(
                new ScriptContext(
                        branches,
                        context,
                        workspace.javaSteps(),
                        workspace.configuration().arguments(),
                        protection),
                Catalog.ofSchema(Schema.EMPTY, dialect, workspace.schema()));
    }
}
