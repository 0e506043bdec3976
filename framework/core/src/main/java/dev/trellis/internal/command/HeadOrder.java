package dev.trellis.internal.command;

import dev.trellis.config.Secrets;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.footprint.Footprint;
import dev.trellis.internal.footprint.FootprintReader;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.HeadOrderReport;
import dev.trellis.report.HeadOrderReport.Conflict;
import dev.trellis.report.HeadOrderReport.Side;
import dev.trellis.report.HeadOrderReport.Touch;
import dev.trellis.revision.Revision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges by the scripts whether heads give the same result in every order. A side of a pair of heads consists of all
 * revisions below one head and not below the other, including those of other branches on which only this head depends.
 */
final class HeadOrder {
    private final Branches branches;
    private final FootprintReader reader;
    private final Secrets secrets;
    private final Map<String, Footprint> footprints = new HashMap<>();

    HeadOrder(Workspace workspace) {
        this.branches = workspace.branches();
        this.reader = reader(workspace, List.of());
        this.secrets = workspace.secrets();
    }

    /**
     * Returns a reader of the scripts in the SQL of all dialects.
     *
     * @param further scripts that are no part of the branches
     */
    static FootprintReader reader(Workspace workspace, Collection<MigrationScript> further) {
        List<ParseContext> contexts = new ArrayList<>();
        if (workspace.hasDatabase()) {
            contexts.add(workspace.parsing());
        }
        workspace.allDialects().stream()
                .filter(dialect -> contexts.isEmpty()
                        || !dialect.name().equals(contexts.get(0).dialect().name()))
                .map(workspace::parsing)
                .forEach(contexts::add);
        return new FootprintReader(workspace.branches(), further, contexts);
    }

    /**
     * Judges heads.
     *
     * @param label the label of their branch or line
     * @param heads the identifiers of two or more revisions, none of which is below another
     */
    HeadOrderReport of(String label, List<String> heads) {
        List<Set<String>> below = new ArrayList<>();
        heads.forEach(head -> below.add(below(head)));
        Set<String> common = new LinkedHashSet<>(below.get(0));
        below.forEach(common::retainAll);
        List<Side> sides = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            sides.add(new Side(heads.get(i), List.copyOf(without(below.get(i), common))));
        }
        List<Conflict> conflicts = new ArrayList<>();
        Set<String> compared = new HashSet<>();
        for (int i = 0; i < heads.size(); i++) {
            for (int k = i + 1; k < heads.size(); k++) {
                for (String first : without(below.get(i), below.get(k))) {
                    for (String second : without(below.get(k), below.get(i))) {
                        if (compared.add(first + ' ' + second)) {
                            add(first, second, conflicts);
                        }
                    }
                }
            }
        }
        return new HeadOrderReport(label, sides, conflicts, false, List.of());
    }

    private Set<String> below(String head) {
        Set<String> ids = new LinkedHashSet<>();
        branches.graph().withBelow(head).stream().map(Revision::id).forEach(ids::add);
        return ids;
    }

    private static Set<String> without(Set<String> ids, Set<String> removed) {
        Set<String> remaining = new LinkedHashSet<>(ids);
        remaining.removeAll(removed);
        return remaining;
    }

    private void add(String first, String second, List<Conflict> conflicts) {
        footprint(first)
                .conflictsWith(footprint(second))
                .forEach(conflict -> conflicts.add(new Conflict(
                        conflict.object(),
                        new Touch(first, secrets.hide(conflict.first())),
                        new Touch(second, secrets.hide(conflict.second())))));
    }

    private Footprint footprint(String revision) {
        return footprints.computeIfAbsent(revision, id -> {
            MigrationScript script = branches.script(id);
            if (script == null) {
                throw new IllegalStateException("revision " + id + " has no script");
            }
            return reader.of(script);
        });
    }
}
