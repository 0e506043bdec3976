package dev.trellis.revision;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be wrong with headers; a graph reports all of it at once. */
final class GraphProblems {
    private GraphProblems() {}

    static Problem missingRevision(String id, String missing, Optional<String> meant) {
        return Problem.of(
                        ErrorName.MISSING_REVISION,
                        "revision '" + id + "' stands on '" + missing + "', which does not exist")
                .advice(meant.map(near -> "Did you mean '" + near + "'? Otherwise restore")
                                .orElse("Restore") + " the script of '" + missing
                        + "', or correct the down_revision of '"
                        + id + "'.")
                .fact("revision", id)
                .fact("missing", missing);
    }

    static Problem missingDependency(String id, String missing, Optional<String> meant) {
        return Problem.of(
                        ErrorName.MISSING_DEPENDENCY,
                        "revision '" + id + "' depends on '" + missing + "', which is no revision and no label")
                .advice(meant.map(near -> "Did you mean '" + near + "'? Otherwise restore")
                                .orElse("Restore") + " the script of '" + missing
                        + "', install the plugin that brings it, or correct the depends_on of '" + id
                        + "' (identifiers are written in full).")
                .fact("revision", id)
                .fact("missing", missing);
    }

    static Problem duplicateRevision(String id) {
        return Problem.of(ErrorName.DUPLICATE_REVISION, "revision '" + id + "' is there more than once")
                .advice("Remove one of the scripts, or give it an identifier of its own.")
                .fact("revision", id);
    }

    static Problem duplicateLabel(String label, String id, String other) {
        return Problem.of(
                        ErrorName.DUPLICATE_LABEL,
                        "label '" + label + "' of revision '" + id + "' is already declared by revision '" + other
                                + "'")
                .advice("A label is declared once, on the first revision of its branch; remove the other.")
                .fact("label", label)
                .fact("revisions", List.of(other, id));
    }

    static Problem labelIsRevision(String label, String id) {
        return Problem.of(
                        ErrorName.DUPLICATE_LABEL,
                        "label '" + label + "' of revision '" + id + "' is also the identifier of a revision")
                .advice("Choose another label.")
                .fact("label", label)
                .fact("revisions", List.of(id, label));
    }

    static Problem loop(String id) {
        return Problem.of(ErrorName.LOOP_DETECTED, "revision '" + id + "' stands on itself")
                .advice("Correct the down_revision of '" + id + "'.")
                .fact("revisions", List.of(id));
    }

    static Problem dependencyLoop(String id) {
        return Problem.of(ErrorName.DEPENDENCY_LOOP, "revision '" + id + "' depends on itself")
                .advice("Remove '" + id + "' from its own depends_on.")
                .fact("revisions", List.of(id));
    }

    static Problem cycle(List<String> ring) {
        return Problem.of(ErrorName.CYCLE_DETECTED, "revisions stand on one another in a ring: " + around(ring))
                .advice("Correct the down_revision of one of them; the newest is the likely one.")
                .fact("revisions", ring);
    }

    static Problem dependencyCycle(List<String> ring) {
        return Problem.of(ErrorName.DEPENDENCY_CYCLE, "revisions need one another in a ring: " + around(ring))
                .advice("Remove a depends_on among them, or split the revision that both sides need.")
                .fact("revisions", ring);
    }

    private static String around(List<String> ring) {
        List<String> shown = ring.size() > RevisionException.SHOWN ? ring.subList(0, RevisionException.SHOWN) : ring;
        return String.join(" -> ", shown) + (ring.size() > RevisionException.SHOWN ? " -> ..." : "") + " -> "
                + ring.get(0);
    }

    static Problem illegalRevision(String id, String why) {
        return Problem.of(ErrorName.ILLEGAL_IDENTIFIER, "revision identifier '" + id + "' " + why)
                .advice("Use letters, digits, underscores and dots.")
                .fact("identifier", id);
    }

    static Problem illegalLabel(String label, String why) {
        return Problem.of(ErrorName.ILLEGAL_IDENTIFIER, "branch label '" + label + "' " + why)
                .advice("Use letters, digits and underscores, with '-', '.' or blanks only between them, and none of "
                        + Identifier.RESERVED.stream().sorted().collect(Collectors.joining(", ")) + ".")
                .fact("identifier", label);
    }
}
