package dev.trellis.revision;

import java.util.Arrays;
import java.util.BitSet;
import java.util.PriorityQueue;

/** The edges of a graph without rings, over indexes in the load order. */
final class Topology {
    final int size;
    /** By {@code down_revision}. */
    final int[][] parents;
    /** By {@code down_revision} and {@code depends_on}, each once. */
    final int[][] below;

    final int[][] children;
    final int[][] above;
    /** Every revision once, whatever is below it first; see the package's documentation. */
    final int[] order;

    Topology(int[][] parents, int[][] dependencies) {
        this.size = parents.length;
        this.parents = parents;
        this.below = both(parents, dependencies);
        this.children = reversed(parents);
        this.above = reversed(below);
        this.order = kahn();
    }

    static int[][] both(int[][] parents, int[][] dependencies) {
        int[][] both = new int[parents.length][];
        for (int i = 0; i < both.length; i++) {
            int[] more = dependencies[i];
            if (more.length == 0) {
                both[i] = parents[i];
            } else {
                int[] all = Arrays.copyOf(parents[i], parents[i].length + more.length);
                System.arraycopy(more, 0, all, parents[i].length, more.length);
                both[i] = Arrays.stream(all).distinct().toArray();
            }
        }
        return both;
    }

    private static int[][] reversed(int[][] edges) {
        int[] count = new int[edges.length];
        for (int[] to : edges) {
            for (int t : to) {
                count[t]++;
            }
        }
        int[][] reversed = new int[edges.length][];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = new int[count[i]];
        }
        for (int i = edges.length - 1; i >= 0; i--) {
            for (int t : edges[i]) {
                reversed[t][--count[t]] = i;
            }
        }
        return reversed;
    }

    private int[] kahn() {
        int[] missing = new int[size];
        PriorityQueue<Integer> available = new PriorityQueue<>();
        for (int i = 0; i < size; i++) {
            missing[i] = below[i].length;
            if (missing[i] == 0) {
                available.add(i);
            }
        }
        int[] sorted = new int[size];
        int done = 0;
        for (Integer next = available.poll(); next != null; next = available.poll()) {
            sorted[done++] = next;
            for (int a : above[next]) {
                if (--missing[a] == 0) {
                    available.add(a);
                }
            }
        }
        if (done != size) {
            throw new IllegalArgumentException("the graph has a ring");
        }
        return sorted;
    }

    /** The seeds and everything that the edges lead to from them. */
    static BitSet closure(int[][] edges, BitSet seeds) {
        BitSet seen = (BitSet) seeds.clone();
        int[] stack = seeds.stream().toArray();
        int top = stack.length;
        while (top > 0) {
            for (int next : edges[stack[--top]]) {
                if (!seen.get(next)) {
                    seen.set(next);
                    if (top == stack.length) {
                        stack = Arrays.copyOf(stack, Math.max(16, top * 2));
                    }
                    stack[top++] = next;
                }
            }
        }
        return seen;
    }

    /** What the edges lead to from the seeds; a seed itself only when another seed leads to it. */
    static BitSet beyond(int[][] edges, BitSet seeds) {
        BitSet next = new BitSet();
        seeds.stream().forEach(seed -> {
            for (int n : edges[seed]) {
                next.set(n);
            }
        });
        return closure(edges, next);
    }

    static BitSet set(int... members) {
        BitSet set = new BitSet();
        for (int member : members) {
            set.set(member);
        }
        return set;
    }

    /** The revision and its line, below and above by {@code down_revision}. */
    BitSet lineage(int revision) {
        BitSet line = closure(parents, set(revision));
        line.or(closure(children, set(revision)));
        return line;
    }

    /** The members that no other member has below it. */
    BitSet tops(BitSet closed) {
        BitSet tops = new BitSet();
        closed.stream()
                .filter(i -> Arrays.stream(above[i]).noneMatch(closed::get))
                .forEach(tops::set);
        return tops;
    }

    /** The members in the graph's order. */
    int[] sorted(BitSet members) {
        return Arrays.stream(order).filter(members::get).toArray();
    }
}
