package dev.trellis.internal.yaml;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a YAML text, always with its place. */
public final class YamlException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private YamlException(Problem problem) {
        super(problem);
    }

    public static YamlException malformed(Location at, String why) {
        return new YamlException(Problem.of(ErrorName.MALFORMED_YAML, why).at(at));
    }

    public static YamlException refused(Location at, String what, @Nullable String advice) {
        return new YamlException(Problem.of(ErrorName.REFUSED_YAML, what).at(at).advice(advice));
    }

    public static YamlException unknownKey(Location at, String what, String key, Collection<String> known) {
        String advice = ClosestMatch.of(key, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElse(known.isEmpty() ? "it takes no keys" : "it takes: " + String.join(", ", known));
        return new YamlException(Problem.of(ErrorName.UNKNOWN_KEY, "'" + key + "' is not a key of " + what)
                .at(at)
                .advice(advice));
    }

    public static YamlException missingKey(Location at, String what, String key) {
        return missingKey(at, what, key, List.of());
    }

    /** @param written the keys that are there, one of which may be a misspelling of it */
    public static YamlException missingKey(Location at, String what, String key, Collection<String> written) {
        return new YamlException(Problem.of(ErrorName.MISSING_KEY, what + " needs the key '" + key + "'")
                .at(at)
                .advice(ClosestMatch.of(key, written)
                        .filter(near -> !near.equals(key))
                        .map(near -> "is '" + near + "' meant to be it?")
                        .orElse(null)));
    }

    public static YamlException expected(Location at, String what, String wanted, String found) {
        return new YamlException(Problem.of(ErrorName.UNEXPECTED_VALUE, what + " must be " + wanted + ", not " + found)
                .at(at));
    }

    /** A fault that another room found in what stands at a place. */
    public static YamlException of(Problem problem) {
        return new YamlException(problem);
    }
}
