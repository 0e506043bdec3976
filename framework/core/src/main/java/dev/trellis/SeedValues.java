package dev.trellis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What was given for the options of seeders. Prints names alone. */
public final class SeedValues {
    /** Nothing. */
    public static final SeedValues NONE = new SeedValues(Map.of());

    private final Map<SeedOption<?>, Object> given;

    private SeedValues(Map<SeedOption<?>, Object> given) {
        this.given = given;
    }

    /** The same with one value more. */
    public <T> SeedValues with(SeedOption<T> option, T value) {
        Map<SeedOption<?>, Object> more = new LinkedHashMap<>(given);
        more.put(option, value);
        return new SeedValues(more);
    }

    /** What was given, or else the option's own fallback; empty when there is neither. */
    public <T> Optional<T> find(SeedOption<T> option) {
        Object value = given.get(option);
        return value == null
                ? Optional.ofNullable(option.fallback())
                : Optional.of(option.type().cast(value));
    }

    /** What must not be printed. */
    public List<String> secrets() {
        return given.entrySet().stream()
                .filter(entry -> entry.getKey().secret())
                .map(entry -> entry.getValue().toString())
                .toList();
    }

    @Override
    public String toString() {
        TreeSet<String> names = new TreeSet<>();
        given.keySet().forEach(option -> names.add(option.name()));
        return "SeedValues" + names;
    }
}
