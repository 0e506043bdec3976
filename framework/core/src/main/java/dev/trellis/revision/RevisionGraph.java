package dev.trellis.revision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All revisions and how they stand on one another; immutable and without a fault. What Alembic 1.20.0 answers, this
 * answers; where it is quirky, the test resource {@code conformance} says what is done instead.
 *
 * <p>Every method that takes rows throws {@link RevisionException} {@code no_such_revision} when a row is no revision,
 * and {@code overlapping_versions} when a row is below another; every method that takes text throws
 * {@code no_such_revision}, {@code no_such_branch}, {@code ambiguous_id}, {@code not_in_branch}, {@code multiple_heads}
 * and {@code illegal_identifier} when it cannot tell what the text means. Lists are in load order unless said otherwise.
 */
public final class RevisionGraph {
    private final List<Revision> revisions;
    final Topology topology;
    final Lookup lookup;
    final SortedSet<String>[] labels;
    final int[] heads;
    final int[] effectiveHeads;
    final int[] bases;

    private RevisionGraph(List<Revision> revisions) {
        this.revisions = revisions;
        GraphBuilder reading = new GraphBuilder(revisions);
        this.topology = new Topology(reading.parents, reading.dependencies);
        this.heads = where(i -> topology.children[i].length == 0);
        this.effectiveHeads = where(i -> topology.above[i].length == 0);
        this.bases = where(i -> topology.parents[i].length == 0);
        this.labels = Labels.reach(topology, reading.labels);
        this.lookup = new Lookup(this, reading);
    }

    /**
     * The graph of these revisions. Their order is the load order: of equally good orders to run revisions in, it
     * chooses one. Load the protected branches first, then the others by label, and each branch by identifier; then the
     * order is the same wherever the same revisions are, and stays when revisions are added.
     *
     * @throws RevisionException with every fault: {@code missing_revision}, {@code missing_dependency},
     *     {@code duplicate_revision}, {@code duplicate_label}, {@code cycle_detected}, {@code loop_detected},
     *     {@code dependency_cycle}, {@code dependency_loop}, {@code illegal_identifier}
     */
    public static RevisionGraph of(Collection<Revision> revisions) {
        return new RevisionGraph(List.copyOf(revisions));
    }

    /** This graph and one revision more, loaded last. */
    public RevisionGraph with(Revision revision) {
        List<Revision> more = new ArrayList<>(revisions);
        more.add(revision);
        return of(more);
    }

    // -- what there is --------------------------------------------------------------------------------------------

    /** All revisions, in the order in which they were loaded. */
    public List<Revision> revisions() {
        return revisions;
    }

    /** All revisions in the order in which they run on a fresh database; see the package's documentation. */
    public List<Revision> order() {
        return revisionsAt(topology.order);
    }

    /** The revision with exactly this identifier. */
    public Optional<Revision> find(String id) {
        int found = lookup.id(id);
        return found < 0 ? Optional.empty() : Optional.of(revisionAt(found));
    }

    /** The revision that declares the label. */
    public Optional<Revision> branch(String label) {
        int found = lookup.label(label);
        return found < 0 ? Optional.empty() : Optional.of(revisionAt(found));
    }

    /** The revisions with nothing on top by {@code down_revision}. */
    public List<Revision> heads() {
        return revisionsAt(heads);
    }

    /** The heads on the line of a label, or of a revision that is used like one. */
    public List<Revision> heads(String label) {
        return revisionsAt(lookup.heads(label));
    }

    /** The heads that nothing depends on: the rows after {@code upgrade heads}. */
    public List<Revision> effectiveHeads() {
        return revisionsAt(effectiveHeads);
    }

    /** The revisions that stand on nothing by {@code down_revision}; they may depend on others. */
    public List<Revision> bases() {
        return revisionsAt(bases);
    }

    /** The revisions with several on top by {@code down_revision}. */
    public List<Revision> branchPoints() {
        return revisionsAt(where(i -> topology.children[i].length > 1));
    }

    /** The revisions that stand on several. */
    public List<Revision> mergePoints() {
        return revisionsAt(where(i -> topology.parents[i].length > 1));
    }

    /** The labels that reach the revision, its own included, sorted. */
    public SortedSet<String> labels(String id) {
        return labels[indexOf(id)];
    }

    /** The revisions directly on top by {@code down_revision}. */
    public List<Revision> children(String id) {
        return revisionsAt(topology.children[indexOf(id)]);
    }

    /** The revisions directly on top, those that depend on it included. */
    public List<Revision> dependents(String id) {
        return revisionsAt(topology.above[indexOf(id)]);
    }

    /** The revision and everything that stands on it or depends on it, in the order in which they run. */
    public List<Revision> withAbove(String id) {
        return revisionsAt(topology.sorted(Topology.closure(topology.above, Topology.set(indexOf(id)))));
    }

    /** The revision and everything below it, in the order in which they run. */
    public List<Revision> withBelow(String id) {
        return revisionsAt(topology.sorted(Topology.closure(topology.below, Topology.set(indexOf(id)))));
    }

    /**
     * Where the line of one revision leaves that of another, by {@code down_revision}: the first revision that is below
     * the one and not below the other. Empty when there is none, several, or when it joins lines itself; then the line
     * cannot be moved by moving one revision.
     */
    public Optional<Revision> fork(String id, String other) {
        BitSet line = Topology.closure(topology.parents, Topology.set(indexOf(id)));
        line.andNot(Topology.closure(topology.parents, Topology.set(indexOf(other))));
        int[] first = line.stream()
                .filter(i -> Arrays.stream(topology.parents[i]).noneMatch(line::get))
                .toArray();
        return first.length == 1 && topology.parents[first[0]].length == 1
                ? Optional.of(revisionAt(first[0]))
                : Optional.empty();
    }

    // -- what text means ------------------------------------------------------------------------------------------

    /** What {@code show} and the like are given: see {@link Target#named}. Steps down count from the effective heads. */
    public Resolution resolve(String text) {
        int[] found = lookup.named(Target.named(text));
        int[] named = Arrays.stream(found).filter(i -> i != RelativeTarget.BASE).toArray();
        return new Resolution(revisionsAt(named), found.length - named.length);
    }

    /**
     * As {@link #resolve}, where one revision is meant; empty for base.
     *
     * @throws RevisionException {@code multiple_heads} when there are several
     */
    public Optional<Revision> resolveOne(String text) {
        List<Revision> found = resolve(text).revisions();
        if (found.size() > 1) {
            throw RevisionException.multipleHeads(text, Revision.ids(found), Optional.empty());
        }
        return found.stream().findFirst();
    }

    // -- plans ----------------------------------------------------------------------------------------------------

    /**
     * What brings the rows to the target; no steps when it is applied.
     *
     * @throws RevisionException as {@link Target#upgrade}; {@code ambiguous_relative}, {@code ambiguous_walk},
     *     {@code relative_too_far}
     */
    public Plan upgrade(Heads rows, String target) {
        return new UpgradePath(this).plan(rows, Target.upgrade(target));
    }

    /** As {@link #upgrade}, for {@code from:to} or {@code to}, as with {@code --sql}: there are no rows to ask. */
    public Plan upgradeOffline(String text) {
        Range range = Range.offlineUpgrade(text);
        return upgrade(range.start() == null ? Heads.none() : startingAt(range.start()), range.end());
    }

    /**
     * What takes the rows down to the target: everything applied above it, and everything that depends on that.
     *
     * @throws RevisionException as {@link Target#downgrade}; {@code range_not_ancestor} when the target is not applied,
     *     {@code not_on_branch}, {@code ambiguous_relative}, {@code ambiguous_walk}, {@code relative_too_far}
     */
    public Plan downgrade(Heads rows, String target) {
        return new DowngradePath(this).plan(rows, Target.downgrade(target));
    }

    /**
     * As {@link #downgrade}, for {@code from:to}, as with {@code --sql}.
     *
     * @throws RevisionException {@code range_required}
     */
    public Plan downgradeOffline(String text) {
        Range range = Range.offlineDowngrade(text);
        return downgrade(range.start() == null ? Heads.none() : startingAt(range.start()), range.end());
    }

    /** What applies this one revision; no steps when it is applied, more when something below it is not. */
    public Plan upgradeOf(Heads rows, String id) {
        AppliedRevisions applied = new AppliedRevisions(this, rows);
        return applied.upgradeTo(Topology.closure(topology.below, Topology.set(indexOf(id))));
    }

    /** What takes this one revision down; no steps when it is not applied, more when something is on top of it. */
    public Plan downgradeOf(Heads rows, String id) {
        AppliedRevisions applied = new AppliedRevisions(this, rows);
        return applied.downgradeOff(Topology.closure(topology.above, Topology.set(indexOf(id))));
    }

    /**
     * Where a stamp leaves the rows: as if the database had been migrated there.
     *
     * @param purge true to begin with an empty table; the rows may then be anything
     * @throws RevisionException {@code overlapping_versions} when a target is below another
     */
    public Stamp stamp(Heads rows, List<String> targets, boolean purge) {
        return new StampPath(this).online(rows, targets, purge);
    }

    /**
     * As {@link #stamp}, each target {@code from:to} or {@code to}, as with {@code --sql}.
     *
     * @throws RevisionException {@code several_starts}; {@code purge_offline} with {@code purge}
     */
    public Stamp stampOffline(List<String> targets, boolean purge) {
        return new StampPath(this).offline(targets, purge);
    }

    // -- what is applied ------------------------------------------------------------------------------------------

    /** The rows and everything below them, in the order in which they run. */
    public List<Revision> applied(Heads rows) {
        return revisionsAt(topology.sorted(new AppliedRevisions(this, rows).all));
    }

    /** The applied revisions with nothing applied on top by {@code down_revision}: what {@code current} shows. */
    public List<Revision> current(Heads rows) {
        return revisionsAt(current(new AppliedRevisions(this, rows)).stream().toArray());
    }

    /** Whether everything is applied: may {@code revision --autogenerate} begin? */
    public boolean upToDate(Heads rows) {
        return new AppliedRevisions(this, rows).rows.equals(Topology.set(effectiveHeads));
    }

    /**
     * Whether everything on a branch is applied, and with it everything that the branch depends on; other branches may
     * lag behind. This is the question for {@code revision --autogenerate --head poser@head}.
     */
    public boolean upToDate(Heads rows, String label) {
        BitSet missing = Topology.set(lookup.heads(label));
        missing.andNot(new AppliedRevisions(this, rows).all);
        return missing.isEmpty();
    }

    /** @throws RevisionException {@code not_at_heads} when something is not applied */
    public void checkUpToDate(Heads rows) {
        if (!upToDate(rows)) {
            throw RevisionException.notAtHeads(rows.ids(), idsAt(effectiveHeads));
        }
    }

    /**
     * The revisions of a range, newest first, both ends included; {@code current} in it means the rows, and {@code -N:}
     * counts back from the end.
     *
     * @param range {@code a:b}, or null for all
     * @throws RevisionException {@code bad_range}, {@code range_not_ancestor}
     */
    public List<Revision> history(@Nullable String range, Heads rows) {
        Range read = range == null ? Range.ALL : Range.history(range);
        return revisionsAt(RangeQuery.newestFirst(topology, new RangeQuery(this, read, rows).revisions()));
    }

    // -- new revisions --------------------------------------------------------------------------------------------

    /**
     * The header of a new revision, with identifiers for what was asked as text. The graph with it is known to be
     * without a fault.
     *
     * @throws RevisionException {@code illegal_identifier}, {@code multiple_heads}, {@code not_a_head},
     *     {@code duplicate_revision}, {@code duplicate_label}
     */
    public Revision place(PlacementRequest asked) {
        return new RevisionPlacement(this).place(asked);
    }

    /**
     * The header of a new merge point.
     *
     * @param revisions what it joins, as text
     * @param splice true to join revisions that are not heads
     * @throws RevisionException as {@link #place}; {@code duplicate_heads}, {@code nothing_to_merge},
     *     {@code already_merged}; {@code independent_branches} when {@code heads} means branches that have nothing in
     *     common
     */
    public Revision merge(String id, List<String> revisions, boolean splice, Set<String> branchLabels) {
        return new RevisionPlacement(this).merge(id, revisions, splice, branchLabels);
    }

    // -- inside ---------------------------------------------------------------------------------------------------

    BitSet current(AppliedRevisions applied) {
        BitSet found = new BitSet();
        applied.all.stream()
                .filter(i -> Arrays.stream(topology.children[i]).noneMatch(applied.all::get))
                .forEach(found::set);
        return found;
    }

    Heads startingAt(String text) {
        BitSet starts = new BitSet();
        for (String each : text.split(",", -1)) {
            Target target = Target.named(each.strip());
            if (target.offset() != null) {
                throw RevisionException.nothingToStepFrom(each.strip());
            }
            int[] found = lookup.all(Lookup.symbolOf(target), target.label());
            if (found.length > 1) {
                throw RevisionException.severalToStartFrom(each.strip(), idsAt(found));
            }
            starts.or(Topology.set(found));
        }
        refuseOverlap(starts, text);
        return rows(starts);
    }

    Heads rows(BitSet applied) {
        return Heads.of(idsAt(topology.tops(applied)));
    }

    void refuseOverlap(BitSet revisions, String what) {
        BitSet implied = Topology.beyond(topology.below, revisions);
        implied.and(revisions);
        if (!implied.isEmpty()) {
            throw RevisionException.overlapping(what, idsAt(implied));
        }
    }

    private int indexOf(String id) {
        int found = lookup.id(id);
        if (found < 0) {
            throw RevisionException.noSuchRevision(id, Optional.empty());
        }
        return found;
    }

    String idAt(int index) {
        return revisions.get(index).id();
    }

    Revision revisionAt(int index) {
        return revisions.get(index);
    }

    List<String> idsAt(int... members) {
        return Arrays.stream(members).mapToObj(this::idAt).toList();
    }

    List<String> idsAt(BitSet members) {
        return members.stream().mapToObj(this::idAt).toList();
    }

    private List<Revision> revisionsAt(int... members) {
        return Arrays.stream(members).mapToObj(revisions::get).toList();
    }

    private int[] where(IntPredicate holds) {
        return IntStream.range(0, topology.size).filter(holds).toArray();
    }
}
