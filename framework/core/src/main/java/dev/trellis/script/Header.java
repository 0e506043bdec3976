package dev.trellis.script;

import dev.trellis.revision.Revision;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header of a script. The revision graph and the listings need only the header.
 *
 * @param revision the revision with its parents, labels and dependencies
 * @param message one line that describes the revision; empty for none
 * @param created the time of creation as written (ISO 8601), or null
 * @param declarations what the author states about the effect of the script
 */
public record Header(
        Revision revision, String message, @Nullable String created, Declarations declarations) {

    /** Creates a header that states the revision, the message and the time only. */
    public Header(Revision revision, String message, @Nullable String created) {
        this(revision, message, created, Declarations.NONE);
    }

    /** Returns {@link Declarations#dbCreate}. */
    public @Nullable Boolean dbCreate() {
        return declarations.dbCreate();
    }

    /** Returns {@link Declarations#ignoredRules}. */
    public Map<String, String> ignoredRules() {
        return declarations.ignoredRules();
    }

    /** Returns {@link Declarations#breaks}. */
    public @Nullable String breaks() {
        return declarations.breaks();
    }

    /** Returns {@link Declarations#compatible}. */
    public boolean compatible() {
        return declarations.compatible();
    }

    /** Returns {@link Declarations#touches}. */
    public @Nullable List<String> touches() {
        return declarations.touches();
    }
}
