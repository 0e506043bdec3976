package dev.trellis.report;

import java.util.List;

/**
 * The result of {@code rebase}.
 *
 * @param revision the moved revision with its new parent
 * @param from the identifiers of its former parents
 * @param onto the identifier of its new parent
 * @param carried the identifiers of the revisions above the moved revision, which moved with it, in order
 */
public record RebaseReport(RevisionReport revision, List<String> from, String onto, List<String> carried) {
    public RebaseReport {
        from = List.copyOf(from);
        carried = List.copyOf(carried);
    }
}
