package dev.trellis.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line leads from a revision to each of its parents, and no two revisions share a place. */
class LanesTest {
    private static RevisionReport revision(String id, String... parents) {
        return RevisionReport.builder(id).downRevision(List.of(parents)).build();
    }

    private static List<String> text(List<Lanes.Row> rows) {
        return rows.stream()
                .map(row -> row.revision() + " in " + row.lane() + ": "
                        + String.join(
                                " ",
                                row.lines().stream()
                                        .map(line -> line.from() + ">" + line.to() + "(" + line.revision() + ")")
                                        .toList()))
                .toList();
    }

    @Test
    void a_fork_and_its_merge_point_have_two_lanes() {
        assertEquals(
                List.of("m in 0: 0>0(a) 0>1(b)", "a in 0: 0>0(r) 1>1(b)", "b in 1: 0>0(r) 1>0(r)", "r in 0: "),
                text(Lanes.of(
                        List.of(revision("m", "a", "b"), revision("a", "r"), revision("b", "r"), revision("r")))));
    }

    @Test
    void parents_outside_of_the_list_are_left_out() {
        assertEquals(
                List.of("b in 0: 0>0(a)", "a in 0: "),
                text(Lanes.of(List.of(revision("b", "a", "x"), revision("a", "y")))));
    }

    @Test
    void a_second_graph_below_a_base_is_detached() {
        List<Lanes.Row> rows = Lanes.of(List.of(revision("a"), revision("b")));
        assertEquals(
                List.of(false, true), rows.stream().map(Lanes.Row::isDetached).toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void lines_lead_to_the_parents(long seed) {
        List<RevisionReport> revisions = graph(new Random(seed));
        List<Lanes.Row> rows = Lanes.of(revisions);
        // The revisions to which the lines above a row lead, by column.
        Map<Integer, String> arriving = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Lanes.Row row = rows.get(i);
            String arrived = arriving.remove(row.lane());
            assertTrue(arrived == null || arrived.equals(row.revision()), () -> row + " after " + arrived);
            Map<Integer, String> next = new HashMap<>();
            List<String> parents = new ArrayList<>();
            for (Lanes.Line line : row.lines()) {
                if (line.from() == row.lane()) {
                    parents.add(line.revision());
                } else {
                    assertEquals(arriving.remove(line.from()), line.revision(), row::toString);
                }
                String other = next.put(line.to(), line.revision());
                assertTrue(other == null || other.equals(line.revision()), row::toString);
            }
            assertEquals(Map.of(), arriving, row::toString);
            assertEquals(revisions.get(i).downRevision(), parents);
            arriving = next;
        }
        assertEquals(Map.of(), arriving);
    }

    /** Returns a random graph, newest revision first. */
    private static List<RevisionReport> graph(Random random) {
        List<RevisionReport> revisions = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            List<String> parents = new ArrayList<>();
            for (int j = random.nextInt(3); j > 0 && i > 0; j--) {
                String parent = "r" + Math.max(0, i - 1 - random.nextInt(6));
                if (!parents.contains(parent)) {
                    parents.add(parent);
                }
            }
            revisions.add(revision("r" + i, parents.toArray(String[]::new)));
        }
        Collections.reverse(revisions);
        return revisions;
    }
}
