package dev.trellis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The given values of seeders' options. {@link #toString} returns only the names of the options. */
public final class SeedValues {
    /** No values. */
    public static final SeedValues NONE = new SeedValues(Map.of());

    private final Map<SeedOption<?>, Object> values;

    private SeedValues(Map<SeedOption<?>, Object> values) {
        this.values = values;
    }

    /** Returns these values with the value of one option added or replaced. */
    public <T> SeedValues with(SeedOption<T> option, T value) {
        Map<SeedOption<?>, Object> next = new LinkedHashMap<>(values);
        next.put(option, value);
        return new SeedValues(next);
    }

    /** Returns the value of an option: the given value, else the fallback; empty if the option has neither. */
    public <T> Optional<T> find(SeedOption<T> option) {
        Object value = values.get(option);
        return value == null
                ? Optional.ofNullable(option.fallback())
                : Optional.of(option.type().cast(value));
    }

    /** Returns the values that must not appear in any output. */
    public List<String> secrets() {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().secret())
                .map(entry -> entry.getValue().toString())
                .toList();
    }

    @Override
    public String toString() {
        TreeSet<String> names = new TreeSet<>();
        values.keySet().forEach(option -> names.add(option.name()));
        return "SeedValues" + names;
    }
}
