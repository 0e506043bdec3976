package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.ErrorName;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.lint.Linter;
import dev.trellis.internal.lint.Rules;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.workspace.Dialects;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.report.LintReport;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Picks the revisions to look at and the databases to look at them for, and puts the rules together. */
public final class Lint {
    private static final Set<ErrorName> UNREACHABLE =
            EnumSet.of(ErrorName.CANNOT_CONNECT, ErrorName.ACCESS_DENIED, ErrorName.NO_DRIVER);

    private final Workspace workspace;
    private final Branches branches;
    private final RevisionGraph graph;

    public Lint(Workspace workspace) {
        this.workspace = workspace;
        this.branches = workspace.branches();
        this.graph = branches.graph();
    }

    public LintReport of(@Nullable String range) {
        Set<String> wanted = wanted(range);
        List<LintRule> rules = rules();
        Set<Finding> findings = new LinkedHashSet<>();
        List<Dialect> dialects = dialects();
        for (Dialect dialect : dialects) {
            ParseContext reading = workspace.parsing(dialect);
            Protection protection = MigrationRun.protection(workspace, branches, reading, null);
            Linter lint = new Linter(
                    branches, reading, protection, new RevisionDependencies(workspace, reading)::missing, rules);
            findings.addAll(lint.of(revision -> wanted.contains(revision.id())));
        }
        return new LintReport(
                dialects.stream().map(Dialect::name).toList(),
                graph.order().stream()
                        .map(Revision::id)
                        .filter(wanted::contains)
                        .toList(),
                List.copyOf(findings),
                described(rules));
    }

    private List<LintRule> rules() {
        List<LintRule> rules = new ArrayList<>(Rules.own());
        workspace
                .extensions()
                .lintRules()
                .forEach(type -> rules.add(workspace.extensions().instances().get(type)));
        return rules;
    }

    private static Map<String, String> described(List<LintRule> rules) {
        Map<String, String> described = new TreeMap<>();
        rules.forEach(rule -> described.put(rule.name(), rule.describe()));
        return new LinkedHashMap<>(described);
    }

    private List<Dialect> dialects() {
        return workspace.configuration().database() == null
                ? Dialects.all(workspace.extensions())
                : List.of(workspace.dialect());
    }

    private Set<String> wanted(@Nullable String range) {
        if (range != null) {
            Heads rows = range.contains("current") ? rows() : Heads.none();
            return ids(graph.history(range, rows));
        }
        Set<String> applied = ids(graph.applied(reachableRows()));
        return graph.order().stream()
                .map(Revision::id)
                .filter(id -> isOurs(id) && !applied.contains(id))
                .collect(Collectors.toSet());
    }

    private boolean isOurs(String revision) {
        Branch branch = branches.of(revision);
        return branch != null && branch.isWritable();
    }

    private static Set<String> ids(Iterable<Revision> revisions) {
        Set<String> ids = new LinkedHashSet<>();
        revisions.forEach(revision -> ids.add(revision.id()));
        return ids;
    }

    /** The rows of the version table; none where there is no database, or none that answers. */
    private Heads reachableRows() {
        if (workspace.configuration().database() == null) {
            return Heads.none();
        }
        try {
            return rows();
        } catch (TrellisException e) {
            if (UNREACHABLE.stream().anyMatch(e::is)) {
                return Heads.none();
            }
            throw e;
        }
    }

    private Heads rows() {
        return workspace.atDatabase("reading the version table", workspace::rows);
    }
}
