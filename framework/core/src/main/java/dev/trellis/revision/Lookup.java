package dev.trellis.revision;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.Location;
import dev.trellis.error.Pasteable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the revisions that a text names: by identifier, prefix, label, or as {@code head}, {@code heads}, {@code base}. */
final class Lookup {
    /** The shortest prefix by which an identifier is found. */
    private static final int MIN_PREFIXED_LENGTH = 4;

    /** The largest number of names among which a suggestion is searched; the search is linear. */
    private static final int MAX_CANDIDATES = 10_000;

    private final RevisionGraph graph;
    private final Topology topology;
    private final Map<String, Integer> ids;
    private final Map<String, Integer> labels;
    private final Map<String, Integer> replaced;
    private final Supplier<Map<String, Optional<String>>> undeclared;
    private final String[] sortedIds;

    Lookup(RevisionGraph graph, GraphBuilder builder, Supplier<Map<String, Optional<String>>> undeclared) {
        this.undeclared = undeclared;
        this.graph = graph;
        this.topology = graph.topology;
        this.ids = builder.ids;
        this.labels = builder.labels;
        this.replaced = builder.replaced;
        this.sortedIds = ids.keySet().stream().sorted().toArray(String[]::new);
    }

    /** Returns the revision with exactly this identifier, or -1. */
    int id(String id) {
        return ids.getOrDefault(id, -1);
    }

    /** Returns the baseline that replaces the revision with exactly this identifier, or -1. */
    int baseline(String id) {
        return replaced.getOrDefault(id, -1);
    }

    /** Returns the revision that declares exactly this label, or -1. */
    int label(String label) {
        return labels.getOrDefault(label, -1);
    }

    /** Returns the revision of a label, or of an identifier that is used like a label. */
    int branch(String label) {
        int found = exactOrPartial(label, null);
        if (found < 0) {
            refuseUndeclared(label);
            refusePartialLabel(label);
            throw RevisionException.noSuchBranch(label, nearest(label, labels.keySet()));
        }
        return found;
    }

    /** Returns the same revision as {@link #branch}, but reports an unknown label as {@code no_such_revision}. */
    int narrowing(String label) {
        int found = exactOrPartial(label, null);
        if (found < 0) {
            throw noSuchRevision(label);
        }
        return found;
    }

    /** Returns the revisions on the line of a label; null if no label is given. */
    @Nullable
    BitSet lineage(@Nullable String label) {
        return label == null ? null : topology.lineage(narrowing(label));
    }

    /**
     * Returns the revision that a symbol names by its identifier, by a prefix of it, or by a label. If {@code label} is
     * not null, as in {@code label@symbol}, the revision has to be on the line of the label.
     */
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
            if (sortedIds[i].length() >= MIN_PREFIXED_LENGTH && (line == null || line.get(id(sortedIds[i])))) {
                candidates.add(sortedIds[i]);
            }
        }
        if (candidates.size() > 1) {
            throw RevisionException.ambiguousId(name, candidates);
        }
        return candidates.isEmpty() ? -1 : id(candidates.get(0));
    }

    private void refuseUndeclared(String label) {
        Optional<String> first = undeclared.get().get(label);
        if (first != null) {
            throw first.map(file -> RevisionException.undeclaredLabel(label, Location.of(file)))
                    .orElseGet(() -> RevisionException.emptyBranch(label));
        }
    }

    private void refusePartialLabel(String name) {
        List<String> candidates = labels.keySet().stream()
                .filter(label -> !name.isEmpty() && label.startsWith(name))
                .toList();
        if (!candidates.isEmpty()) {
            throw RevisionException.partialLabel(name, candidates);
        }
    }

    private RevisionException noSuchRevision(String name) {
        refuseUndeclared(name);
        refusePartialLabel(name);
        if (name.equals(RangeQuery.CURRENT)) {
            return RevisionException.currentNotAllowed();
        }
        int baseline = baseline(name);
        if (baseline >= 0) {
            return RevisionException.replaced(name, graph.revisionAt(baseline));
        }
        return RevisionException.noSuchRevision(
                name,
                nearest(name, labels.keySet())
                        .or(() -> nearest(name, ids.keySet()))
                        .or(() -> nearest(name, new TreeSet<>(Identifier.RESERVED))));
    }

    private static Optional<String> nearest(String name, Set<String> known) {
        return known.size() > MAX_CANDIDATES
                ? Optional.empty()
                : ClosestMatch.of(name, known).filter(near -> !near.equals(name));
    }

    /** Returns all heads, or, with a label, the heads on the line of the label. */
    int[] heads(@Nullable String label) {
        BitSet line = lineage(label);
        return Arrays.stream(graph.heads)
                .filter(h -> line == null || line.get(h))
                .toArray();
    }

    /** Returns the revisions that a symbol without steps names; none for {@code base}. */
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

    /** Returns the only revision that a symbol names; {@link RelativeTarget#BASE} for {@code base}. */
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
                        .map(first -> "trellis rebase " + Pasteable.word(first.id()) + " --onto "
                                + Pasteable.word(ids.get(0)))
                : Optional.empty();
        return RevisionException.multipleHeads(text, ids, rebase);
    }

    /**
     * Returns the revisions of a {@link Target#named} text. Steps count down from the heads; {@link RelativeTarget#BASE}
     * stands for steps that lead to base.
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
