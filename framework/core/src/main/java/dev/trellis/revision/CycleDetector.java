package dev.trellis.revision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Finds the cycles of a graph with Tarjan's algorithm for strongly connected components, without recursion. */
final class CycleDetector {
    private final int[][] edges;
    private final int[] number;
    private final int[] low;
    private final int[] position;
    private final int[] path;
    private final int[] open;
    private final BitSet isOpen = new BitSet();
    private final List<int[]> cycles = new ArrayList<>();
    private int opened;
    private int visited;

    private CycleDetector(int[][] edges) {
        this.edges = edges;
        this.number = new int[edges.length];
        this.low = new int[edges.length];
        this.position = new int[edges.length];
        this.path = new int[edges.length];
        this.open = new int[edges.length];
    }

    /**
     * Returns one cycle for each strongly connected component that contains a cycle. A cycle follows the direction of the
     * edges and begins with its lowest node.
     */
    static List<int[]> of(int[][] edges) {
        CycleDetector search = new CycleDetector(edges);
        for (int i = 0; i < edges.length; i++) {
            if (search.number[i] == 0) {
                search.visit(i);
            }
        }
        search.cycles.sort((a, b) -> Integer.compare(a[0], b[0]));
        return search.cycles;
    }

    private void visit(int root) {
        int depth = 0;
        enter(root);
        path[0] = root;
        while (depth >= 0) {
            int node = path[depth];
            if (position[node] < edges[node].length) {
                int next = edges[node][position[node]++];
                if (number[next] == 0) {
                    enter(next);
                    path[++depth] = next;
                } else if (isOpen.get(next)) {
                    low[node] = Math.min(low[node], number[next]);
                }
            } else {
                depth--;
                if (depth >= 0) {
                    low[path[depth]] = Math.min(low[path[depth]], low[node]);
                }
                if (low[node] == number[node]) {
                    close(node);
                }
            }
        }
    }

    private void enter(int node) {
        number[node] = ++visited;
        low[node] = visited;
        open[opened++] = node;
        isOpen.set(node);
    }

    private void close(int node) {
        int from = opened;
        do {
            isOpen.clear(open[--from]);
        } while (open[from] != node);
        if (opened - from > 1) {
            cycles.add(cycle(Topology.set(Arrays.copyOfRange(open, from, opened))));
        }
        opened = from;
    }

    /** Follows edges within the component until a node is reached again. */
    private int[] cycle(BitSet component) {
        List<Integer> walked = new ArrayList<>();
        BitSet seen = new BitSet();
        int node = component.nextSetBit(0);
        while (!seen.get(node)) {
            seen.set(node);
            walked.add(node);
            node = Arrays.stream(edges[node]).filter(component::get).findFirst().orElseThrow();
        }
        int[] cycle = walked.subList(walked.indexOf(node), walked.size()).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        int lowest = 0;
        for (int i = 1; i < cycle.length; i++) {
            lowest = cycle[i] < cycle[lowest] ? i : lowest;
        }
        int[] rotated = new int[cycle.length];
        for (int i = 0; i < cycle.length; i++) {
            rotated[i] = cycle[(lowest + i) % cycle.length];
        }
        return rotated;
    }
}
