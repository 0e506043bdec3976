package dev.trellis.internal.branch;

import dev.trellis.branch.Branch;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.script.CachedScript;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFolder;
import dev.trellis.internal.script.ScriptJars;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Identifier;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.script.Body;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All branches with their scripts and the revision graph that the scripts form. Branches are in load order: protected
 * branches first, then the others, each group by label. The package comment explains why the order matters.
 */
public final class Branches {
    private static final Comparator<Branch> LOAD_ORDER =
            Comparator.comparing(Branch::isProtected).reversed().thenComparing(Branch::label);

    private final Map<String, Branch> byLabel;
    private final Map<String, MigrationScript> scripts;
    private final Map<String, Branch> branchByRevision;
    private final RevisionGraph graph;
    /** The plans that several databases share, by their start and target; null if one database uses the branches. */
    private final @Nullable Map<PlannedUpgrade, Plan> plans;

    /** The start and the target of a plan. */
    private record PlannedUpgrade(Heads heads, String target) {}

    private Branches(
            Map<String, Branch> byLabel, Map<String, MigrationScript> scripts, Map<String, Branch> branchByRevision) {
        this.byLabel = byLabel;
        this.scripts = scripts;
        this.branchByRevision = branchByRevision;
        this.graph = RevisionGraph.of(
                scripts.values().stream().map(MigrationScript::revision).toList(), this::undeclaredLabels);
        this.plans = null;
    }

    /** Returns the labels that no revision declares, each with the file of the branch's first revision, if any. */
    private Map<String, Optional<String>> undeclaredLabels() {
        Set<String> declared = scripts.values().stream()
                .flatMap(script -> script.revision().branchLabels().stream())
                .collect(Collectors.toSet());
        Map<String, Optional<String>> undeclared = new HashMap<>();
        byLabel.forEach((label, branch) -> {
            if (!declared.contains(label)) {
                undeclared.put(
                        label,
                        scripts.values().stream()
                                .filter(script -> branch.equals(branchByRevision.get(script.id())))
                                .min(Comparator.comparing(script ->
                                        !script.revision().downRevisions().isEmpty()))
                                .map(MigrationScript::display));
            }
        });
        return undeclared;
    }

    private Branches(Branches original) {
        this.byLabel = original.byLabel;
        this.scripts = new LinkedHashMap<>();
        original.scripts.forEach((id, script) -> scripts.put(id, CachedScript.of(script)));
        this.branchByRevision = original.branchByRevision;
        this.graph = original.graph;
        this.plans = new ConcurrentHashMap<>();
    }

    /**
     * Returns these branches for the migration of several databases, also by several threads: each script is parsed, and
     * each upgrade is planned, once.
     */
    public Branches shared() {
        return new Branches(this);
    }

    /** Returns whether several databases share these branches. */
    public boolean isShared() {
        return plans != null;
    }

    /** Returns whether the names of schemas in a shared script contain variables. */
    public boolean hasVariables() {
        return scripts.values().stream()
                .anyMatch(script -> script instanceof CachedScript shared && shared.hasVariables());
    }

    /**
     * Plans an upgrade, as {@link RevisionGraph#upgrade}.
     *
     * @param target as on the command line
     */
    public Plan upgrade(Heads heads, String target) {
        return plans == null
                ? graph.upgrade(heads, target)
                : plans.computeIfAbsent(
                        new PlannedUpgrade(heads, target), key -> graph.upgrade(key.heads(), key.target()));
    }

    /**
     * Loads the scripts of all branches and builds the graph.
     *
     * @param declared the branches in any order
     * @param javaScripts the revisions in Java, by the label of their branch
     * @param bodies parses the body of a script. Called for all scripts, and only if a header or the graph has a problem,
     *     so that the problems of the bodies are reported together with that problem
     * @param requireFolders whether the folder of every branch must exist; false for a command that creates it
     * @throws TrellisException with all problems of all scripts
     */
    public static Branches read(
            Collection<Branch> declared,
            ScriptFolder folders,
            Map<String, List<MigrationScript>> javaScripts,
            Consumer<MigrationScript> bodies,
            boolean requireFolders) {
        Problems problems = new Problems();
        Map<String, Branch> byLabel = byLabel(declared, problems);
        if (requireFolders) {
            byLabel.values().forEach(branch -> requireScripts(branch, byLabel.keySet(), problems));
        }
        Map<String, MigrationScript> scripts = new LinkedHashMap<>();
        Map<String, Branch> branchByRevision = new HashMap<>();
        try (ScriptJars jars = new ScriptJars()) {
            for (Branch branch : byLabel.values()) {
                List<MigrationScript> branchScripts =
                        new ArrayList<>(read(branch, byLabel.values(), folders, jars, problems));
                branchScripts.addAll(javaScripts.getOrDefault(branch.label(), List.of()));
                branchScripts.sort(Comparator.comparing(MigrationScript::id));
                if (branchScripts.isEmpty() && branch.plugin() != null && branch.directory() == null) {
                    problems.add(BranchException.noScripts(
                            branch.label(),
                            branch.origin(),
                            String.valueOf(branch.scripts().location())));
                }
                for (MigrationScript script : branchScripts) {
                    MigrationScript other = scripts.putIfAbsent(script.id(), script);
                    if (other != null) {
                        problems.add(duplicate(script, other));
                    }
                    branchByRevision.putIfAbsent(script.id(), branch);
                }
            }
        }
        scripts.values().forEach(script -> requireSeparate(script, byLabel, branchByRevision, problems));
        Branches branches = null;
        try {
            branches = problems.isEmpty() ? new Branches(byLabel, scripts, branchByRevision) : null;
        } catch (TrellisException e) {
            problems.addAll(located(e, scripts).problems());
        }
        if (branches == null) {
            Problems all = InterruptedSquash.problems(byLabel.values());
            all.addAll(problems.all());
            scripts.values().forEach(script -> all.collect(() -> bodies.accept(script)));
            all.throwIfAny();
        }
        return Objects.requireNonNull(branches);
    }

    /**
     * Adds a problem if the branch names neither a folder nor a place on the class path for its scripts, or if its folder
     * does not exist.
     */
    private static void requireScripts(Branch branch, Collection<String> labels, Problems problems) {
        Path directory = branch.directory();
        if (Identifier.problemOfLabel(branch.label()).isPresent()) {
            return; // reported already; no command would accept the label
        }
        if (branch.plugin() == null && directory == null && branch.scripts().location() == null) {
            problems.add(
                    BranchException.noScriptsAnywhere(branch.label(), labels).at(Location.of(branch.origin())));
        } else if (directory != null && !Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            problems.add(BranchException.noFolder(branch.label(), directory));
        }
    }

    /**
     * Returns whether two branches have the same label. The first call of the {@code equals} of a record makes the JVM
     * generate that method, which takes 15 ms of each start.
     */
    private static boolean isSame(Branch one, Branch two) {
        return one.label().equals(two.label());
    }

    /** Requires that no {@code down_revision} and no label connects a protected branch with another. */
    private static void requireSeparate(
            MigrationScript script,
            Map<String, Branch> byLabel,
            Map<String, Branch> branchByRevision,
            Problems problems) {
        Branch branch = branchByRevision.get(script.id());
        if (branch == null) {
            return;
        }
        for (String parent : script.revision().downRevisions()) {
            Branch parentBranch = branchByRevision.get(parent);
            if (parentBranch != null
                    && !isSame(parentBranch, branch)
                    && (branch.isProtected() || parentBranch.isProtected())) {
                problems.add(BranchException.joined(script, branch, parent, parentBranch));
            }
        }
        for (String label : script.revision().branchLabels()) {
            Branch labelled = byLabel.get(label);
            if (labelled != null && !isSame(labelled, branch) && labelled.isProtected()) {
                problems.add(BranchException.claimsLabel(script, branch, label));
            }
        }
    }

    /**
     * Returns these branches with additional scripts. A script that has the identifier of an existing one is ignored.
     *
     * @param additional the scripts, each with its branch, which is added if it is unknown
     * @throws TrellisException if the scripts do not form a graph
     */
    public Branches with(Map<MigrationScript, Branch> additional) {
        Map<String, Branch> labels = new LinkedHashMap<>(byLabel);
        Map<String, MigrationScript> all = new LinkedHashMap<>(scripts);
        Map<String, Branch> owners = new HashMap<>(branchByRevision);
        additional.forEach((script, branch) -> {
            labels.putIfAbsent(branch.label(), branch);
            all.putIfAbsent(script.id(), script);
            owners.putIfAbsent(script.id(), branch);
        });
        return new Branches(labels, all, owners);
    }

    /**
     * Returns these branches with a baseline instead of the revisions that it replaces.
     *
     * @param baseline the script of the baseline, which has the identifier of the last replaced revision
     * @throws TrellisException if the scripts do not form a graph
     */
    public Branches withBaseline(MigrationScript baseline) {
        Map<String, MigrationScript> all = new LinkedHashMap<>(scripts);
        Map<String, Branch> owners = new HashMap<>(branchByRevision);
        baseline.revision()
                .replaces()
                .forEach(group -> group.revisions().forEach(id -> {
                    all.remove(id);
                    owners.remove(id);
                }));
        all.put(baseline.id(), baseline);
        return new Branches(byLabel, all, owners);
    }

    /**
     * Returns these branches with only some of their revisions.
     *
     * @param revisions the revisions together with all revisions that they need
     */
    public Branches only(Set<String> revisions) {
        Map<String, MigrationScript> some = new LinkedHashMap<>(scripts);
        some.keySet().retainAll(revisions);
        return new Branches(byLabel, some, branchByRevision);
    }

    private static Problem duplicate(MigrationScript script, MigrationScript other) {
        return Problem.of(
                        ErrorName.DUPLICATE_REVISION,
                        "revision " + script.id() + " is defined twice: in " + other.display() + " and in "
                                + script.display())
                .advice("Remove one of the two, or give it another identifier.");
    }

    /** Adds the file of the revision to each problem of the graph. */
    private static TrellisException located(TrellisException e, Map<String, MigrationScript> scripts) {
        List<Problem> problems = e.problems().stream()
                .map(problem -> {
                    Object revision = problem.facts().get("revision");
                    if (problem.facts().get("revisions") instanceof List<?> several && !several.isEmpty()) {
                        revision = several.get(several.size() - 1);
                    }
                    MigrationScript script = scripts.get(String.valueOf(revision));
                    Problem complete = problem.facts().get("revisions") instanceof List<?> all
                                    && problem.name().equals(ErrorName.DUPLICATE_LABEL.toString())
                            ? problem.withMessage(problem.message() + files(all, scripts))
                            : problem;
                    return script == null || problem.location() != null
                            ? complete
                            : complete.at(Location.of(script.display()));
                })
                .toList();
        return new TrellisException(problems, e);
    }

    /** Returns the files of some revisions, as a part of a message. */
    private static String files(List<?> revisions, Map<String, MigrationScript> scripts) {
        List<String> files = revisions.stream()
                .map(scripts::get)
                .filter(Objects::nonNull)
                .map(MigrationScript::display)
                .toList();
        return files.size() < 2 ? "" : "; their scripts are " + String.join(" and ", files);
    }

    private static Map<String, Branch> byLabel(Collection<Branch> declared, Problems problems) {
        Map<String, Branch> byLabel = new LinkedHashMap<>();
        declared.stream().sorted(LOAD_ORDER).forEach(branch -> {
            Identifier.problemOfLabel(branch.label())
                    .ifPresent(problem -> problems.add(problem.at(Location.of(branch.origin()))));
            Branch other = byLabel.putIfAbsent(branch.label(), branch);
            if (other != null) {
                problems.add(BranchException.duplicateLabel(branch.label(), other.origin(), branch.origin()));
            }
        });
        return byLabel;
    }

    private static List<MigrationScript> read(
            Branch branch, Collection<Branch> all, ScriptFolder folders, ScriptJars jars, Problems problems) {
        Branch.ScriptLocation location = branch.scripts();
        List<Path> otherFolders = new ArrayList<>();
        List<String> otherLocations = new ArrayList<>();
        for (Branch other : all) {
            boolean isSame = isSame(other, branch);
            if (!isSame && other.directory() != null) {
                otherFolders.add(other.directory());
            } else if (!isSame && other.scripts().location() != null) {
                otherLocations.add(other.scripts().location());
            }
            if (other.definitions() != null && other.definitions().directory() != null) {
                otherFolders.add(other.definitions().directory());
            } else if (other.definitions() != null && other.definitions().location() != null) {
                otherLocations.add(other.definitions().location());
            }
        }
        try {
            if (location.directory() != null) {
                return isFolder(location.directory())
                        ? folders.read(location.directory(), otherFolders, problems)
                        : List.of();
            }
            if (location.nested() != null && location.location() != null) {
                return folders.read(
                        jars.open(location.nested()), branch.origin(), location.location(), otherLocations, problems);
            }
            if (location.container() == null || location.location() == null) {
                return List.of();
            }
            Path container = location.container();
            if (Files.isDirectory(container)) {
                Path folder = container.resolve(location.location());
                List<Path> others =
                        otherLocations.stream().map(container::resolve).toList();
                return Files.isDirectory(folder) ? folders.read(folder, others, problems) : List.of();
            }
            return folders.read(jars, container, location.location(), otherLocations, problems);
        } catch (TrellisException e) {
            problems.addAll(e.problems());
            return List.of();
        } catch (IOException e) {
            problems.add(Problem.of(ErrorName.BROKEN_PLUGIN, "cannot read " + branch.origin() + ": " + e.getMessage())
                    .advice("Remove the plugin, or contact its vendor."));
            return List.of();
        }
    }

    /**
     * Returns whether the folder exists. A branch whose folder does not exist yet has no revisions yet.
     *
     * @throws BranchException {@code unreadable_file} if the path is a file, or a symbolic link without a target
     */
    private static boolean isFolder(Path path) {
        if (!Files.isDirectory(path) && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw BranchException.notAFolder(DisplayPath.of(path));
        }
        return Files.isDirectory(path);
    }

    /** Returns the graph of the revisions of all branches. */
    public RevisionGraph graph() {
        return graph;
    }

    /** Returns the branch of a script, which need not be part of the graph; null if no branch has it. */
    public @Nullable Branch of(MigrationScript script) {
        String label = script.separateBranch();
        return label == null ? of(script.id()) : byLabel.get(label);
    }

    /** Returns all branches in load order. */
    public Collection<Branch> all() {
        return byLabel.values();
    }

    /** Returns the branch with a label; empty if there is none. */
    public Optional<Branch> find(String label) {
        return Optional.ofNullable(byLabel.get(label));
    }

    /**
     * Returns the branch with a label.
     *
     * @throws BranchException {@code no_such_branch} if there is none
     */
    public Branch require(String label) {
        return find(label).orElseThrow(() -> BranchException.unknownBranch(label, byLabel.keySet()));
    }

    /**
     * Refuses a target that names a protected branch of another project. Commands call this before they resolve the target,
     * because resolving the target could report a problem that this project cannot fix.
     *
     * @param target a revision identifier, or a target such as {@code label@head}
     * @param command the name of the command, for the message
     * @throws BranchException {@code protected_branch} if this project may not write the branch
     */
    public void requireWritable(String target, String command) {
        int separator = target.indexOf('@');
        Branch branch = byLabel.get(separator < 0 ? target : target.substring(0, separator));
        if (branch != null && !branch.isWritable()) {
            throw BranchException.protectedBranch(branch.label(), command);
        }
    }

    /** Returns the branch that a revision belongs to, or null if no script defines the revision. */
    public @Nullable Branch of(String revision) {
        return branchByRevision.get(revision);
    }

    /** Returns the script of a revision, or null if there is none. */
    public @Nullable MigrationScript script(String revision) {
        return scripts.get(revision);
    }

    /**
     * Parses the bodies of all scripts in the order of the graph.
     *
     * @param reader receives each script with its body, up to the first script that is broken
     * @throws TrellisException with the problems of all bodies, and those that {@code reader} has thrown
     */
    public void readBodies(ParseContext context, BiConsumer<MigrationScript, Body> reader) {
        Problems problems = new Problems();
        for (Revision revision : graph.order()) {
            MigrationScript script = script(revision.id());
            try {
                Body body = script == null ? null : script.body(context);
                if (script != null && body != null && problems.isEmpty()) {
                    reader.accept(script, body);
                }
            } catch (TrellisException e) {
                problems.addAll(e.problems());
            }
        }
        problems.throwIfAny();
    }

    /** Returns the revisions of a branch, sorted by identifier. */
    public List<Revision> revisions(Branch branch) {
        return scripts.values().stream()
                .map(MigrationScript::revision)
                .filter(revision -> branch.equals(branchByRevision.get(revision.id())))
                .toList();
    }
}
