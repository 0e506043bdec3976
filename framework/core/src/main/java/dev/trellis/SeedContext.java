package dev.trellis;

import dev.trellis.script.MigrationContext;
import java.util.Optional;

/** What a {@link Seeder} has to work with. */
public interface SeedContext extends MigrationContext {

    /** The value of an option: what was given, or else its fallback; empty when there is neither. */
    <T> Optional<T> find(SeedOption<T> option);

    /**
     * The value of an option that always has one: a flag, one that is required, or one with a fallback.
     *
     * @throws IllegalStateException when it has none after all
     */
    default <T> T value(SeedOption<T> option) {
        return find(option).orElseThrow(() -> new IllegalStateException("no value for " + option.optionName()));
    }
}
