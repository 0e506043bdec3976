package dev.trellis.revision;

import java.util.Arrays;
import java.util.BitSet;
import java.util.PriorityQueue;

/** The edges of an acyclic graph. Revisions are indexes in load order. */
final class Topology {
    final int size;
    /** The parents of each revision, from {@code down_revision}. */
    final int[][] parents;
    /** The parents and dependencies of each revision, each once. */
    final int[][] below;
    /** The inverse of {@link #parents}. */
    final int[][] children;
    /** The inverse of {@link #below}. */
    final int[][] above;
    /**
     * The revisions whose application a row of the version table implies: {@link #below} without the dependencies on
     * revisions that a baseline replaces. A database may have such a replaced revision without the whole baseline.
     */
    final int[][] implied;
    /** The inverse of {@link #implied}. */
    final int[][] implying;
    /** All revisions, each after everything below it; see the package's documentation. */
    final int[] order;

    Topology(GraphBuilder builder) {
        this(builder.parents, builder.dependencies, builder.rowDependencies);
    }

    /**
     * Creates the edges.
     *
     * @param rowDependencies the dependencies that count for the rows of the version table; {@code dependencies} itself if
     *     all count
     */
    Topology(int[][] parents, int[][] dependencies, int[][] rowDependencies) {
        this.size = parents.length;
        this.parents = parents;
        this.below = both(parents, dependencies);
        this.children = reversed(parents);
        this.above = below == parents ? children : reversed(below);
        this.implied = rowDependencies == dependencies ? below : both(parents, rowDependencies);
        this.implying = implied == below ? above : reversed(implied);
        this.order = kahn();
    }

    /**
     * Returns the parents and dependencies of each revision, each once; {@code parents} itself if no revision has
     * dependencies.
     */
    static int[][] both(int[][] parents, int[][] dependencies) {
        if (isEmpty(dependencies)) {
            return parents;
        }
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

    private static boolean isEmpty(int[][] edges) {
        for (int[] to : edges) {
            if (to.length > 0) {
                return false;
            }
        }
        return true;
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
            throw new IllegalArgumentException("the graph has a cycle");
        }
        return sorted;
    }

    /** Returns the seeds and everything that is reachable from them. */
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

    /**
     * Returns everything that is reachable from the seeds by at least one edge; a seed is included only if it is
     * reachable from another seed.
     */
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

    /** Returns the line of a revision: the revision itself, and everything below and above it by {@code down_revision}. */
    BitSet lineage(int revision) {
        BitSet line = closure(parents, set(revision));
        line.or(closure(children, set(revision)));
        return line;
    }

    /** Returns those revisions of a set whose application no other revision of the set implies. */
    BitSet tops(BitSet closed) {
        BitSet tops = new BitSet();
        closed.stream()
                .filter(i -> Arrays.stream(implying[i]).noneMatch(closed::get))
                .forEach(tops::set);
        return tops;
    }

    /** Returns the revisions of a set in the order of execution. */
    int[] sorted(BitSet members) {
        return Arrays.stream(order).filter(members::get).toArray();
    }
}
