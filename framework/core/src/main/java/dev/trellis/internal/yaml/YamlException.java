package dev.trellis.internal.yaml;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An error in a YAML text, with its location. */
public final class YamlException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private YamlException(Problem problem) {
        super(problem);
    }

    /** Reports {@code malformed_yaml}. */
    public static YamlException malformed(Location location, String why) {
        return new YamlException(Problem.of(ErrorName.MALFORMED_YAML, why)
                .at(location)
                .advice("Correct the file, usually at this place or just above it."));
    }

    /**
     * Reports {@code malformed_yaml}: a colon or comma outside of quotes has ended a value with a parenthesis.
     *
     * @param word the word in front of the parenthesis
     */
    static YamlException unquoted(Location location, String word) {
        return new YamlException(
                Problem.of(ErrorName.MALFORMED_YAML, "the parenthesis of '" + word + "(' is not closed here")
                        .at(location)
                        .advice("In braces, a comma or a colon ends the value. Write the value in quotes: \"" + word
                                + "(...)\""));
    }

    /** Reports {@code unreadable_file}. */
    public static YamlException unreadable(Location location, String why) {
        return new YamlException(
                Problem.of(ErrorName.UNREADABLE_FILE, why).at(location).advice("Check the path and the permissions."));
    }

    /**
     * Reports {@code refused_yaml}: well-formed YAML that Trellis does not accept.
     *
     * @param what the reason for the refusal
     */
    public static YamlException refused(Location location, String what, @Nullable String advice) {
        return new YamlException(
                Problem.of(ErrorName.REFUSED_YAML, what).at(location).advice(advice));
    }

    /**
     * Reports {@code unknown_key}.
     *
     * @param what the mapping, as users call it
     * @param known the keys that the mapping accepts
     */
    public static YamlException unknownKey(Location location, String what, String key, Collection<String> known) {
        String advice = ClosestMatch.of(key, known)
                .map(near -> "Did you mean '" + near + "'?")
                .orElse(known.isEmpty() ? "Remove the key." : "Use one of: " + String.join(", ", known) + ".");
        return new YamlException(Problem.of(ErrorName.UNKNOWN_KEY, "'" + key + "' is not a key of " + what)
                .at(location)
                .advice(advice));
    }

    /**
     * Reports {@code unknown_dialect}: a text by dialect names an unknown dialect.
     *
     * @param known the names of the dialects
     */
    public static YamlException unknownDialect(Location location, String dialect, Collection<String> known) {
        return new YamlException(Problem.of(ErrorName.UNKNOWN_DIALECT, "there is no dialect '" + dialect + "'")
                .at(location)
                .advice(ClosestMatch.of(dialect, known)
                        .map(name -> "Did you mean '" + name + "'?")
                        .orElse("Use one of: " + String.join(", ", new TreeSet<>(known))
                                + "; or 'default' for all others.")));
    }

    /**
     * Reports {@code missing_key}.
     *
     * @param what the mapping, as users call it
     * @param written the keys of the mapping, one of which may be a misspelling of the missing key
     */
    public static YamlException missingKey(Location location, String what, String key, Collection<String> written) {
        return new YamlException(Problem.of(ErrorName.MISSING_KEY, what + " needs the key '" + key + "'")
                .at(location)
                .advice(ClosestMatch.of(key, written)
                        .filter(near -> !near.equals(key))
                        .map(near -> "Did you misspell it as '" + near + "'?")
                        .orElse(null)));
    }

    /**
     * Reports {@code unexpected_value}.
     *
     * @param what the value, as users call it
     * @param wanted a description of the required value
     * @param found a description of the value in the text
     */
    public static YamlException expected(Location location, String what, String wanted, String found) {
        return new YamlException(Problem.of(ErrorName.UNEXPECTED_VALUE, what + " must be " + wanted + ", not " + found)
                .at(location)
                .advice(form(wanted)));
    }

    /** Returns how to write a value of a kind; null if the description of the kind already says how. */
    private static @Nullable String form(String wanted) {
        return switch (wanted) {
            case "a mapping" -> "Write keys with values: {key: value}, or one 'key: value' on each indented line.";
            case "a list" -> "Write a list: [first, second], or one '- value' on each indented line.";
            case "a text" -> "Write one value. A value that contains a colon, a comma or '#' needs quotes: \"value\"";
            default -> null;
        };
    }

    /**
     * Reports {@code unexpected_value}: the default of a column is not a value of the column's enumeration.
     *
     * @param column the name of the column
     * @param values the values of the enumeration
     */
    public static YamlException notInEnumeration(
            Location location, String column, String found, Collection<String> values) {
        return new YamlException(Problem.of(
                        ErrorName.UNEXPECTED_VALUE,
                        "the default of column '" + column + "' must be a value of its enum, not '" + found + "'")
                .at(location)
                .advice(ClosestMatch.of(found, values)
                        .map(near -> "Did you mean '" + near + "'?")
                        .orElse("Use one of: " + String.join(", ", values) + ".")));
    }

    /** Wraps a problem that another package found in a text that this package has read. */
    public static YamlException of(Problem problem) {
        return new YamlException(problem);
    }
}
