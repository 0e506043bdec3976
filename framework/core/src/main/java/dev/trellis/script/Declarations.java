package dev.trellis.script;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statements of the author about the effect of a script, which Trellis cannot derive from its operations.
 *
 * @param dbCreate whether {@code db-create} also runs the script's SQL, rows and Java steps, whose effect no model describes; null when
 *     the script does not state it
 * @param ignoredRules the lint rules that do not check the script, in the order written, each with the author's reason
 * @param breaks the reason why a release may contain the script although it breaks other parties; null if the script does
 *     not state one
 * @param compatible whether the previous release of the branch works with the revision, so that it tolerates a database to
 *     which the revision is applied
 * @param touches the tables and other objects that the raw SQL and the Java steps of the upgrade read or change, each {@code
 *     name} or {@code schema.name}; null if the script does not state them, so that it may touch every object
 */
public record Declarations(
        @Nullable Boolean dbCreate,
        Map<String, String> ignoredRules,
        @Nullable String breaks,
        boolean compatible,
        @Nullable List<String> touches) {
    /** The declarations of a script that states nothing. */
    public static final Declarations NONE = new Declarations(null, Map.of(), null, false, null);

    public Declarations {
        ignoredRules =
                ignoredRules.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(ignoredRules));
        touches = touches == null ? null : List.copyOf(touches);
    }

    /** Returns the declarations with another value of {@code dbCreate}. */
    public Declarations withDbCreate(@Nullable Boolean value) {
        return new Declarations(value, ignoredRules, breaks, compatible, touches);
    }

    /** Returns the declarations with other objects that raw SQL and Java steps touch; null for any object. */
    public Declarations withTouches(@Nullable List<String> value) {
        return new Declarations(dbCreate, ignoredRules, breaks, compatible, value);
    }
}
