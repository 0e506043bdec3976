package dev.trellis.script;

import dev.trellis.revision.Revision;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header of a script. The revision graph and the listings need only the header.
 *
 * @param revision the revision with its parents, labels and dependencies
 * @param message one line that describes the revision; empty for none
 * @param created the time of creation as written (ISO 8601), or null
 * @param dbCreate whether {@code db-create} also runs the script's SQL, rows and Java steps, whose effect no model describes; null when
 *     the script does not state it
 * @param ignoredRules the lint rules that do not check the script, in the order written, each with the author's reason
 * @param breaks the reason why a release may contain the script although it breaks other parties; null if the script does
 *     not state one
 * @param compatible whether the previous release of the branch works with the revision, so that it tolerates a database to
 *     which the revision is applied
 */
public record Header(
        Revision revision,
        String message,
        @Nullable String created,
        @Nullable Boolean dbCreate,
        Map<String, String> ignoredRules,
        @Nullable String breaks,
        boolean compatible) {

    public Header {
        ignoredRules =
                ignoredRules.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(ignoredRules));
    }

    /** Creates a header without {@code breaks} and {@code compatible}. */
    public Header(
            Revision revision,
            String message,
            @Nullable String created,
            @Nullable Boolean dbCreate,
            Map<String, String> ignoredRules) {
        this(revision, message, created, dbCreate, ignoredRules, null, false);
    }

    /** Creates a header that states the revision, the message and the time only. */
    public Header(Revision revision, String message, @Nullable String created) {
        this(revision, message, created, null, Map.of());
    }
}
