package dev.trellis.internal.diagram.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of a revision graph that is drawn as a list, newest revision first. A lane leads down to one revision. A lane that
 * has ended is used again by the next one that begins, so the list stays narrow.
 *
 * @param rows one row for each revision, in the order of the list
 * @param width the number of lanes
 */
public record RevisionLanes(List<Row> rows, int width) {
    public RevisionLanes {
        rows = List.copyOf(rows);
    }

    /**
     * A row.
     *
     * @param column the lane of the revision
     * @param passing the lanes that pass the revision
     * @param incoming the lanes that lead to the revision from above
     * @param outgoing the lanes that lead from the revision to its parents
     */
    public record Row(
            RevisionNode revision, int column, List<Integer> passing, List<Integer> incoming, List<Integer> outgoing) {}

    /** Returns the lanes for revisions, newest first. */
    public static RevisionLanes of(List<RevisionNode> newestFirst) {
        Set<String> known = newestFirst.stream().map(RevisionNode::id).collect(Collectors.toSet());
        List<@Nullable String> lanes = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        int width = 1;
        for (RevisionNode node : newestFirst) {
            List<Integer> incoming = indexesOf(lanes, node.id());
            incoming.forEach(lane -> lanes.set(lane, null));
            int column = incoming.isEmpty() ? free(lanes) : incoming.get(0);
            List<Integer> passing = occupied(lanes);
            lanes.set(column, node.id());
            List<Integer> outgoing = new ArrayList<>();
            boolean isColumnUsed = false;
            for (String parent : node.parents()) {
                if (known.contains(parent)) {
                    int lane = lanes.indexOf(parent);
                    if (lane < 0) {
                        lane = isColumnUsed ? free(lanes) : column;
                        isColumnUsed = true;
                        lanes.set(lane, parent);
                    }
                    outgoing.add(lane);
                }
            }
            if (node.id().equals(lanes.get(column))) {
                lanes.set(column, null);
            }
            width = Math.max(width, lanes.size());
            rows.add(new Row(node, column, passing, incoming, outgoing));
        }
        return new RevisionLanes(rows, width);
    }

    private static List<Integer> indexesOf(List<@Nullable String> lanes, String id) {
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            if (id.equals(lanes.get(i))) {
                indexes.add(i);
            }
        }
        return indexes;
    }

    private static List<Integer> occupied(List<@Nullable String> lanes) {
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            if (lanes.get(i) != null) {
                indexes.add(i);
            }
        }
        return indexes;
    }

    private static int free(List<@Nullable String> lanes) {
        int free = lanes.indexOf(null);
        if (free < 0) {
            lanes.add(null);
            free = lanes.size() - 1;
        }
        return free;
    }
}
