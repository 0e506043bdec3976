package dev.trellis.internal.command;

import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.JavaMigrationScript;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.internal.script.Sha256;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.TextFile;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.internal.yaml.YamlWriter;
import dev.trellis.report.LockReport;
import dev.trellis.report.LockReport.Difference;
import dev.trellis.report.LockReport.Kind;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.revision.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The file {@code trellis.lock} next to the configuration: the revisions of all branches with which a release was tested, in
 * the order in which a fresh database runs them, each with the SHA-256 hash of its script.
 */
public final class PinnedRevisions {
    private static final String NAME = "trellis.lock";

    private final Workspace workspace;
    private final Path file;

    public PinnedRevisions(Workspace workspace) {
        this.workspace = workspace;
        this.file = workspace.configuration().folder().resolve(NAME);
    }

    /** A revision in the file. */
    private record Entry(String revision, String branch, String checksum) {
        Difference difference(Kind kind) {
            return new Difference(kind, revision, branch);
        }
    }

    /** Writes the file, and returns its former differences. */
    public LockReport write() {
        LockReport report = Files.exists(file) ? compare() : report(List.of());
        StringBuilder text = new StringBuilder("# Written by: trellis lock\nrevisions:\n");
        for (Entry entry : present().values()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("revision", entry.revision());
            line.put("branch", entry.branch());
            line.put("checksum", entry.checksum());
            text.append("  - ").append(YamlWriter.line(line)).append('\n');
        }
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw UsageException.cannotWrite(DisplayPath.of(file), FileFailure.reason(e));
        }
        return report;
    }

    /**
     * Compares the file with the scripts.
     *
     * @throws UsageException {@code not_locked} if the file does not exist
     */
    public LockReport compare() {
        Map<String, Entry> locked = locked();
        Map<String, Entry> present = present();
        List<Difference> differences = new ArrayList<>();
        List<String> common =
                locked.keySet().stream().filter(present::containsKey).toList();
        int position = 0;
        for (Entry entry : present.values()) {
            Entry other = locked.get(entry.revision());
            if (other == null) {
                differences.add(entry.difference(Kind.ADDED));
                continue;
            }
            if (!other.equals(entry)) {
                differences.add(entry.difference(Kind.CHANGED));
            }
            if (!common.get(position++).equals(entry.revision())) {
                differences.add(entry.difference(Kind.MOVED));
            }
        }
        locked.values().stream()
                .filter(entry -> !present.containsKey(entry.revision()))
                .forEach(entry -> differences.add(entry.difference(Kind.MISSING)));
        return report(differences);
    }

    /**
     * Requires that the scripts are those in the file. The order of a fresh database may differ, because a run follows the
     * file.
     *
     * @throws UsageException {@code not_locked}
     */
    void require() {
        List<Difference> differences = compare().differences().stream()
                .filter(difference -> difference.kind() != Kind.MOVED)
                .toList();
        if (!differences.isEmpty()) {
            throw UsageException.notLocked(DisplayPath.of(file), differences);
        }
    }

    /** Returns the plan with its steps in the order of the file. */
    Plan inOrder(Plan plan, RevisionGraph graph) {
        Set<String> planned = plan.revisions().stream().map(Revision::id).collect(Collectors.toSet());
        List<String> order =
                locked().keySet().stream().filter(planned::contains).toList();
        if (order.equals(plan.revisions().stream().map(Revision::id).toList())) {
            return plan;
        }
        List<Step> steps = new ArrayList<>();
        Heads heads = plan.start();
        for (String revision : order) {
            Plan next = graph.upgrade(heads, revision);
            steps.addAll(next.steps());
            heads = next.end();
        }
        return new Plan(plan.start(), steps, heads);
    }

    private LockReport report(List<Difference> differences) {
        return new LockReport(
                DisplayPath.of(file), workspace.graph().revisions().size(), differences);
    }

    private Map<String, Entry> locked() {
        if (!Files.exists(file)) {
            throw UsageException.noLockFile(DisplayPath.of(file));
        }
        try {
            MappingReader fields =
                    MappingReader.of(YamlReader.read(DisplayPath.of(file), TextFile.read(file)), "the lock file");
            Map<String, Entry> entries = new LinkedHashMap<>();
            for (Entry entry : fields.list("revisions", PinnedRevisions::entry)) {
                entries.put(entry.revision(), entry);
            }
            fields.done();
            return entries;
        } catch (IOException e) {
            throw UsageException.noLockFile(DisplayPath.of(file));
        }
    }

    private static Entry entry(Node node) {
        MappingReader fields = MappingReader.of(node, "a revision");
        Entry entry = new Entry(
                fields.requireString("revision"), fields.requireString("branch"), fields.requireString("checksum"));
        fields.done();
        return entry;
    }

    /** Returns the revisions of the scripts in the order of a fresh database. */
    private Map<String, Entry> present() {
        Branches branches = workspace.branches();
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Revision revision : branches.graph().upgrade(Heads.none(), "heads").revisions()) {
            Branch branch = branches.of(revision.id());
            MigrationScript script = branches.script(revision.id());
            entries.put(
                    revision.id(),
                    new Entry(
                            revision.id(),
                            branch == null ? "" : branch.label(),
                            script == null ? "" : checksum(script)));
        }
        return entries;
    }

    /** Returns the hash of a script; the same for all kinds of line ends, which a checkout may change. */
    private static String checksum(MigrationScript script) {
        if (script instanceof JavaMigrationScript java) {
            return Sha256.of(java.classFiles());
        }
        ScriptFile text = script.file();
        return text == null ? "" : Sha256.of(text.text().replace("\r\n", "\n"));
    }
}
