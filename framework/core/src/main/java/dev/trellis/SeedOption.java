package dev.trellis;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An option that a {@link Seeder} adds to {@code db-create}, for example {@code --user=doe}. Keep the option in a constant,
 * return it from {@link Seeder#options}, and pass it to {@link SeedContext#find}:
 *
 * <pre>{@code
 * static final SeedOption<String> USER = SeedOption.text("user", "login of the first user").require();
 * }</pre>
 *
 * @param <T> the type of the option's values
 * @param name the name without dashes
 * @param description one line for the help
 * @param type the class of the option's values
 * @param fallback the value if the user gives none; null if the option has no fallback
 * @param required whether {@code db-create} requires a value
 * @param secret whether the value must not appear in any output
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
                    "'" + name + "' is not a name for an option; write lower-case words as in no-public-access");
        }
    }

    /** Returns an option with a text value. */
    public static SeedOption<String> text(String name, String description) {
        return new SeedOption<>(name, description, String.class, null, false, false);
    }

    /** Returns an option with a text value that is read without echo and never printed. */
    public static SeedOption<String> secret(String name, String description) {
        return new SeedOption<>(name, description, String.class, null, false, true);
    }

    /** Returns a flag: an option whose value is true if the flag is given, else false. */
    public static SeedOption<Boolean> flag(String name, String description) {
        return new SeedOption<>(name, description, Boolean.class, false, false, false);
    }

    /** Returns an option with an integer value. */
    public static SeedOption<Integer> number(String name, String description) {
        return new SeedOption<>(name, description, Integer.class, null, false, false);
    }

    /** Returns an option with a path; a relative path on the command line starts at the working directory. */
    public static SeedOption<Path> path(String name, String description) {
        return new SeedOption<>(name, description, Path.class, null, false, false);
    }

    /** Returns this option as a required option: {@code db-create} prompts for its value, or fails without a terminal. */
    public SeedOption<T> require() {
        return new SeedOption<>(name, description, type, fallback, true, secret);
    }

    /** Returns the option with a fallback. */
    public SeedOption<T> orElse(T value) {
        return new SeedOption<>(name, description, type, value, required, secret);
    }

    /** Returns the name with dashes: {@code --user}. */
    public String optionName() {
        return "--" + name;
    }
}
