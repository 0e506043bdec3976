package dev.trellis;

import dev.trellis.script.MigrationContext;
import java.util.Optional;

/** The database connection and the option values of a {@link Seeder}. */
public interface SeedContext extends MigrationContext {

    /** Returns the value of an option: the given value, else the fallback; empty if the option has neither. */
    <T> Optional<T> find(SeedOption<T> option);

    /**
     * Returns the value of an option that always has a value: a flag, a required option, or one with a fallback.
     *
     * @throws IllegalStateException if the option has no value
     */
    default <T> T value(SeedOption<T> option) {
        return find(option).orElseThrow(() -> new IllegalStateException("no value for " + option.optionName()));
    }
}
