package dev.trellis.revision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RevisionGraphTest {
    private static final RevisionGraph BASE_AND_APP = RevisionGraph.of(List.of(
            Revision.of("ret1").labelled("retail"),
            Revision.of("ret2", "ret1"),
            Revision.of("ret3", "ret2"),
            Revision.of("pos1").labelled("poser").dependingOn("ret2"),
            Revision.of("pos2", "pos1"),
            Revision.of("loy1").labelled("loyalty").dependingOn("ret1")));

    /** Other branches may be behind, but not those that the branch depends on. */
    @Test
    void a_branch_is_up_to_date_when_it_and_its_dependencies_are_applied() {
        Heads heads = Heads.of("pos2");
        assertTrue(BASE_AND_APP.upToDate(heads, "poser"));
        assertFalse(BASE_AND_APP.upToDate(heads, "retail"));
        assertFalse(BASE_AND_APP.upToDate(heads, "loyalty"));
        assertFalse(BASE_AND_APP.upToDate(heads));
        assertTrue(BASE_AND_APP.upToDate(BASE_AND_APP.upgrade(heads, "heads").end()));
        assertFalse(BASE_AND_APP.upToDate(Heads.of("pos1", "ret3"), "poser"));
    }

    @Test
    void the_first_revisions_of_a_branch_take_its_label() {
        Revision first = BASE_AND_APP.place(
                new PlacementRequest("new1", "base", false, Set.of("notes"), List.of("retail@head", "poser", "ret2")));
        assertEquals(new Revision("new1", List.of(), Set.of("notes"), List.of("ret3", "poser", "ret2")), first);
        RevisionGraph with = BASE_AND_APP.with(first);
        assertEquals(List.of("new1"), Revision.ids(with.heads("notes")));
        assertEquals(Set.of("notes"), with.labels("new1"));
    }

    @Test
    void a_stamp_contains_the_rows_to_delete_and_insert() {
        Stamp stamp = BASE_AND_APP.stamp(Heads.of("pos2", "ret3"), List.of("ret2"), false);
        assertEquals(Set.of("pos2", "ret3"), stamp.removed());
        assertEquals(Set.of("ret2"), stamp.added());
        assertEquals(
                Heads.of("ret2"),
                BASE_AND_APP.stamp(Heads.of("gone"), List.of("ret2"), true).after());
    }

    /** Several starts of an offline range are separated by commas. */
    @Test
    void a_script_may_start_at_several_revisions() {
        Plan plan = BASE_AND_APP.downgradeOffline("loyalty@head, pos2,ret3:retail@ret1");
        assertEquals(Heads.of("loy1", "pos2", "ret3"), plan.start());
        assertEquals(Heads.of("loy1"), plan.end());
        assertEquals(
                "overlapping_versions",
                assertThrows(RevisionException.class, () -> BASE_AND_APP.downgradeOffline("pos2,ret2:base"))
                        .name());
        RevisionException several =
                assertThrows(RevisionException.class, () -> BASE_AND_APP.downgradeOffline("heads:base"));
        assertEquals("multiple_heads", several.name());
        assertTrue(String.valueOf(several.problem()).contains("ret3,pos2,loy1:TO"), several.getMessage());
    }

    /** The first revision is placed in an empty graph. */
    @Test
    void the_very_first_revision() {
        RevisionGraph empty = RevisionGraph.of(List.of());
        assertTrue(empty.upgrade(Heads.none(), "heads").isEmpty());
        assertTrue(empty.upToDate(Heads.none()));
        assertEquals(List.of(), empty.history(null, Heads.none()));
        assertEquals(Revision.of("a001"), empty.place(PlacementRequest.on("head", "a001")));
    }

    /** A downgrade of the base schema first downgrades the revisions of the application that depend on it, and no others. */
    @Test
    void dependents_go_first() {
        Plan plan = BASE_AND_APP.downgrade(Heads.of("loy1", "pos2", "ret3"), "retail@ret1");
        assertEquals(Set.of("pos1", "pos2", "ret2", "ret3"), Set.copyOf(Revision.ids(plan.revisions())));
        assertTrue(Revision.ids(plan.revisions()).indexOf("pos1")
                < Revision.ids(plan.revisions()).indexOf("ret2"));
        assertEquals(Heads.of("loy1"), plan.end());
    }

    /** Alembic reads the text as {@code head}, which is ambiguous, or the head of another branch. */
    @Test
    void a_downgrade_to_the_head_of_a_label_means_the_head_of_this_branch() {
        Heads heads = Heads.of("loy1", "pos2", "ret3");
        assertEquals(List.of(), BASE_AND_APP.downgrade(heads, "poser@head").revisions());
        assertEquals(List.of(), BASE_AND_APP.downgrade(heads, "poser@heads").revisions());
        RevisionException refused = assertThrows(
                RevisionException.class, () -> BASE_AND_APP.downgrade(Heads.of("pos1", "ret3"), "poser@head"));
        assertEquals("range_not_ancestor", refused.name());
    }

    /** The dependency already implies the parent; Alembic 1.19 crashes in this case. */
    @Test
    void a_branch_that_starts_low_and_depends_high() {
        RevisionGraph graph = RevisionGraph.of(List.of(
                Revision.of("ret1"),
                Revision.of("ret2", "ret1"),
                Revision.of("ret3", "ret2"),
                Revision.of("plug", "ret1").dependingOn("ret3")));
        Plan up = graph.upgrade(Heads.none(), "heads");
        assertEquals(Heads.of("plug"), up.end());
        assertEquals(Heads.of("ret3"), graph.downgrade(up.end(), "plug@-1").end());
        assertEquals(Heads.none(), graph.downgrade(up.end(), "base").end());
    }

    @Test
    void a_line_of_a_hundred_thousand_does_not_overflow() {
        int size = 100_000;
        List<Revision> line = new ArrayList<>();
        for (int i = size - 1; i > 0; i--) {
            line.add(Revision.of("r" + i, "r" + (i - 1)));
        }
        line.add(Revision.of("r0").labelled("line"));
        RevisionGraph graph = RevisionGraph.of(line);
        assertEquals("r0", graph.order().get(0).id());
        assertEquals(size, graph.upgrade(Heads.none(), "line@+" + size).steps().size());
        assertEquals(
                size,
                graph.downgrade(Heads.of("r" + (size - 1)), "-" + size).steps().size());
    }

    /** Fifty branches with random merges and dependencies; quadratic work would take minutes. */
    @Test
    void a_hundred_thousand_revisions_in_fifty_branches() {
        List<Revision> revisions = many(100_000, 50, new Random(7));
        assertTimeout(Duration.ofSeconds(20), () -> {
            RevisionGraph graph = RevisionGraph.of(revisions);
            Plan up = graph.upgrade(Heads.none(), "heads");
            assertEquals(revisions.size(), up.steps().size());
            Plan down = graph.downgrade(up.end(), "base");
            assertEquals(revisions.size(), down.steps().size());
            assertEquals(revisions.size(), graph.history(null, up.end()).size());
            assertTrue(graph.upToDate(up.end(), "b0"));
        });
    }

    private static List<Revision> many(int size, int branches, Random random) {
        List<Revision> all = new ArrayList<>();
        String[] tops = new String[branches];
        for (int i = 0; i < size; i++) {
            int branch = i < branches ? i : random.nextInt(branches);
            String id = "r" + i;
            String top = tops[branch];
            if (top == null) {
                all.add(Revision.of(id).labelled("b" + branch));
            } else if (i >= branches && random.nextInt(20) == 0) {
                String side = all.get(random.nextInt(all.size())).id();
                all.add(side.equals(top) ? Revision.of(id, top) : Revision.of(id, top, side));
            } else if (random.nextInt(10) == 0) {
                all.add(Revision.of(id, top)
                        .dependingOn(all.get(random.nextInt(all.size())).id()));
            } else {
                all.add(Revision.of(id, top));
            }
            tops[branch] = id;
        }
        return IntStream.range(0, size).mapToObj(all::get).toList();
    }
}
