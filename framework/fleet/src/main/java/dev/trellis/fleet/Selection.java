package dev.trellis.fleet;

import java.util.Set;

/**
 * The targets that a command works on: those that satisfy every condition.
 *
 * @param ids the identifiers; empty for any
 * @param labels the labels, all of which a target must have; empty for any
 * @param waves the waves; empty for any
 * @param slice the part of the fleet
 */
public record Selection(Set<String> ids, Set<String> labels, Set<String> waves, Slice slice) {
    /** All targets. */
    public static final Selection ALL = new Selection(Set.of(), Set.of(), Set.of(), Slice.ALL);

    public Selection {
        ids = Set.copyOf(ids);
        labels = Set.copyOf(labels);
        waves = Set.copyOf(waves);
    }

    /** Returns the selection with other identifiers. */
    public Selection withIds(Set<String> value) {
        return new Selection(value, labels, waves, slice);
    }

    /** Returns the selection with other labels. */
    public Selection withLabels(Set<String> value) {
        return new Selection(ids, value, waves, slice);
    }

    /** Returns the selection with other waves. */
    public Selection withWaves(Set<String> value) {
        return new Selection(ids, labels, value, slice);
    }

    /** Returns the selection with another slice. */
    public Selection withSlice(Slice value) {
        return new Selection(ids, labels, waves, value);
    }

    /** Returns whether a target satisfies the conditions without the slice. */
    boolean isNamed(Target target) {
        return (ids.isEmpty() || ids.contains(target.id()))
                && target.labels().containsAll(labels)
                && (waves.isEmpty() || waves.contains(target.wave()));
    }
}
