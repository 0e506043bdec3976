package dev.trellis.internal.branch;

import dev.trellis.branch.Branch;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.script.JavaMigrationScript;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ScriptFolder;
import dev.trellis.internal.script.ScriptJars;
import dev.trellis.revision.Identifier;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All branches with their scripts, in load order: the protected ones first, then the others, each by label. That order
 * decides between equally good orders of revisions, so it depends on nothing that a further branch could change.
 */
public final class Branches {
    private static final Comparator<Branch> LOAD_ORDER =
            Comparator.comparing(Branch::isProtected).reversed().thenComparing(Branch::label);

    private final Map<String, Branch> byLabel;
    private final Map<String, MigrationScript> scripts;
    private final Map<String, Branch> branchByRevision;
    private final RevisionGraph graph;

    private Branches(
            Map<String, Branch> byLabel, Map<String, MigrationScript> scripts, Map<String, Branch> branchByRevision) {
        this.byLabel = byLabel;
        this.scripts = scripts;
        this.branchByRevision = branchByRevision;
        this.graph = RevisionGraph.of(
                scripts.values().stream().map(MigrationScript::revision).toList());
    }

    /**
     * Reads the scripts of all branches.
     *
     * @param javaScripts the revisions in Java, by the label of their branch
     * @throws TrellisException with everything that is wrong with any of them
     */
    public static Branches read(
            Collection<Branch> declared, ScriptFolder folders, Map<String, List<JavaMigrationScript>> javaScripts) {
        Problems problems = new Problems();
        Map<String, Branch> byLabel = byLabel(declared, problems);
        Map<String, MigrationScript> scripts = new LinkedHashMap<>();
        Map<String, Branch> branchByRevision = new HashMap<>();
        try (ScriptJars jars = new ScriptJars()) {
            for (Branch branch : byLabel.values()) {
                List<MigrationScript> own = new ArrayList<>(read(branch, folders, jars, problems));
                own.addAll(javaScripts.getOrDefault(branch.label(), List.of()));
                own.sort(Comparator.comparing(MigrationScript::id));
                if (own.isEmpty() && branch.plugin() != null && branch.directory() == null) {
                    problems.add(BranchException.noScripts(
                            branch.label(),
                            branch.origin(),
                            String.valueOf(branch.scripts().location())));
                }
                for (MigrationScript script : own) {
                    MigrationScript other = scripts.putIfAbsent(script.id(), script);
                    if (other != null) {
                        problems.add(duplicate(script, other));
                    }
                    branchByRevision.putIfAbsent(script.id(), branch);
                }
            }
        }
        problems.throwIfAny();
        try {
            return new Branches(byLabel, scripts, branchByRevision);
        } catch (TrellisException e) {
            throw located(e, scripts);
        }
    }

    /**
     * These branches and some scripts more, each of a branch that is here or not.
     *
     * @throws TrellisException when they do not make a graph
     */
    public Branches with(Map<MigrationScript, Branch> more) {
        Map<String, Branch> labels = new LinkedHashMap<>(byLabel);
        Map<String, MigrationScript> all = new LinkedHashMap<>(scripts);
        Map<String, Branch> owners = new HashMap<>(branchByRevision);
        more.forEach((script, branch) -> {
            labels.putIfAbsent(branch.label(), branch);
            all.putIfAbsent(script.id(), script);
            owners.putIfAbsent(script.id(), branch);
        });
        return new Branches(labels, all, owners);
    }

    private static Problem duplicate(MigrationScript script, MigrationScript other) {
        return Problem.of(
                        ErrorName.DUPLICATE_REVISION,
                        "revision " + script.id() + " is defined twice: in " + other.display() + " and in "
                                + script.display())
                .advice("remove one of the two, or give it another identifier");
    }

    /** The graph's faults speak of revisions; the user wants to know the files. */
    private static TrellisException located(TrellisException e, Map<String, MigrationScript> scripts) {
        List<Problem> problems = e.problems().stream()
                .map(problem -> {
                    Object revision = problem.facts().get("revision");
                    if (problem.facts().get("revisions") instanceof List<?> several && !several.isEmpty()) {
                        revision = several.get(several.size() - 1);
                    }
                    MigrationScript script = scripts.get(String.valueOf(revision));
                    return script == null || problem.location() != null
                            ? problem
                            : problem.at(Location.of(script.display()));
                })
                .toList();
        return new TrellisException(problems, e);
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

    private static List<MigrationScript> read(Branch branch, ScriptFolder folders, ScriptJars jars, Problems problems) {
        Branch.ScriptLocation place = branch.scripts();
        try {
            if (place.directory() != null) {
                return isFolder(place.directory()) ? folders.read(place.directory(), problems) : List.of();
            }
            if (place.container() == null || place.location() == null) {
                return List.of();
            }
            Path container = place.container();
            if (Files.isDirectory(container)) {
                Path folder = container.resolve(place.location());
                return Files.isDirectory(folder) ? folders.read(folder, problems) : List.of();
            }
            return folders.read(jars, container, place.location(), problems);
        } catch (TrellisException e) {
            problems.addAll(e.problems());
            return List.of();
        } catch (IOException e) {
            problems.add(Problem.of(ErrorName.BROKEN_PLUGIN, branch.origin() + " cannot be read: " + e.getMessage()));
            return List.of();
        }
    }

    /**
     * Whether there is a folder; where there is nothing yet, a branch has no revisions yet.
     *
     * @throws BranchException where there is something else, a file or a link that leads nowhere
     */
    private static boolean isFolder(Path place) {
        if (!Files.isDirectory(place) && Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            throw BranchException.notAFolder(place.toString());
        }
        return Files.isDirectory(place);
    }

    /** The one graph that all branches lie in. */
    public RevisionGraph graph() {
        return graph;
    }

    /** All branches, in load order. */
    public Collection<Branch> all() {
        return byLabel.values();
    }

    /** The branch of that label; empty when there is none. */
    public Optional<Branch> find(String label) {
        return Optional.ofNullable(byLabel.get(label));
    }

    /** @throws BranchException when there is no such branch */
    public Branch require(String label) {
        return find(label).orElseThrow(() -> BranchException.unknownBranch(label, byLabel.keySet()));
    }

    /**
     * Refuses a target that names a protected branch, before anything is looked for on it: what is wrong there is not this
     * project's to mend.
     *
     * @throws BranchException when its label is that of a branch which is not this project's to write
     */
    public void requireWritable(String target, String command) {
        int at = target.indexOf('@');
        Branch branch = byLabel.get(at < 0 ? target : target.substring(0, at));
        if (branch != null && !branch.isWritable()) {
            throw BranchException.protectedBranch(branch.label(), command);
        }
    }

    /** The branch whose party brings the revision; null when no script explains it. */
    public @Nullable Branch of(String revision) {
        return branchByRevision.get(revision);
    }

    /** The script of a revision; null when none explains it. */
    public @Nullable MigrationScript script(String revision) {
        return scripts.get(revision);
    }

    /** The revisions that a branch's party brings, in load order. */
    public List<Revision> revisions(Branch branch) {
        return scripts.values().stream()
                .map(MigrationScript::revision)
                .filter(revision -> branch.equals(branchByRevision.get(revision.id())))
                .toList();
    }
}
