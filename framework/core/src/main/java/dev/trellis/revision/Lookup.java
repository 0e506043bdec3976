package dev.trellis.revision;

import dev.trellis.error.ClosestMatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the revisions that a text names: identifiers, their beginnings, labels, {@code head heads base}. */
final class Lookup {
    /** Shorter identifiers are never matched by their beginning, as in Alembic. */
    private static final int PARTIAL = 4;

    private static final int SUGGEST_AMONG = 10_000;

    private final RevisionGraph graph;
    private final Topology topology;
    private final Map<String, Integer> ids;
    private final Map<String, Integer> labels;
    private final String[] sortedIds;

    Lookup(RevisionGraph graph, GraphBuilder reading) {
        this.graph = graph;
        this.topology = graph.topology;
        this.ids = reading.ids;
        this.labels = reading.labels;
        this.sortedIds = ids.keySet().stream().sorted().toArray(String[]::new);
    }

    /** The revision with exactly this identifier, or -1. */
    int id(String id) {
        return ids.getOrDefault(id, -1);
    }

    /** The revision that declares exactly this label, or -1. */
    int label(String label) {
        return labels.getOrDefault(label, -1);
    }

    /** The branch of a label, or of a revision that is used like one. */
    int branch(String label) {
        int found = exactOrPartial(label, null);
        if (found < 0) {
            refusePartialLabel(label);
            throw RevisionException.noSuchBranch(label, nearest(label, labels.keySet()));
        }
        return found;
    }

    /** As {@link #branch}; where only heads or rows are narrowed, Alembic reports a label like any name. */
    int narrowing(String label) {
        int found = exactOrPartial(label, null);
        if (found < 0) {
            throw noSuchRevision(label);
        }
        return found;
    }

    /** The line of a branch, or null without a label. */
    @Nullable
    BitSet lineage(@Nullable String label) {
        return label == null ? null : topology.lineage(narrowing(label));
    }

    /** One revision by identifier, its beginning or label, on the line of the label when there is one. */
    int one(String symbol, @Nullable String label) {
        BitSet line = label == null ? null : topology.lineage(branch(label));
        int found = exactOrPartial(symbol, line);
        if (found < 0) {
            throw noSuchRevision(symbol);
        }
        if (label != null && line != null && !line.get(found)) {
            throw RevisionException.notInBranch(label, graph.idAt(found), graph.labels[found]);
        }
        return found;
    }

    private int exactOrPartial(String name, @Nullable BitSet line) {
        Integer exact = ids.get(name);
        if (exact == null) {
            exact = labels.get(name);
        }
        if (exact != null) {
            return exact;
        }
        List<String> candidates = new ArrayList<>();
        int from = Arrays.binarySearch(sortedIds, name);
        for (int i = from < 0 ? -from - 1 : from; i < sortedIds.length && sortedIds[i].startsWith(name); i++) {
            if (sortedIds[i].length() >= PARTIAL && (line == null || line.get(id(sortedIds[i])))) {
                candidates.add(sortedIds[i]);
            }
        }
        if (candidates.size() > 1) {
            throw RevisionException.ambiguousId(name, candidates);
        }
        return candidates.isEmpty() ? -1 : id(candidates.get(0));
    }

    private void refusePartialLabel(String name) {
        List<String> begun = labels.keySet().stream()
                .filter(label -> !name.isEmpty() && label.startsWith(name))
                .toList();
        if (!begun.isEmpty()) {
            throw RevisionException.partialLabel(name, begun);
        }
    }

    private RevisionException noSuchRevision(String name) {
        refusePartialLabel(name);
        return RevisionException.noSuchRevision(
                name,
                nearest(name, labels.keySet())
                        .or(() -> nearest(name, ids.keySet()))
                        .or(() -> nearest(name, new TreeSet<>(Identifier.RESERVED))));
    }

    private static Optional<String> nearest(String name, Set<String> known) {
        return known.size() > SUGGEST_AMONG ? Optional.empty() : ClosestMatch.of(name, known);
    }

    /** The heads, or those on the line of the label. */
    int[] heads(@Nullable String label) {
        BitSet line = lineage(label);
        return Arrays.stream(graph.heads)
                .filter(h -> line == null || line.get(h))
                .toArray();
    }

    /** What the symbol stands for, without steps: none for {@code base}. */
    int[] all(String symbol, @Nullable String label) {
        return switch (symbol) {
            case "base" -> {
                if (label != null) {
                    branch(label);
                }
                yield new int[0];
            }
            case "heads" -> label == null ? graph.effectiveHeads : heads(label);
            case "head" -> {
                int[] heads = heads(label);
                if (heads.length > 1) {
                    throw several(label == null ? symbol : label + "@" + symbol, heads);
                }
                yield heads;
            }
            default -> new int[] {one(symbol, label)};
        };
    }

    /** As {@link #all}, where one is meant: {@link RelativeTarget#BASE} for base. */
    int single(String symbol, @Nullable String label) {
        int[] all = all(symbol, label);
        if (all.length > 1) {
            throw several(label == null ? symbol : label + "@" + symbol, all);
        }
        return all.length == 0 ? RelativeTarget.BASE : all[0];
    }

    private RevisionException several(String text, int[] heads) {
        List<String> ids = graph.idsAt(heads);
        Optional<String> rebase = heads.length == 2
                ? graph.fork(ids.get(1), ids.get(0))
                        .map(first -> "trellis rebase " + first.id() + " --onto " + ids.get(0))
                : Optional.empty();
        return RevisionException.multipleHeads(text, ids, rebase);
    }

    /**
     * What a {@link Target#named} text stands for. Steps count from the heads, down only; {@link RelativeTarget#BASE} where they
     * lead to base.
     */
    int[] named(Target target) {
        Long steps = target.offset();
        if (steps == null) {
            return all(symbolOf(target), target.label());
        }
        BitSet line = lineage(target.label());
        RelativeTarget walk = new RelativeTarget(graph, target.text());
        return IntStream.of(graph.effectiveHeads)
                .filter(h -> line == null || line.get(h))
                .map(h -> walk.exactly(h, steps, null))
                .toArray();
    }

    static String symbolOf(Target target) {
        if (target.symbol() == null) {
            throw RevisionException.nothingToStepFrom(target.text());
        }
        return target.symbol();
    }
}
