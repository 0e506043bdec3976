package dev.trellis.revision;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates random graphs with several bases, branch and merge points, dependencies and labels, in any load order. */
final class Graphs {
    private Graphs() {}

    /**
     * The random choices of one revision among the revisions before it. A number is taken modulo the count of these
     * revisions.
     */
    record Seed(List<Integer> parents, List<Integer> needs, boolean labelled, int loaded) {}

    static Arbitrary<List<Seed>> seeds(int most) {
        Arbitrary<Integer> pick = Arbitraries.integers().between(0, 1_000);
        return Combinators.combine(
                        pick.list().ofMaxSize(3),
                        pick.list().ofMaxSize(2),
                        Arbitraries.of(false, false, false, true),
                        pick)
                .as(Seed::new)
                .list()
                .ofMaxSize(most);
    }

    static Arbitrary<RevisionGraph> graphs(int most) {
        return seeds(most).map(seeds -> RevisionGraph.of(grow(List.of(), seeds, "r")));
    }

    /** Returns the old revisions in their order, and one above them for each seed at any position of the load order. */
    static List<Revision> grow(List<Revision> old, List<Seed> seeds, String prefix) {
        List<String> below = new ArrayList<>(Revision.ids(old));
        List<Revision> loaded = new ArrayList<>(old);
        for (int i = 0; i < seeds.size(); i++) {
            Seed seed = seeds.get(i);
            String id = prefix + (1000 + i);
            Revision revision = new Revision(
                    id,
                    List.copyOf(chosen(below, seed.parents())),
                    seed.labelled() ? Set.of("label_" + id) : Set.of(),
                    List.copyOf(chosen(below, seed.needs())));
            below.add(id);
            loaded.add(seed.loaded() % (loaded.size() + 1), revision);
        }
        return loaded;
    }

    private static Set<String> chosen(List<String> below, List<Integer> picks) {
        Set<String> chosen = new LinkedHashSet<>();
        if (!below.isEmpty()) {
            picks.forEach(pick -> chosen.add(below.get(pick % below.size())));
        }
        return chosen;
    }
}
