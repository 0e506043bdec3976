package dev.trellis.revision;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Pasteable;
import dev.trellis.error.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The problems of headers. A graph reports all problems at once. */
final class GraphProblems {
    private GraphProblems() {}

    static Problem missingRevision(String id, String missing, Optional<String> closest) {
        return Problem.of(
                        ErrorName.MISSING_REVISION,
                        "revision '" + id + "' names '" + missing + "' as its down_revision, which does not exist")
                .advice(closest.map(match -> "Did you mean '" + match + "'? Otherwise restore")
                                .orElse("Restore") + " the script of '" + missing
                        + "', or correct the down_revision of '"
                        + id + "'.")
                .fact("revision", id)
                .fact("missing", missing);
    }

    static Problem missingDependency(String id, String missing, Optional<String> closest) {
        return Problem.of(
                        ErrorName.MISSING_DEPENDENCY,
                        "revision '" + id + "' depends on '" + missing + "', which is no revision and no label")
                .advice(closest.map(match -> "Did you mean '" + match + "'? Otherwise restore")
                                .orElse("Restore") + " the script of '" + missing
                        + "', install the plugin that contains it, or correct the depends_on of '" + id
                        + "' (identifiers are written in full).")
                .fact("revision", id)
                .fact("missing", missing);
    }

    static Problem duplicateRevision(String id) {
        return Problem.of(ErrorName.DUPLICATE_REVISION, "revision '" + id + "' exists more than once")
                .advice("Remove one of the scripts, or give it another identifier.")
                .fact("revision", id);
    }

    static Problem replaced(String id, String baseline) {
        return Problem.of(
                        ErrorName.DUPLICATE_REVISION,
                        "revision '" + id + "' has a script, although the baseline '" + baseline + "' replaces it")
                .advice("Remove the script of '" + id + "'.")
                .fact("revision", id)
                .fact("baseline", baseline);
    }

    static Problem replacedTwice(String id, String baseline, String other) {
        return Problem.of(
                        ErrorName.DUPLICATE_REVISION,
                        "the baselines '" + other + "' and '" + baseline + "' both replace revision '" + id + "'")
                .advice("Remove one of the two baselines, or '" + id + "' from its list.")
                .fact("revision", baseline)
                .fact("other", other);
    }

    static Problem replacedParent(String id, String missing, String baseline) {
        return Problem.of(
                        ErrorName.MISSING_REVISION,
                        "revision '" + id + "' names '" + missing + "' as its down_revision, which the baseline '"
                                + baseline + "' replaces")
                .advice("If '" + id + "' also works on the schema of the baseline, change its script: down_revision: "
                        + Pasteable.yaml(baseline))
                .fact("revision", id)
                .fact("missing", missing)
                .fact("baseline", baseline);
    }

    static Problem similarRevision(String id, String other) {
        return Problem.of(
                        ErrorName.DUPLICATE_REVISION,
                        "revisions '" + other + "' and '" + id + "' differ only in case or accents, which some"
                                + " databases and file systems ignore")
                .advice("Give one of them another identifier.")
                .fact("revision", id)
                .fact("other", other);
    }

    static Problem duplicateLabel(String label, String id, String other) {
        return Problem.of(
                        ErrorName.DUPLICATE_LABEL,
                        "label '" + label + "' of revision '" + id + "' is already declared by revision '" + other
                                + "'")
                .advice("Declare a label once, on the first revision of its branch, and remove the other declaration.")
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
        return Problem.of(ErrorName.LOOP_DETECTED, "revision '" + id + "' names itself as its down_revision")
                .advice("Correct the down_revision of '" + id + "'.")
                .fact("revisions", List.of(id));
    }

    static Problem dependencyLoop(String id) {
        return Problem.of(ErrorName.DEPENDENCY_LOOP, "revision '" + id + "' depends on itself")
                .advice("Remove '" + id + "' from its own depends_on.")
                .fact("revisions", List.of(id));
    }

    static Problem cycle(List<String> cycle) {
        return Problem.of(ErrorName.CYCLE_DETECTED, "the down_revisions form a cycle: " + path(cycle))
                .advice("Correct the down_revision of one of them, most likely of the newest.")
                .fact("revisions", cycle);
    }

    static Problem dependencyCycle(List<String> cycle) {
        return Problem.of(ErrorName.DEPENDENCY_CYCLE, "revisions depend on one another in a cycle: " + path(cycle))
                .advice(
                        "Remove the depends_on of one of them. If each needs a part of the other, move the part that is needed"
                                + " first into a revision of its own and depend on that.")
                .fact("revisions", cycle);
    }

    private static String path(List<String> cycle) {
        boolean cut = cycle.size() > RevisionException.SHOWN;
        List<String> shown = cut ? cycle.subList(0, RevisionException.SHOWN) : cycle;
        return String.join(" -> ", shown) + (cut ? " -> ..." : "") + " -> " + cycle.get(0);
    }

    static Problem illegalRevision(String id, String why) {
        return Problem.of(ErrorName.ILLEGAL_IDENTIFIER, "revision identifier '" + id + "' " + why)
                .advice("Use letters, digits, underscores and dots.")
                .fact("identifier", id);
    }

    static Problem reservedRevision(String id, String why) {
        return Problem.of(ErrorName.ILLEGAL_IDENTIFIER, "revision identifier '" + id + "' " + why)
                .advice("Choose another identifier.")
                .fact("identifier", id);
    }

    static Problem longRevision(String id, int limit) {
        return Problem.of(
                        ErrorName.ILLEGAL_IDENTIFIER,
                        "revision identifier '" + id + "' has " + id.length() + " characters; the version table stores "
                                + limit)
                .advice("Shorten the identifier.")
                .fact("identifier", id);
    }

    static Problem illegalLabel(String label, String why) {
        return Problem.of(ErrorName.ILLEGAL_IDENTIFIER, "branch label '" + label + "' " + why)
                .advice("Use letters, digits and underscores; '-', '.' and blanks are allowed, but not at the start or"
                        + " the end. Not allowed: "
                        + Identifier.RESERVED.stream().sorted().collect(Collectors.joining(", ")) + ".")
                .fact("identifier", label);
    }
}
