package dev.trellis.revision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the folder of a new revision's script. */
public final class Locations {
    private Locations() {}

    /**
     * Returns the requested folder, else the only configured folder, else the folder of the first parent's script.
     *
     * @param configured the folders of scripts; not empty
     * @param requested the value of {@code --version-path}, or null
     * @param ofParents the folders of the parents' scripts, in the order of the parents
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
