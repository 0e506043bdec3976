package dev.trellis.revision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The graph of all revisions; immutable and valid. For the same revisions and the same text it gives the same
 * answer as Alembic 1.20.0, with a few deliberate exceptions, which the test resources in {@code conformance} list.
 *
 * <p>Every method that takes the rows of the version table ({@link Heads}) throws {@link RevisionException}
 * {@code no_such_revision} if a row is no revision, and {@code overlapping_versions} if a row is below another. Every
 * method that takes text throws {@code no_such_revision}, {@code no_such_branch}, {@code ambiguous_id},
 * {@code not_in_branch}, {@code multiple_heads} or {@code illegal_identifier} if the text has no clear meaning. Lists are
 * in load order unless documented otherwise.
 */
public final class RevisionGraph {
    private final List<Revision> revisions;
    final Topology topology;
    final Lookup lookup;
    final SortedSet<String>[] labels;
    final int[] heads;
    final int[] effectiveHeads;
    final int[] bases;

    /** The labels of branches that no revision declares, each with the file of the branch's first revision, if any. */
    private final Supplier<Map<String, Optional<String>>> undeclared;

    private RevisionGraph(List<Revision> revisions, Supplier<Map<String, Optional<String>>> undeclared) {
        this.revisions = revisions;
        this.undeclared = undeclared;
        GraphBuilder builder = new GraphBuilder(revisions);
        this.topology = new Topology(builder);
        this.heads = where(i -> topology.children[i].length == 0);
        this.effectiveHeads = where(i -> topology.implying[i].length == 0);
        this.bases = where(i -> topology.parents[i].length == 0);
        this.labels = Labels.reach(topology, builder.labels);
        this.lookup = new Lookup(this, builder, undeclared);
    }

    /**
     * Returns the graph of the revisions. Their order is the load order, which decides between several possible orders of
     * execution. Load the protected branches first, then the others by label, and each branch by identifier: then the order
     * of execution is the same in every project and does not change when revisions are added.
     *
     * @throws RevisionException with every problem: {@code missing_revision}, {@code missing_dependency},
     *     {@code duplicate_revision}, {@code duplicate_label}, {@code cycle_detected}, {@code loop_detected},
     *     {@code dependency_cycle}, {@code dependency_loop}, {@code illegal_identifier}
     */
    public static RevisionGraph of(Collection<Revision> revisions) {
        return of(revisions, Map::of);
    }

    /**
     * Returns the same graph as {@link #of(Collection)}. Its errors say what a label lacks that a branch is configured with
     * but no revision declares.
     *
     * @param undeclared returns the labels that no revision declares, each with the file of the branch's first revision; no
     *     file if the branch has no revision. It is called only for an error.
     */
    public static RevisionGraph of(Collection<Revision> revisions, Supplier<Map<String, Optional<String>>> undeclared) {
        return new RevisionGraph(List.copyOf(revisions), undeclared);
    }

    /** Returns the graph with a revision added, which is the last one in load order. */
    public RevisionGraph with(Revision revision) {
        List<Revision> next = new ArrayList<>(revisions);
        next.add(revision);
        return of(next, undeclared);
    }

    // -- the revisions --------------------------------------------------------------------------------------------

    /** Returns all revisions, in load order. */
    public List<Revision> revisions() {
        return revisions;
    }

    /** Returns all revisions in the order in which they run on an empty database; see the package's documentation. */
    public List<Revision> order() {
        return revisionsAt(topology.order);
    }

    /** Finds the revision with exactly this identifier. */
    public Optional<Revision> find(String id) {
        int index = lookup.id(id);
        return index < 0 ? Optional.empty() : Optional.of(revisionAt(index));
    }

    /** Finds the baseline that replaces a revision. */
    public Optional<Revision> baselineOf(String id) {
        int index = lookup.baseline(id);
        return index < 0 ? Optional.empty() : Optional.of(revisionAt(index));
    }

    /**
     * Checks that none of the heads is a revision that a baseline replaces.
     *
     * @throws RevisionException {@code below_baseline}
     */
    public void refuseReplaced(Heads heads) {
        for (String row : heads.ids()) {
            baselineOf(row).ifPresent(baseline -> {
                throw RevisionException.belowBaseline(row, baseline);
            });
        }
    }

    /** Finds the revision that declares the label. */
    public Optional<Revision> branch(String label) {
        int index = lookup.label(label);
        return index < 0 ? Optional.empty() : Optional.of(revisionAt(index));
    }

    /** Returns the revisions that are not the parent of another revision. */
    public List<Revision> heads() {
        return revisionsAt(heads);
    }

    /** Returns the heads on the line of a label, or of an identifier that is used like a label. */
    public List<Revision> heads(String label) {
        return revisionsAt(lookup.heads(label));
    }

    /**
     * Returns the heads that no revision names in {@code depends_on}. They are the rows of the version table after {@code
     * upgrade heads}: a head that another revision depends on is applied with that revision and has no row of its own.
     */
    public List<Revision> effectiveHeads() {
        return revisionsAt(effectiveHeads);
    }

    /** Returns the revisions without a parent; they may depend on others. */
    public List<Revision> bases() {
        return revisionsAt(bases);
    }

    /** Returns the revisions with several children. */
    public List<Revision> branchPoints() {
        return revisionsAt(where(i -> topology.children[i].length > 1));
    }

    /** Returns the revisions with several parents. */
    public List<Revision> mergePoints() {
        return revisionsAt(where(i -> topology.parents[i].length > 1));
    }

    /** Returns the labels that the revision declares or inherits from other revisions of its line, sorted. */
    public SortedSet<String> labels(String id) {
        return labels[indexOf(id)];
    }

    /** Returns the children of the revision: the revisions that name it as a parent. */
    public List<Revision> children(String id) {
        return revisionsAt(topology.children[indexOf(id)]);
    }

    /** Returns the children of the revision and the revisions that depend on it. */
    public List<Revision> dependents(String id) {
        return revisionsAt(topology.above[indexOf(id)]);
    }

    /**
     * Returns the revision and everything above it, including the revisions that depend on it, in the order of execution.
     */
    public List<Revision> withAbove(String id) {
        return revisionsAt(topology.sorted(Topology.closure(topology.above, Topology.set(indexOf(id)))));
    }

    /** Returns the revision and everything below it, in the order of execution. */
    public List<Revision> withBelow(String id) {
        return revisionsAt(topology.sorted(Topology.closure(topology.below, Topology.set(indexOf(id)))));
    }

    /**
     * Finds the revision where the line of one revision leaves the line of another: the first revision that is below
     * {@code id} and not below {@code other}. Empty if there is no such revision, if there are several, or if the revision
     * is a merge point; then the line cannot be moved by changing the parent of one revision.
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

    // -- names in a text ------------------------------------------------------------------------------------------

    /**
     * Returns the revisions that a {@link Target#named} text names. Steps down count from the
     * {@linkplain #effectiveHeads effective heads}.
     */
    public Resolution resolve(String text) {
        int[] all = lookup.named(Target.named(text));
        int[] named = Arrays.stream(all).filter(i -> i != RelativeTarget.BASE).toArray();
        return new Resolution(revisionsAt(named), all.length - named.length);
    }

    /**
     * Returns the only revision that a text names; empty for base.
     *
     * @throws RevisionException {@code multiple_heads} if the text names several
     */
    public Optional<Revision> resolveOne(String text) {
        List<Revision> named = resolve(text).revisions();
        if (named.size() > 1) {
            throw RevisionException.multipleHeads(text, Revision.ids(named), Optional.empty());
        }
        return named.stream().findFirst();
    }

    // -- plans ----------------------------------------------------------------------------------------------------

    /**
     * Plans the upgrade from the rows of the version table to the target; the plan has no steps if the target is applied.
     *
     * @throws RevisionException as {@link Target#upgrade}; {@code ambiguous_relative}, {@code ambiguous_walk},
     *     {@code relative_too_far}
     */
    public Plan upgrade(Heads heads, String target) {
        return new UpgradePath(this).plan(heads, Target.upgrade(target));
    }

    /**
     * Plans the upgrade of {@code upgrade --sql}, which does not read the version table: {@code from:to}, or {@code to}
     * from an empty database.
     */
    public Plan upgradeOffline(String text) {
        Range range = Range.offlineUpgrade(text);
        return upgrade(range.start() == null ? Heads.none() : startingAt(range.start()), range.end());
    }

    /**
     * Plans the downgrade from the rows of the version table to the target: the plan undoes all applied revisions above
     * the target, and all revisions that depend on them.
     *
     * @throws RevisionException as {@link Target#downgrade}; {@code range_not_ancestor} if the target is not applied,
     *     {@code not_on_branch}, {@code ambiguous_relative}, {@code ambiguous_walk}, {@code relative_too_far}
     */
    public Plan downgrade(Heads heads, String target) {
        return new DowngradePath(this).plan(heads, Target.downgrade(target));
    }

    /**
     * Plans the downgrade of {@code downgrade --sql}, which does not read the version table: {@code from:to}.
     *
     * @throws RevisionException {@code range_required}
     */
    public Plan downgradeOffline(String text) {
        Range range = Range.offlineDowngrade(text);
        return downgrade(range.start() == null ? Heads.none() : startingAt(range.start()), range.end());
    }

    /**
     * Plans the upgrade to one revision; the plan has no steps if the revision is applied, and several steps if a revision
     * below it is not applied.
     */
    public Plan upgradeOne(Heads heads, String id) {
        AppliedRevisions applied = new AppliedRevisions(this, heads);
        return applied.upgradeTo(Topology.closure(topology.below, Topology.set(indexOf(id))));
    }

    /**
     * Plans the downgrade of one revision and of the applied revisions above it. The plan is empty if the revision is not
     * applied.
     */
    public Plan downgradeOne(Heads heads, String id) {
        AppliedRevisions applied = new AppliedRevisions(this, heads);
        return applied.downgradeOf(Topology.closure(topology.above, Topology.set(indexOf(id))));
    }

    /**
     * Computes the rows of the version table after a stamp, as if the database had been migrated to the targets.
     *
     * @param purge whether to begin with an empty table; then the rows need not name existing revisions
     * @throws RevisionException {@code overlapping_versions} if a target is below another
     */
    public Stamp stamp(Heads heads, List<String> targets, boolean purge) {
        return new StampPath(this).online(heads, targets, purge);
    }

    /**
     * Computes the change of the version table by {@code stamp --sql}, which does not read the table; each target is
     * {@code from:to} or {@code to}.
     *
     * @throws RevisionException {@code several_starts}; {@code purge_offline} with {@code purge}
     */
    public Stamp stampOffline(List<String> targets, boolean purge) {
        return new StampPath(this).offline(targets, purge);
    }

    // -- applied --------------------------------------------------------------------------------------------------

    /** Returns the applied revisions in the order of execution: the rows of the version table and everything below them. */
    public List<Revision> applied(Heads heads) {
        return revisionsAt(topology.sorted(new AppliedRevisions(this, heads).all));
    }

    /** Returns the applied revisions without an applied child, which {@code current} shows. */
    public List<Revision> current(Heads heads) {
        return revisionsAt(current(new AppliedRevisions(this, heads)).stream().toArray());
    }

    /** Returns whether everything is applied. */
    public boolean upToDate(Heads heads) {
        return new AppliedRevisions(this, heads).rows.equals(Topology.set(effectiveHeads));
    }

    /**
     * Returns whether everything on a branch, and everything that the branch depends on, is applied. {@code revision
     * --autogenerate} requires this; other branches may be behind.
     */
    public boolean upToDate(Heads heads, String label) {
        BitSet missing = Topology.set(lookup.heads(label));
        missing.andNot(new AppliedRevisions(this, heads).all);
        return missing.isEmpty();
    }

    /**
     * Checks that everything is applied.
     *
     * @throws RevisionException {@code not_at_heads}
     */
    public void checkUpToDate(Heads heads) {
        if (!upToDate(heads)) {
            throw RevisionException.notAtHeads(heads.ids(), idsAt(effectiveHeads));
        }
    }

    /**
     * Returns the revisions of a range, newest first, including both ends. {@code current} stands for the rows of the
     * version table, and {@code -N:} counts back from the end.
     *
     * @param range {@code a:b}, or null for all revisions
     * @throws RevisionException {@code bad_range}, {@code range_not_ancestor}
     */
    public List<Revision> history(@Nullable String range, Heads heads) {
        Range parsed = range == null ? Range.ALL : Range.history(range);
        return revisionsAt(RangeQuery.newestFirst(topology, new RangeQuery(this, parsed, heads).revisions()));
    }

    // -- new revisions --------------------------------------------------------------------------------------------

    /**
     * Returns the new revision that a request describes, with identifiers in place of texts such as {@code head}. The
     * graph stays valid if the revision is added.
     *
     * @throws RevisionException {@code illegal_identifier}, {@code multiple_heads}, {@code not_a_head},
     *     {@code duplicate_revision}, {@code duplicate_label}
     */
    public Revision place(PlacementRequest request) {
        return new RevisionPlacement(this).place(request);
    }

    /**
     * Returns a new merge point, with identifiers in place of texts such as {@code heads}.
     *
     * @param revisions the revisions that it joins, as text
     * @param splice whether revisions that are not heads can be joined
     * @throws RevisionException as {@link #place}; {@code duplicate_heads}, {@code nothing_to_merge},
     *     {@code already_merged}; {@code independent_branches} if {@code heads} names branches that have nothing in common
     */
    public Revision merge(String id, List<String> revisions, boolean splice, Set<String> branchLabels) {
        return new RevisionPlacement(this).merge(id, revisions, splice, branchLabels);
    }

    // -- inside ---------------------------------------------------------------------------------------------------

    BitSet current(AppliedRevisions applied) {
        BitSet current = new BitSet();
        applied.all.stream()
                .filter(i -> Arrays.stream(topology.children[i]).noneMatch(applied.all::get))
                .forEach(current::set);
        return current;
    }

    Heads startingAt(String text) {
        BitSet starts = new BitSet();
        for (String each : text.split(",", -1)) {
            Target target = Target.named(each.strip());
            if (target.offset() != null) {
                throw RevisionException.nothingToStepFrom(each.strip());
            }
            int[] named = lookup.all(Lookup.symbolOf(target), target.label());
            if (named.length > 1) {
                throw RevisionException.severalToStartFrom(each.strip(), idsAt(named));
            }
            starts.or(Topology.set(named));
        }
        refuseOverlap(starts, text);
        return rows(starts);
    }

    Heads rows(BitSet applied) {
        return Heads.of(idsAt(topology.tops(applied)));
    }

    void refuseOverlap(BitSet revisions, String what) {
        BitSet implied = Topology.beyond(topology.implied, revisions);
        implied.and(revisions);
        if (!implied.isEmpty()) {
            throw RevisionException.overlapping(what, idsAt(implied));
        }
    }

    private int indexOf(String id) {
        int index = lookup.id(id);
        if (index < 0) {
            throw RevisionException.noSuchRevision(id, Optional.empty());
        }
        return index;
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
