package dev.trellis.report;

import java.util.List;

/**
 * What a rebase did.
 *
 * @param revision the revision that was moved, as it is now
 * @param from what it stood on before
 * @param onto what it stands on now
 * @param carried the revisions that stand on it and moved with it, in order
 */
public record RebaseReport(RevisionReport revision, List<String> from, String onto, List<String> carried) {
    public RebaseReport {
        from = List.copyOf(from);
        carried = List.copyOf(carried);
    }
}
