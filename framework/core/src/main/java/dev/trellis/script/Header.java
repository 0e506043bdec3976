package dev.trellis.script;

import dev.trellis.revision.Revision;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a script says; enough for the graph and for every listing.
 *
 * @param revision its place in the graph
 * @param message what it is about, one line; empty when it says nothing
 * @param created when it was written, as written (ISO 8601), or null
 * @param dbCreate whether {@code db-create} runs its raw SQL, rows and Java too, which no model can show; null when it does
 *     not say
 * @param ignoredRules the lint rules that are not to speak of it, each with the reason why, in the order written
 */
public record Header(
        Revision revision,
        String message,
        @Nullable String created,
        @Nullable Boolean dbCreate,
        Map<String, String> ignoredRules) {

    public Header {
        ignoredRules = Collections.unmodifiableMap(new LinkedHashMap<>(ignoredRules));
    }

    /** A header that says no more than where the revision stands. */
    public Header(Revision revision, String message, @Nullable String created) {
        this(revision, message, created, null, Map.of());
    }
}
