package dev.trellis.revision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of several folders a new revision's script goes to. */
public final class Locations {
    private Locations() {}

    /**
     * The requested place, or that of the first parent, or the only one there is.
     *
     * @param configured the places for scripts; not empty
     * @param requested what {@code --version-path} says, or null
     * @param ofParents where the scripts of the new revision's parents lie, in their order
     * @throws RevisionException {@code unknown_location}, {@code location_required}
     */
    public static String choose(List<String> configured, @Nullable String requested, List<String> ofParents) {
        if (requested != null) {
            if (!configured.contains(requested)) {
                throw RevisionException.unknownLocation(requested, configured);
            }
            return requested;
        }
        if (configured.size() == 1) {
            return configured.get(0);
        }
        if (ofParents.isEmpty()) {
            throw RevisionException.locationRequired(configured);
        }
        return ofParents.get(0);
    }
}
