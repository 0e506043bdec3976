package dev.trellis;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An option that a {@link Seeder} adds to {@code db-create}: {@code --user=doe}. Keep it in a constant, name it in
 * {@link Seeder#options}, and ask for its value with it.
 *
 * @param <T> the type of its values
 * @param name its name without the dashes
 * @param description one line for the help
 * @param fallback its value where none is given, or null for none
 * @param required whether {@code db-create} does nothing without it
 * @param secret whether its value must not appear in any output
 */
public record SeedOption<T>(
        String name,
        String description,
        Class<T> type,
        @Nullable T fallback,
        boolean required,
        boolean secret) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    public SeedOption {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "not a name for an option: '" + name + "'; write it as in no-public-access");
        }
    }

    /** A text. */
    public static SeedOption<String> text(String name, String description) {
        return new SeedOption<>(name, description, String.class, null, false, false);
    }

    /** A text that is asked for without an echo and never printed. */
    public static SeedOption<String> secret(String name, String description) {
        return new SeedOption<>(name, description, String.class, null, false, true);
    }

    /** True when it is given, else false. */
    public static SeedOption<Boolean> flag(String name, String description) {
        return new SeedOption<>(name, description, Boolean.class, false, false, false);
    }

    /** A whole number. */
    public static SeedOption<Integer> number(String name, String description) {
        return new SeedOption<>(name, description, Integer.class, null, false, false);
    }

    /** A file or folder; on the command line relative to where the command runs. */
    public static SeedOption<Path> path(String name, String description) {
        return new SeedOption<>(name, description, Path.class, null, false, false);
    }

    /** The same, and {@code db-create} asks for it, or where nobody can be asked, refuses to begin. */
    public SeedOption<T> require() {
        return new SeedOption<>(name, description, type, fallback, true, secret);
    }

    /** The same with a value for where none is given. */
    public SeedOption<T> orElse(T value) {
        return new SeedOption<>(name, description, type, value, required, secret);
    }

    /** As it is typed: {@code --user}. */
    public String optionName() {
        return "--" + name;
    }
}
