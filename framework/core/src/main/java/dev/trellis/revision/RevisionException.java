package dev.trellis.revision;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Pasteable;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An error in the graph, or in a text that names revisions. */
public final class RevisionException extends TrellisException {
    private static final long serialVersionUID = 1L;

    /** The number of candidates that a message lists. */
    static final int SHOWN = 8;

    RevisionException(Problem problem) {
        super(problem);
    }

    RevisionException(List<Problem> problems) {
        super(problems, null);
    }

    private static RevisionException of(ErrorName name, String message, String advice) {
        return new RevisionException(Problem.of(name, message).advice(advice));
    }

    private static RevisionException of(
            ErrorName name, String message, String advice, String fact, Collection<String> values) {
        return new RevisionException(Problem.of(name, message).advice(advice).fact(fact, List.copyOf(values)));
    }

    /** Joins names with commas; only the first names if there are many. */
    static String list(Collection<String> names) {
        String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
    }

    // -- text -----------------------------------------------------------------------------------------------------

    static RevisionException unreadable(String text, String why) {
        return of(
                ErrorName.ILLEGAL_IDENTIFIER,
                "'" + text + "' " + why,
                "Write a revision, label@revision, head, heads or base, optionally followed by +N or -N.");
    }

    static RevisionException wrongWay(String text, Direction direction) {
        boolean up = direction == Direction.UPGRADE;
        return of(
                ErrorName.RELATIVE_TOO_FAR,
                "'" + text + "' does not lead " + (up ? "up" : "down") + " from the current revisions",
                up
                        ? "Give +N with N above zero, or use: trellis downgrade"
                        : "Give -N with N above zero, or use: trellis upgrade");
    }

    static RevisionException tooFar(String text, String why) {
        return of(
                ErrorName.RELATIVE_TOO_FAR,
                "'" + text + "' goes too far: " + why,
                "Take fewer steps; see: trellis history");
    }

    static RevisionException rangeNotAllowed(String text, Direction direction) {
        String command = direction.name().toLowerCase(Locale.ROOT);
        return of(
                ErrorName.RANGE_NOT_ALLOWED,
                "'" + text + "' is a range, but a run on a database starts at the revisions in its version table",
                "Give only the end, or write SQL for the range: trellis " + command + " --sql " + Pasteable.word(text));
    }

    static RevisionException rangeRequired(String text) {
        return of(
                ErrorName.RANGE_REQUIRED,
                "'" + text + "' has no start, which a downgrade without a database requires",
                "Give both ends: trellis downgrade --sql FROM:TO");
    }

    static RevisionException badRange(String text) {
        return of(ErrorName.BAD_RANGE, "'" + text + "' is not a range", "Write START:END, START: or :END.");
    }

    static RevisionException severalStarts(Collection<String> starts) {
        return of(
                ErrorName.SEVERAL_STARTS,
                "the stamp starts from different revisions: " + list(starts),
                "Give every target the same start.",
                "starts",
                starts);
    }

    static RevisionException purgeOffline() {
        return of(
                ErrorName.PURGE_OFFLINE,
                "--purge reads the version table, and --sql works without a database",
                "Leave out --purge or --sql.");
    }

    // -- looking up -----------------------------------------------------------------------------------------------

    static RevisionException noSuchRevision(String name, Optional<String> closest) {
        return of(
                ErrorName.NO_SUCH_REVISION,
                "there is no revision or label '" + name + "'",
                closest.map(match -> "Did you mean '" + match + "'? ").orElse("") + "See: trellis history");
    }

    /**
     * {@code no_such_branch}: no revision declares the label of a configured branch.
     *
     * @param first the script of the branch's first revision
     */
    public static RevisionException undeclaredLabel(String label, @Nullable Location first) {
        return new RevisionException(Problem.of(
                        ErrorName.NO_SUCH_BRANCH, "no revision declares the label '" + label + "'")
                .at(first)
                .advice("Write into the branch's first revision: branch_labels: [" + Pasteable.yaml(label) + "]"));
    }

    static RevisionException emptyBranch(String label) {
        return of(
                ErrorName.NO_SUCH_REVISION,
                "branch '" + label + "' has no revision yet",
                "Create the first: trellis revision --head " + Pasteable.word(label + "@head") + " -m \"...\"");
    }

    static RevisionException currentNotAllowed() {
        return of(
                ErrorName.NO_SUCH_REVISION,
                "'current' is not the name of a revision here",
                "Name a revision; to see what is applied: trellis current");
    }

    static RevisionException nothingToStepFrom(String text) {
        return of(
                ErrorName.NO_SUCH_REVISION,
                "'" + text + "' is relative, but the name of a revision is needed here",
                "Name the revision itself; see: trellis history");
    }

    static RevisionException currentTwice() {
        return of(
                ErrorName.NO_SUCH_REVISION,
                "'current' is at both ends of the range",
                "Show what is applied: trellis history -r :current");
    }

    static RevisionException unknownRow(String row) {
        return of(
                ErrorName.NO_SUCH_REVISION,
                "the version table names revision '" + row + "', which does not exist",
                "Restore the script (is a plugin or a commit missing?), or declare the applied revisions:"
                        + " trellis stamp --purge REVISION...");
    }

    static RevisionException replaced(String name, Revision baseline) {
        return of(
                ErrorName.REPLACED_REVISION,
                "the baseline '" + baseline.id() + "' replaces revision '" + name + "'",
                "Name the baseline or a later revision; see: trellis history");
    }

    static RevisionException belowBaseline(String row, Revision baseline) {
        return below(
                "the database is at revision '" + row + "', which the baseline '" + baseline.id() + "' replaces",
                baseline,
                row);
    }

    /** Reports an applied revision that depends on a replaced revision, on a database without the baseline. */
    static RevisionException withoutBaseline(Revision applied, Revision baseline) {
        String name = applied.dependsOn().stream()
                .filter(baseline::isReplacing)
                .findFirst()
                .orElse(baseline.id());
        return below(
                "the database has revision '" + applied.id() + "', which depends on '" + name
                        + "', but not the baseline '" + baseline.id() + "', which replaces '" + name + "'",
                baseline,
                name);
    }

    static RevisionException undoesBaseline(String text, Revision baseline) {
        String label = baseline.branchLabels().stream().findFirst().orElse(baseline.id());
        return of(
                ErrorName.IRREVERSIBLE,
                "the downgrade to '" + text + "' would undo the baseline '" + baseline.id()
                        + "', and with it everything that the replaced revisions created",
                "Downgrade at most to the baseline: trellis downgrade " + Pasteable.word(baseline.id())
                        + "\n  To drop everything that the branch has created: trellis downgrade "
                        + Pasteable.word(label + "@base"));
    }

    private static RevisionException below(String message, Revision baseline, String replaced) {
        List<String> releases = Replaced.releases(baseline.replaces(), replaced);
        String with = releases.isEmpty()
                ? "a release that contains the scripts of both '" + replaced + "' and '" + baseline.id() + "'"
                : "release " + String.join(", then with release ", releases);
        return new RevisionException(Problem.of(ErrorName.BELOW_BASELINE, message)
                .advice("First upgrade the database with " + with + ": trellis upgrade heads\n"
                        + "  Then upgrade it with these scripts.")
                .fact("replaced", replaced)
                .fact("baseline", baseline.id())
                .fact("releases", releases));
    }

    static RevisionException noSuchBranch(String label, Optional<String> closest) {
        return of(
                ErrorName.NO_SUCH_BRANCH,
                "there is no branch '" + label + "'",
                closest.map(match -> "Did you mean '" + match + "@...'? ")
                                .orElse("If '" + label
                                        + "' is a new branch, its first revision has to declare it: branch_labels: ["
                                        + Pasteable.yaml(label) + "]. ")
                        + "See: trellis branches");
    }

    static RevisionException partialLabel(String text, Collection<String> labels) {
        return of(
                ErrorName.NO_SUCH_REVISION,
                "there is no revision or label '" + text + "', and labels are not found by a prefix: " + list(labels),
                "Write the label in full.",
                "candidates",
                labels);
    }

    static RevisionException ambiguousId(String prefix, Collection<String> candidates) {
        return of(
                ErrorName.AMBIGUOUS_ID,
                "several revisions begin with '" + prefix + "': " + list(candidates),
                "Write more of the identifier.",
                "candidates",
                candidates);
    }

    static RevisionException notInBranch(String label, String id, Collection<String> labels) {
        return of(
                ErrorName.NOT_IN_BRANCH,
                "revision '" + id + "' is not on branch '" + label + "'"
                        + (labels.isEmpty() ? "" : "; it is on " + list(labels)),
                labels.isEmpty()
                        ? "Leave out the label."
                        : "Write " + labels.iterator().next() + "@" + id + ", or leave out the label.");
    }

    /**
     * {@code multiple_heads}: a text that has to name one head names several.
     *
     * @param rebase the command that rebases the revisions of one head onto the other; empty if there is none
     */
    static RevisionException multipleHeads(String text, Collection<String> heads, Optional<String> rebase) {
        String merge =
                "trellis merge " + Pasteable.words(heads.stream().limit(SHOWN).toList()) + " -m \"...\"";
        String move = rebase.map(command -> "; or rebase the revisions of one head onto the other: " + command)
                .orElse("");
        int at = text.indexOf('@');
        if (at > 0) {
            return of(
                    ErrorName.MULTIPLE_HEADS,
                    "branch '" + text.substring(0, at) + "' has " + heads.size() + " heads: " + list(heads),
                    "Name one of them; or join them: " + merge + move,
                    "heads",
                    heads);
        }
        return of(
                ErrorName.MULTIPLE_HEADS,
                "'" + text + "' has to name one revision, and there are " + heads.size() + " heads: " + list(heads),
                "Name one of them, or LABEL@head"
                        + (text.equals("head") ? ", or heads if the command takes several revisions; " : "; ")
                        + (move.isEmpty() ? "see: trellis heads" : "to join them: " + merge + move),
                "heads",
                heads);
    }

    static RevisionException severalToStartFrom(String text, Collection<String> heads) {
        return of(
                ErrorName.MULTIPLE_HEADS,
                "'" + text + "' has to name one revision, and there are " + heads.size() + " heads: " + list(heads),
                "Begin the range with all current revisions of the database ('trellis current' shows them): "
                        + Pasteable.word(String.join(",", heads) + ":TO"),
                "heads",
                heads);
    }

    static RevisionException ambiguousWalk(String text, String from, Collection<String> next, boolean up) {
        return of(
                ErrorName.AMBIGUOUS_WALK,
                "'" + text + "' leads to several " + (up ? "descendants" : "ancestors") + " of " + from + ": "
                        + list(next),
                up ? "Name one of them, or its branch: LABEL@+N" : "Name one of them.",
                "candidates",
                next);
    }

    static RevisionException ambiguousRelative(String text, Collection<String> rows) {
        return of(
                ErrorName.AMBIGUOUS_RELATIVE,
                "'" + text + "' could start from any of the current revisions: " + list(rows),
                "Name the branch or one of the revisions: LABEL@" + text.substring(text.indexOf('@') + 1)
                        + " or REVISION@" + text.substring(text.indexOf('@') + 1),
                "candidates",
                rows);
    }

    // -- rows and ranges ------------------------------------------------------------------------------------------

    static RevisionException rowTwice(String row) {
        return of(
                ErrorName.ROW_COUNT_MISMATCH,
                "the version table has the row '" + row + "' twice",
                "Remove one of the two rows, and restore the primary key of the table: trellis ensure_version");
    }

    static RevisionException rowMissing(String row, Step step) {
        return of(
                ErrorName.ROW_COUNT_MISMATCH,
                "the version table no longer contains '" + row + "', from which revision '"
                        + step.revision().id() + "' was to start: another program has changed the table",
                "See the heads: trellis current. Then run the command again.");
    }

    /**
     * {@code overlapping_versions}: one of several revisions is an ancestor of another.
     *
     * @param what the revisions as a plural noun: {@code the rows of the version table}
     */
    static RevisionException overlapping(String what, Collection<String> implied) {
        return of(
                ErrorName.OVERLAPPING_VERSIONS,
                what + " overlap: " + list(implied)
                        + (implied.size() == 1 ? " is an ancestor" : " are ancestors")
                        + " of another revision in the list",
                "Leave out " + list(implied)
                        + ". To correct the rows of the version table: trellis stamp --purge REVISION...",
                "implied",
                implied);
    }

    static RevisionException notReachable(String text, Collection<String> rows) {
        return of(
                ErrorName.RANGE_NOT_ANCESTOR,
                "'" + text + "' is not applied, so the database (at " + (rows.isEmpty() ? "base" : list(rows))
                        + ") cannot be downgraded to it",
                "See what is applied: trellis current\n  To upgrade instead: trellis upgrade " + Pasteable.word(text));
    }

    static RevisionException notOneLine(Range range) {
        return of(
                ErrorName.RANGE_NOT_ANCESTOR,
                "'" + range.start() + "' is not an ancestor of '" + range.end() + "'",
                "Name two revisions of one branch, the older first; see: trellis history");
    }

    static RevisionException notOnBranch(String label, String text, Collection<String> above) {
        return of(
                ErrorName.NOT_ON_BRANCH,
                "no descendant of '" + text + "' is on the branch '" + label + "'",
                "Name a descendant of '" + text + "' instead of the label (" + list(above)
                        + "), or leave out the label.",
                "above",
                above);
    }

    static RevisionException notAtHeads(Collection<String> rows, Collection<String> heads) {
        return of(
                ErrorName.NOT_AT_HEADS,
                "the database is at " + (rows.isEmpty() ? "base" : list(rows)) + " and not at the heads: "
                        + list(heads),
                "Upgrade it: trellis upgrade heads",
                "heads",
                heads);
    }

    // -- new revisions --------------------------------------------------------------------------------------------

    static RevisionException notAHead(String id, Collection<String> above) {
        return of(
                ErrorName.NOT_A_HEAD,
                "revision '" + id + "' is not a head: it has the "
                        + (above.size() == 1 ? "descendant " : "descendants ") + list(above),
                "Name a head, or add --splice to use this revision nevertheless.",
                "above",
                above);
    }

    static RevisionException duplicateHeads(Collection<String> twice) {
        return of(
                ErrorName.DUPLICATE_HEADS,
                list(twice) + (twice.size() == 1 ? " is" : " are") + " named more than once",
                "Name each revision once.");
    }

    static RevisionException severalParents(String text, Collection<String> heads) {
        return of(
                ErrorName.MULTIPLE_HEADS,
                "a new revision has one parent, and '" + text + "' means several heads: " + list(heads),
                "Name one with --head, or join them: trellis merge " + Pasteable.words(heads) + " -m \"...\"",
                "heads",
                heads);
    }

    static RevisionException nothingToMerge(Collection<String> revisions) {
        return of(
                ErrorName.NOTHING_TO_MERGE,
                "a merge joins two or more revisions, not " + (revisions.isEmpty() ? "none" : list(revisions)),
                "Name several revisions; to write a plain revision, run: trellis revision");
    }

    static RevisionException alreadyMerged(Collection<String> below) {
        return of(
                ErrorName.ALREADY_MERGED,
                list(below) + (below.size() == 1 ? " is an ancestor" : " are ancestors") + " of the other revisions",
                "Leave out " + list(below) + ".",
                "below",
                below);
    }

    static RevisionException independent(Collection<? extends Collection<String>> groups) {
        String commands = groups.stream()
                .filter(group -> group.size() > 1)
                .map(group -> "trellis merge " + Pasteable.words(group))
                .collect(Collectors.joining("; "));
        return of(
                ErrorName.INDEPENDENT_BRANCHES,
                "'heads' would join branches that have nothing in common: "
                        + groups.stream().map(RevisionException::list).collect(Collectors.joining(" | ")),
                commands.isEmpty()
                        ? "Leave the branches as they are: each has one head."
                        : "Merge each branch separately: " + commands);
    }

    static RevisionException dependsOnBase(String text) {
        return of(
                ErrorName.NO_SUCH_REVISION,
                "'" + text + "' cannot be a dependency",
                "Name a revision or a label, or omit --depends-on.");
    }

    static RevisionException locationRequired(Collection<String> locations) {
        return of(
                ErrorName.LOCATION_REQUIRED,
                "no parent determines the folder of the new revision, and there are several: " + list(locations),
                "Name one of them: --version-path PATH",
                "locations",
                locations);
    }

    static RevisionException unknownLocation(String location, Collection<String> locations) {
        return of(
                ErrorName.UNKNOWN_LOCATION,
                "'" + location + "' is not the directory of a branch; the directories are: " + list(locations),
                "Name one of them, or add a branch to the configuration: branches: {LABEL: {directory: "
                        + Pasteable.yaml(location) + "}}",
                "locations",
                locations);
    }
}
