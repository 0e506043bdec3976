package dev.trellis.internal.update;

import dev.trellis.branch.Branch;
import dev.trellis.error.Location;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.update.SchemaReplay.Failure;
import dev.trellis.report.Impact;
import dev.trellis.report.UpdateEffect;
import dev.trellis.report.UpdateFinding;
import dev.trellis.revision.Revision;
import dev.trellis.schema.TableName;
import dev.trellis.script.Body;
import dev.trellis.script.LocatedOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of the installed branches with those after an update, for one dialect. The scripts are replayed twice: the
 * installed scripts followed by the new revisions, as in an existing database, and all scripts in their new order, as in a fresh
 * one.
 */
public final class UpdateAnalysis {
    private final Branches installed;
    private final Branches updated;
    private final ParseContext context;
    private final Set<String> labels;
    private final List<String> order;
    private final SchemaReplay existing;
    private final List<Reference> references;
    private final List<Failure> known;

    /**
     * Creates the comparison.
     *
     * @param labels the labels of the branches that the update adds, replaces or removes
     */
    public UpdateAnalysis(Branches installed, Branches updated, ParseContext context, Set<String> labels) {
        this.installed = installed;
        this.updated = updated;
        this.context = context;
        this.labels = labels;
        this.order = updated.graph().order().stream().map(Revision::id).toList();
        this.existing = new SchemaReplay(installed, updated, context);
        installed.graph().order().forEach(existing::apply);
        this.known = List.copyOf(existing.failures());
        this.references = PartyReferences.in(installed, context, existing);
        existing.collect();
        newRevisions().forEach(existing::apply);
    }

    /** Returns the revisions that the update adds, in the order in which they run. */
    public List<Revision> newRevisions() {
        return updated.graph().order().stream()
                .filter(revision -> installed.script(revision.id()) == null)
                .toList();
    }

    /** Returns the revisions of the installed release that are missing after the update. */
    public List<Revision> goneRevisions() {
        return installed.graph().order().stream()
                .filter(revision -> isUpdated(installed.of(revision.id())))
                .filter(revision -> updated.graph().find(revision.id()).isEmpty())
                .toList();
    }

    private boolean isUpdated(@Nullable Branch branch) {
        return branch != null && labels.contains(branch.label());
    }

    /** Returns the revisions whose scripts contain other operations or dependencies after the update. */
    public List<MigrationScript> changedScripts() {
        List<MigrationScript> changed = new ArrayList<>();
        for (Revision revision : installed.graph().order()) {
            MigrationScript old = installed.script(revision.id());
            MigrationScript next = updated.script(revision.id());
            if (isUpdated(installed.of(revision.id())) && old != null && next != null && !isSame(old, next)) {
                changed.add(next);
            }
        }
        return changed;
    }

    private boolean isSame(MigrationScript old, MigrationScript next) {
        if (old.hash() != null && old.hash().equals(next.hash())) {
            return true;
        }
        Body before = old.body(context);
        Body after = next.body(context);
        return operations(before.upgrade()).equals(operations(after.upgrade()))
                && (before.downgrade() == null) == (after.downgrade() == null)
                && (before.downgrade() == null
                        || after.downgrade() == null
                        || operations(before.downgrade()).equals(operations(after.downgrade())))
                && old.revision().downRevisions().equals(next.revision().downRevisions())
                && (old.file() == null) == (next.file() == null)
                && (old.file() != null || String.valueOf(old.hash()).equals(next.hash()));
    }

    private static List<Object> operations(List<LocatedOperation> located) {
        return located.stream().map(each -> (Object) each.operation()).toList();
    }

    /**
     * Returns the effects of the update on each branch that it does not change, and the operations of any branch that no
     * longer run.
     */
    public List<UpdateFinding> findings() {
        List<UpdateFinding> findings = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        order.forEach(id -> places.put(id, places.size()));
        for (Branch party : installed.all()) {
            Judgement judgement = new Judgement(
                    party.label(),
                    references,
                    (revision, other) ->
                            places.getOrDefault(revision, Integer.MAX_VALUE) > places.getOrDefault(other, -1));
            for (SchemaChange.Caused change : changes()) {
                if (!change.branch().equals(party.label()) && !labels.contains(party.label())) {
                    judgement.of(change).ifPresent(findings::add);
                }
            }
        }
        findings.addAll(failures(existing));
        findings.addAll(freshFindings(parties()));
        findings.addAll(orderFindings(parties()));
        findings.addAll(headFindings(parties()));
        return findings;
    }

    /** Returns the effects of the new revisions on any app, and the operations that no longer run. */
    public List<UpdateFinding> findingsForAnyApp() {
        SchemaReplay before = new SchemaReplay(installed, installed, context);
        installed.graph().order().forEach(before::apply);
        AnyApp app = new AnyApp(before.schema());
        List<UpdateFinding> findings =
                new ArrayList<>(existing.changes().stream().map(app::of).toList());
        findings.addAll(failures(existing));
        findings.addAll(freshFindings(List.of(UpdateFinding.ANY_APP)));
        findings.addAll(headFindings(List.of(UpdateFinding.ANY_APP)));
        return findings;
    }

    /** Returns the changes of the new revisions, and those of a removed branch, whose tables are missing in a fresh database. */
    private List<SchemaChange.Caused> changes() {
        List<SchemaChange.Caused> changes = new ArrayList<>(existing.changes());
        for (String label : labels) {
            if (updated.find(label).isEmpty()) {
                existing.owners().of(label).forEach(name -> changes.add(removed(label, name)));
            }
        }
        return changes;
    }

    private SchemaChange.Caused removed(String label, TableName name) {
        return new SchemaChange.Caused(
                new SchemaChange(
                        UpdateEffect.TABLE_GONE,
                        name,
                        Set.of(),
                        name + " of branch '" + label + "' is not created any more"),
                label,
                "",
                Location.of(installed.require(label).origin()),
                null);
    }

    /** Returns the operations that fail after the update and did not fail before. */
    private List<UpdateFinding> failures(SchemaReplay replay) {
        List<UpdateFinding> findings = new ArrayList<>();
        for (Failure failure : replay.failures()) {
            if (known.stream().noneMatch(failure::isSame)) {
                findings.add(new UpdateFinding(
                        failure.isCertain() ? Impact.BREAKING : Impact.ATTENTION,
                        UpdateEffect.CANNOT_RUN,
                        failure.branch(),
                        failure.branch(),
                        failure.revision(),
                        failure.operation().location(),
                        failure.operation().operation().describe() + " fails: "
                                + failure.problem().message(),
                        labels.contains(failure.branch())
                                ? "Do not install the update, and report the error to the vendor of '"
                                        + failure.branch() + "'."
                                : "Add the missing depends_on to revision " + failure.revision()
                                        + ", or change its script before the update.",
                        null));
            }
        }
        return findings;
    }

    private List<UpdateFinding> freshFindings(List<String> parties) {
        SchemaReplay fresh = new SchemaReplay(updated, updated, context);
        updated.graph().order().forEach(fresh::apply);
        List<UpdateFinding> findings = new ArrayList<>(failures(fresh));
        boolean isRemoval =
                labels.stream().anyMatch(label -> updated.find(label).isEmpty());
        if (!findings.isEmpty()
                || !existing.failures().isEmpty()
                || isRemoval
                || !goneRevisions().isEmpty()) {
            return findings;
        }
        Set<String> messages = new LinkedHashSet<>();
        SchemaChanges.between(existing.schema(), fresh.schema(), null)
                .forEach(change -> messages.add(change.message()));
        SchemaChanges.between(fresh.schema(), existing.schema(), null)
                .forEach(change -> messages.add(change.message()));
        if (!messages.isEmpty()) {
            String message = messages.stream().limit(3).collect(Collectors.joining("; "));
            for (String party : parties) {
                findings.add(new UpdateFinding(
                        Impact.ATTENTION,
                        UpdateEffect.FRESH_DIFFERS,
                        party,
                        "",
                        "",
                        null,
                        "a fresh database and an updated one differ: " + message,
                        "Ask the vendor to restore the released scripts.",
                        null));
            }
        }
        return findings;
    }

    /** Returns the labels of the branches that the update leaves as they are; those of all branches if it changes each. */
    private List<String> parties() {
        List<String> others = installed.all().stream()
                .map(Branch::label)
                .filter(label -> !labels.contains(label))
                .toList();
        return others.isEmpty() ? labels.stream().sorted().toList() : others;
    }

    private List<UpdateFinding> orderFindings(List<String> parties) {
        Set<String> before =
                installed.graph().order().stream().map(Revision::id).collect(Collectors.toSet());
        List<String> now = order.stream().filter(before::contains).toList();
        List<String> then = installed.graph().order().stream()
                .map(Revision::id)
                .filter(Set.copyOf(now)::contains)
                .toList();
        if (now.equals(then)) {
            return List.of();
        }
        int first = 0;
        while (now.get(first).equals(then.get(first))) {
            first++;
        }
        Branch moved = updated.of(now.get(first));
        Branch former = installed.of(then.get(first));
        List<UpdateFinding> findings = new ArrayList<>();
        for (String party : parties) {
            findings.add(new UpdateFinding(
                    Impact.ATTENTION,
                    UpdateEffect.ORDER_CHANGED,
                    party,
                    moved == null ? "" : moved.label(),
                    now.get(first),
                    null,
                    "a fresh database runs " + now.get(first) + (moved == null ? "" : " (" + moved.label() + ")")
                            + " where it ran " + then.get(first)
                            + (former == null ? "" : " (" + former.label() + ")"),
                    "Run trellis verify after the update, and add depends_on where the order matters.",
                    null));
        }
        return findings;
    }

    private List<UpdateFinding> headFindings(List<String> parties) {
        List<UpdateFinding> findings = new ArrayList<>();
        for (Branch branch : updated.all()) {
            List<String> heads = heads(updated, branch);
            Branch before = installed.find(branch.label()).orElse(null);
            int former =
                    before == null ? 1 : Math.max(1, heads(installed, before).size());
            if (heads.size() > former) {
                for (String party : parties) {
                    findings.add(new UpdateFinding(
                            Impact.ATTENTION,
                            UpdateEffect.HEADS_FORKED,
                            party,
                            branch.label(),
                            heads.get(heads.size() - 1),
                            null,
                            "branch '" + branch.label() + "' has " + heads.size() + " heads after the update, so "
                                    + branch.label() + "@head is ambiguous: " + String.join(", ", heads),
                            branch.isWritable()
                                    ? "Merge them after the update: trellis merge " + branch.label() + "@heads"
                                    : "Ask the vendor to merge them.",
                            null));
                }
            }
        }
        return findings;
    }

    /** Returns the heads of a branch, sorted. */
    public static List<String> heads(Branches branches, Branch branch) {
        return branches.graph().heads().stream()
                .filter(head -> {
                    Branch owner = branches.of(head.id());
                    return owner != null && owner.label().equals(branch.label());
                })
                .map(Revision::id)
                .sorted()
                .toList();
    }
}
