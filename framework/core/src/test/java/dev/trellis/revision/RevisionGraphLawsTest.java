package dev.trellis.revision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Properties of every graph, checked against {@link NaiveGraph}, which implements the definitions literally. */
class RevisionGraphLawsTest {

    @Provide
    Arbitrary<RevisionGraph> graphs() {
        return Graphs.graphs(25);
    }

    @Provide
    Arbitrary<List<Graphs.Seed>> seeds() {
        return Graphs.seeds(15);
    }

    @Provide
    Arbitrary<List<Integer>> moves() {
        return Arbitraries.integers().between(0, 10_000).list().ofMaxSize(8);
    }

    /** Everything below a revision runs before it in an upgrade and after it in a downgrade. */
    @Property
    void every_plan_is_a_valid_order(@ForAll("graphs") RevisionGraph graph, @ForAll("moves") List<Integer> moves) {
        NaiveGraph naive = NaiveGraph.of(graph.revisions());
        Heads heads = Heads.none();
        for (int move : moves) {
            Plan plan = planned(graph, heads, move);
            boolean up = plan.steps().stream().allMatch(step -> step.direction() == Direction.UPGRADE);
            List<String> ids = Revision.ids(plan.revisions());
            assertEquals(ids.size(), new HashSet<>(ids).size(), "nothing runs twice");
            assertTrue(naive.isOrder(ids, up), () -> ids + " of " + graph.revisions());
            Set<String> applied = naive.applied(heads.ids());
            assertTrue(up ? ids.stream().noneMatch(applied::contains) : applied.containsAll(ids));
            heads = plan.end();
        }
    }

    /** An upgrade to the heads and a downgrade to base restore the rows, and so does each plan that is reverted step by step. */
    @Property
    void up_then_down_returns_to_the_start(
            @ForAll("graphs") RevisionGraph graph, @ForAll("moves") List<Integer> moves) {
        Plan up = graph.upgrade(Heads.none(), "heads");
        assertEquals(
                new TreeSet<>(Revision.ids(graph.effectiveHeads())), up.end().ids());
        assertEquals(graph.revisions().size(), up.steps().size());
        Plan down = graph.downgrade(up.end(), "base");
        assertEquals(Heads.none(), down.end());
        List<String> backwards = new ArrayList<>(Revision.ids(up.revisions()));
        Collections.reverse(backwards);
        assertEquals(backwards, Revision.ids(down.revisions()), "down is up in reverse");

        Heads heads = Heads.none();
        for (int move : moves) {
            Plan plan = planned(graph, heads, move);
            Heads undone = plan.end();
            for (int i = plan.steps().size() - 1; i >= 0; i--) {
                undone = undone.after(plan.steps().get(i).reverse());
            }
            assertEquals(heads, undone);
            heads = plan.end();
        }
    }

    /** After every step the rows are the applied revisions that are not below another applied one. */
    @Property
    void rows_are_the_heads_of_what_is_applied(
            @ForAll("graphs") RevisionGraph graph, @ForAll("moves") List<Integer> moves) {
        NaiveGraph naive = NaiveGraph.of(graph.revisions());
        Set<String> applied = new HashSet<>();
        Heads heads = Heads.none();
        for (int move : moves) {
            if (move % 3 == 2 && !graph.revisions().isEmpty()) {
                String target = revision(graph, move).id();
                applied.removeIf(id -> naive.below(id).contains(target));
                applied.add(target);
                applied.addAll(naive.below(target));
                heads = graph.stamp(heads, List.of(target), false).after();
                assertEquals(naive.rows(applied), heads.ids(), () -> "stamp " + target);
                continue;
            }
            Plan plan = planned(graph, heads, move);
            for (Step step : plan.steps()) {
                if (step.direction() == Direction.UPGRADE) {
                    assertTrue(applied.add(step.revision().id()));
                } else {
                    assertTrue(applied.remove(step.revision().id()));
                }
                heads = heads.after(step);
                assertEquals(naive.rows(applied), heads.ids());
            }
            assertEquals(plan.end(), heads);
            assertEquals(applied, new HashSet<>(Revision.ids(graph.applied(heads))));
        }
    }

    /** The result of an upgrade does not depend on intermediate stops. */
    @Property
    void two_routes_to_one_target_give_the_same_rows(
            @ForAll("graphs") RevisionGraph graph, @ForAll("moves") List<Integer> stops) {
        if (graph.revisions().isEmpty()) {
            return;
        }
        Heads heads = Heads.none();
        for (int stop : stops) {
            heads = graph.upgrade(heads, revision(graph, stop).id()).end();
        }
        assertEquals(
                graph.upgrade(Heads.none(), "heads").end(),
                graph.upgrade(heads, "heads").end());
        for (Revision target : graph.revisions()) {
            Heads straight = graph.upgrade(Heads.none(), target.id()).end();
            Heads there = Heads.none();
            for (Revision below : graph.withBelow(target.id())) {
                there = graph.upgrade(there, below.id()).end();
            }
            assertEquals(straight, there);
            assertEquals(Heads.of(target.id()), straight);
        }
    }

    /** Revisions above, at any position of the load order, do not change the order of the old ones. */
    @Property
    void order_does_not_drift(@ForAll("seeds") List<Graphs.Seed> first, @ForAll("seeds") List<Graphs.Seed> more) {
        List<Revision> old = Graphs.grow(List.of(), first, "r");
        RevisionGraph before = RevisionGraph.of(old);
        RevisionGraph after = RevisionGraph.of(Graphs.grow(old, more, "s"));
        List<Revision> same = new ArrayList<>(after.order());
        same.retainAll(new HashSet<>(old));
        assertEquals(Revision.ids(before.order()), Revision.ids(same));
        assertEquals(
                Revision.ids(before.order()),
                Revision.ids(before.upgrade(Heads.none(), "heads").revisions()));
        List<Revision> upgraded =
                new ArrayList<>(after.upgrade(Heads.none(), "heads").revisions());
        upgraded.retainAll(new HashSet<>(old));
        assertEquals(Revision.ids(before.order()), Revision.ids(upgraded));
        for (Revision target : old) {
            assertEquals(
                    before.upgrade(Heads.none(), target.id()).steps(),
                    after.upgrade(Heads.none(), target.id()).steps());
        }
    }

    /** Every plan is a part of the graph's order, so that all databases run two revisions in the same order. */
    @Property
    void every_plan_is_part_of_the_order(@ForAll("graphs") RevisionGraph graph, @ForAll("moves") List<Integer> moves) {
        Heads heads = Heads.none();
        for (int move : moves) {
            Plan plan = planned(graph, heads, move);
            List<Revision> steps = new ArrayList<>(plan.revisions());
            if (plan.steps().stream().anyMatch(step -> step.direction() == Direction.DOWNGRADE)) {
                Collections.reverse(steps);
            }
            List<Revision> order = new ArrayList<>(graph.order());
            order.retainAll(new HashSet<>(steps));
            assertEquals(order, steps);
            heads = plan.end();
        }
    }

    private static Revision revision(RevisionGraph graph, int number) {
        return graph.revisions().get(number % graph.revisions().size());
    }

    /** Returns the plan of an upgrade to any revision, or of a downgrade to an applied revision or to base. */
    private static Plan planned(RevisionGraph graph, Heads heads, int move) {
        if (move % 2 == 0 && !graph.revisions().isEmpty()) {
            return graph.upgrade(heads, revision(graph, move).id());
        }
        List<Revision> applied = graph.applied(heads);
        return applied.isEmpty() || move % 11 == 0
                ? graph.downgrade(heads, "base")
                : graph.downgrade(heads, applied.get(move % applied.size()).id());
    }
}
