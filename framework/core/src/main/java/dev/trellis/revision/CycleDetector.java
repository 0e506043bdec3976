package dev.trellis.revision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Finds the rings of a graph: Tarjan's strongly connected components, without recursion. */
final class CycleDetector {
    private final int[][] edges;
    private final int[] number;
    private final int[] low;
    private final int[] position;
    private final int[] path;
    private final int[] open;
    private final BitSet isOpen = new BitSet();
    private final List<int[]> rings = new ArrayList<>();
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

    /** One ring for each component that has any, in the direction of the edges, its first member the lowest. */
    static List<int[]> of(int[][] edges) {
        CycleDetector search = new CycleDetector(edges);
        for (int i = 0; i < edges.length; i++) {
            if (search.number[i] == 0) {
                search.visit(i);
            }
        }
        search.rings.sort((a, b) -> Integer.compare(a[0], b[0]));
        return search.rings;
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
            rings.add(ring(Topology.set(Arrays.copyOfRange(open, from, opened))));
        }
        opened = from;
    }

    /** Walks inside the component until a node comes again. */
    private int[] ring(BitSet component) {
        List<Integer> walked = new ArrayList<>();
        BitSet seen = new BitSet();
        int node = component.nextSetBit(0);
        while (!seen.get(node)) {
            seen.set(node);
            walked.add(node);
            node = Arrays.stream(edges[node]).filter(component::get).findFirst().orElseThrow();
        }
        int[] ring = walked.subList(walked.indexOf(node), walked.size()).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        int lowest = 0;
        for (int i = 1; i < ring.length; i++) {
            lowest = ring[i] < ring[lowest] ? i : lowest;
        }
        int[] turned = new int[ring.length];
        for (int i = 0; i < ring.length; i++) {
            turned[i] = ring[(lowest + i) % ring.length];
        }
        return turned;
    }
}
