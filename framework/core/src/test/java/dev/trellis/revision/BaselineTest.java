package dev.trellis.revision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A graph in which the baseline {@code r3} replaces {@code r1} and {@code r2}, on which other branches depend. */
class BaselineTest {
    private static final Revision BASELINE = Revision.of("r3")
            .labelled("retail")
            .replacing(
                    new Replaced("2.4", List.of("r1"), Set.of("retail")), new Replaced("3.0", List.of("r2"), Set.of()));

    private static RevisionGraph graph(Revision... more) {
        List<Revision> revisions = new ArrayList<>(List.of(more));
        revisions.add(0, BASELINE);
        return RevisionGraph.of(revisions);
    }

    private static RevisionGraph usual() {
        return graph(
                Revision.of("r4", "r3"),
                Revision.of("p1").labelled("poser").dependingOn("r2"),
                Revision.of("q1").labelled("quick").dependingOn("retail"),
                Revision.of("s1").labelled("slow").dependingOn("r3"));
    }

    private static List<String> upgrade(RevisionGraph graph, Heads heads) {
        return Revision.ids(graph.upgrade(heads, "heads").revisions());
    }

    @Test
    void a_dependency_on_a_replaced_revision_means_the_baseline() {
        RevisionGraph graph = usual();
        assertEquals(List.of("r3", "r4", "p1", "q1", "s1"), upgrade(graph, Heads.none()));
        assertEquals(
                List.of("r3", "p1"),
                Revision.ids(graph.upgrade(Heads.none(), "p1").revisions()));
    }

    @Test
    void such_a_dependency_does_not_imply_that_the_baseline_is_applied() {
        RevisionGraph graph = graph(Revision.of("p1").labelled("poser").dependingOn("r2"));
        assertEquals(Heads.of("p1", "r3"), graph.upgrade(Heads.none(), "heads").end());
        assertEquals(List.of(), upgrade(graph, Heads.of("p1", "r3")));
        assertTrue(graph.upToDate(Heads.of("p1", "r3")));
        assertEquals(
                Heads.of("r3"),
                graph.downgrade(Heads.of("p1", "r3"), "poser@base").end());
        assertEquals(
                Heads.of("p1", "r3"),
                graph.stamp(Heads.none(), List.of("p1"), false).after());
    }

    @Test
    void a_dependency_on_the_baseline_implies_that_it_is_applied() {
        RevisionGraph graph = graph(Revision.of("s1").labelled("slow").dependingOn("r3"));
        assertEquals(Heads.of("s1"), graph.upgrade(Heads.none(), "heads").end());
        assertEquals(List.of(), upgrade(graph, Heads.of("s1")));
    }

    private static void assertRefused(String name, String part, Executable action) {
        RevisionException e = assertThrows(RevisionException.class, action);
        assertEquals(name, e.name());
        String text = e.problem() + "\n" + e.problem().advice();
        assertTrue(text.contains(part), text);
    }

    @Test
    void a_database_below_the_baseline_is_refused_with_the_releases() {
        RevisionGraph graph = usual();
        assertRefused("below_baseline", "release 2.4, then with release 3.0", () -> upgrade(graph, Heads.of("r1")));
        assertRefused("below_baseline", "release 3.0", () -> upgrade(graph, Heads.of("r2")));
        assertRefused(
                "below_baseline", "depends on 'r2', but not the baseline 'r3'", () -> upgrade(graph, Heads.of("p1")));
        assertRefused("below_baseline", "release 2.4, then", () -> upgrade(graph, Heads.of("q1")));
        assertRefused("below_baseline", "'r1'", () -> graph.refuseReplaced(Heads.of("r1")));
        assertEquals(List.of("r4", "p1", "q1"), upgrade(graph, Heads.of("s1")));
    }

    @Test
    void a_replaced_revision_cannot_be_named() {
        assertRefused("replaced_revision", "the baseline 'r3' replaces", () -> usual().resolve("r1"));
        assertRefused("replaced_revision", "r3", () -> usual().upgrade(Heads.none(), "r2"));
    }

    @Test
    void a_downgrade_undoes_the_baseline_only_if_it_names_base() {
        RevisionGraph graph = usual();
        Heads heads = Heads.of("r4");
        assertEquals(Heads.of("r3"), graph.downgrade(heads, "r3").end());
        assertEquals(Heads.none(), graph.downgrade(heads, "base").end());
        assertEquals(Heads.none(), graph.downgrade(heads, "retail@base").end());
        assertRefused("irreversible", "retail@base", () -> graph.downgrade(heads, "-2"));
        assertRefused("irreversible", "the baseline 'r3'", () -> graph.downgrade(heads, "r3-1"));
    }

    @Test
    void a_script_of_a_replaced_revision_is_refused() {
        assertRefused("duplicate_revision", "the baseline 'r3' replaces", () -> graph(Revision.of("r1")));
        assertRefused("missing_revision", "down_revision: r3", () -> graph(Revision.of("x1", "r2")));
        assertRefused(
                "duplicate_revision",
                "'r3' and 'x1' both replace",
                () -> graph(Revision.of("x1").replacing(new Replaced(null, List.of("r2"), Set.of()))));
    }
}
