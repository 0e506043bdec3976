package dev.trellis.internal.command;

import dev.trellis.ExtensionPoint;
import dev.trellis.branch.Branch;
import dev.trellis.config.Secrets;
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

/** Checks scripts with the lint rules: selects the revisions, the dialects and the rules, and runs the linter. */
public final class Lint {
    private static final Set<ErrorName> UNREACHABLE =
            EnumSet.of(ErrorName.CANNOT_CONNECT, ErrorName.ACCESS_DENIED, ErrorName.NO_DRIVER);

    private final Workspace workspace;
    private final Branches branches;
    private final RevisionGraph graph;

    public Lint(Workspace workspace) {
        this(workspace, workspace.branches());
    }

    /**
     * Creates the command.
     *
     * @param branches the branches, possibly with scripts of the history
     */
    Lint(Workspace workspace, Branches branches) {
        this.workspace = workspace;
        this.branches = branches;
        this.graph = branches.graph();
    }

    /**
     * Checks the scripts.
     *
     * @param range the revisions to check, as {@code a:b}, or null for the revisions of writable branches that are not
     *     applied
     */
    public LintReport run(@Nullable String range) {
        return of(selected(range), Set.of());
    }

    /**
     * Checks the scripts of some revisions.
     *
     * @param selected the identifiers of the revisions whose upgrades are checked
     * @param downgraded the identifiers of the revisions whose downgrades are checked
     */
    LintReport of(Set<String> selected, Set<String> downgraded) {
        List<LintRule> rules = rules();
        Set<Finding> findings = new LinkedHashSet<>();
        List<Dialect> dialects = dialects();
        for (Dialect dialect : dialects) {
            ParseContext reading = workspace.parsing(dialect);
            Protection protection = CommandDatabase.protection(workspace, branches, reading, null);
            Linter linter = new Linter(
                    branches, reading, protection, new RevisionDependencies(workspace, reading)::missing, rules);
            findings.addAll(linter.check(
                    revision -> selected.contains(revision.id()), revision -> downgraded.contains(revision.id())));
        }
        Secrets secrets = workspace.secrets();
        return new LintReport(
                dialects.stream().map(Dialect::name).toList(),
                graph.order().stream()
                        .map(Revision::id)
                        .filter(selected::contains)
                        .toList(),
                findings.stream().map(finding -> hidden(finding, secrets)).toList(),
                descriptions(rules));
    }

    /** Returns a finding without the secrets of the configuration; a script may contain the configured password. */
    private static Finding hidden(Finding finding, Secrets secrets) {
        String yaml = finding.yaml();
        return new Finding(
                finding.rule(),
                finding.branch(),
                finding.revision(),
                finding.at(),
                secrets.hide(finding.message()),
                secrets.hide(finding.instead()),
                yaml == null ? null : secrets.hide(yaml));
    }

    private List<LintRule> rules() {
        List<LintRule> rules = new ArrayList<>(Rules.shipped());
        workspace.extensions().createAll(ExtensionPoint.LINT_RULE).forEach(rule -> rules.add(ContributedCode.of(rule)));
        return rules;
    }

    private static Map<String, String> descriptions(List<LintRule> rules) {
        Map<String, String> descriptions = new TreeMap<>();
        rules.forEach(rule -> descriptions.put(rule.name(), rule.describe()));
        return new LinkedHashMap<>(descriptions);
    }

    private List<Dialect> dialects() {
        return workspace.hasDatabase() ? List.of(workspace.dialect()) : Dialects.all(workspace.extensions());
    }

    private Set<String> selected(@Nullable String range) {
        if (range != null) {
            Heads heads = range.contains("current") ? heads() : Heads.none();
            return ids(graph.history(range, heads));
        }
        Set<String> applied = ids(graph.applied(reachableRows()));
        return graph.order().stream()
                .map(Revision::id)
                .filter(id -> isWritable(id) && !applied.contains(id))
                .collect(Collectors.toSet());
    }

    private boolean isWritable(String revision) {
        Branch branch = branches.of(revision);
        return branch != null && branch.isWritable();
    }

    private static Set<String> ids(Iterable<Revision> revisions) {
        Set<String> ids = new LinkedHashSet<>();
        revisions.forEach(revision -> ids.add(revision.id()));
        return ids;
    }

    /**
     * Returns the heads in the version table. There are no heads if no database is configured, if the database cannot be
     * reached, or if the database file does not exist (a connection would create the file).
     */
    private Heads reachableRows() {
        if (!workspace.hasDatabase() || workspace.isDatabaseMissing()) {
            return Heads.none();
        }
        try {
            return heads();
        } catch (TrellisException e) {
            if (UNREACHABLE.stream().anyMatch(e::is)) {
                return Heads.none();
            }
            throw e;
        }
    }

    private Heads heads() {
        return workspace.reading("reading the version table", workspace::heads);
    }
}
