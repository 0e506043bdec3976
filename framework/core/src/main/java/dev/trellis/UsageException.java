package dev.trellis;

import dev.trellis.branch.Branch;
import dev.trellis.error.ClosestMatch;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.report.RevisionReport;
import dev.trellis.revision.Revision;
import dev.trellis.script.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is asked for and not done, because something has to be said first. */
public final class UsageException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private UsageException(Problem problem) {
        super(problem);
    }

    private UsageException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    public static UsageException notAgreed(String target, List<RevisionReport> others) {
        List<String> named = others.stream()
                .map(other -> other.branch() + " " + other.revision())
                .toList();
        return new UsageException(Problem.of(
                        ErrorName.NEEDS_CONSENT,
                        "downgrading to " + target + " takes down revisions of other branches that depend on it: "
                                + String.join(", ", named))
                .advice("if that is what you want, run it again with --yes")
                .fact("revisions", others.stream().map(RevisionReport::revision).toList()));
    }

    public static UsageException noThrowaway(String dialect, String why) {
        return new UsageException(Problem.of(
                        ErrorName.NO_THROWAWAY, "no throwaway database of the kind " + dialect + " can be made: " + why)
                .advice("let the user create databases, or configure an environment for it and choose that with -n"));
    }

    // ---- new revisions ----

    public static UsageException whichHead(Map<Branch, List<String>> heads, List<String> candidates) {
        List<String> named = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        heads.forEach((branch, own) -> {
            named.add(branch.label() + (branch.isWritable() ? " " : " (protected) ") + String.join(", ", own));
            ids.addAll(own);
        });
        String message = heads.isEmpty()
                ? "a new revision stands on one head, and there are several branches to begin"
                : ids.size() == 1
                        ? "the only head is not this project's: " + named.get(0)
                        : "a new revision stands on one head, and there are " + ids.size() + ": "
                                + String.join("; ", named);
        return new UsageException(
                Problem.of(ids.size() == 1 ? ErrorName.PROTECTED_BRANCH : ErrorName.MULTIPLE_HEADS, message)
                        .advice(candidates.stream()
                                .map(head -> "trellis revision --head " + head + " -m \"...\"")
                                .collect(Collectors.joining("\n  ", "say which one:\n  ", "")))
                        .fact("heads", ids)
                        .fact("candidates", candidates));
    }

    public static UsageException noBranchToWrite(List<String> protectedOnes) {
        return new UsageException(Problem.of(
                        ErrorName.NO_DIRECTORY,
                        protectedOnes.isEmpty()
                                ? "there is no branch yet that a revision could be written to"
                                : "no branch of this project has a directory to write to; there are: "
                                        + String.join(", ", protectedOnes))
                .advice("declare one in the configuration: branches: {app: {directory: src/main/resources/db/app}}"));
    }

    public static UsageException whichBranch(List<String> labels, List<String> declared) {
        String meant = labels.stream()
                .flatMap(label -> ClosestMatch.of(label, declared).stream())
                .map(near -> "did you mean --branch-label " + near + "? Otherwise ")
                .findFirst()
                .orElse("");
        return new UsageException(Problem.of(
                        ErrorName.LOCATION_REQUIRED,
                        (labels.isEmpty()
                                        ? "a new base belongs to a branch, and there are several: "
                                        : "'" + labels.get(0) + "' is not a declared branch; there are: ")
                                + String.join(", ", declared))
                .advice(meant + "name the branch: trellis revision --head " + declared.get(0)
                        + "@head -m \"...\"; or its folder: --version-path PATH")
                .fact("branches", declared));
    }

    public static UsageException unlabelled(String label, Revision first, Branches branches) {
        Script script = branches.script(first.id());
        return new UsageException(Problem.of(
                        ErrorName.NO_SUCH_BRANCH,
                        "no revision declares the label '" + label + "', so " + label + "@head means nothing")
                .at(script == null ? null : Location.of(script.display()))
                .advice("write into the branch's first revision: branch_labels: [" + label + "]"));
    }

    public static UsageException idTaken(String id, String display) {
        return new UsageException(
                Problem.of(ErrorName.DUPLICATE_REVISION, "there is a revision '" + id + "' already: " + display)
                        .advice("leave --rev-id out, or choose another one")
                        .fact("revision", id));
    }

    public static UsageException labelTaken(String label, String id) {
        return new UsageException(Problem.of(
                        ErrorName.DUPLICATE_LABEL, "label '" + label + "' is already declared by revision '" + id + "'")
                .advice("leave --branch-label out to go on with that branch: --head " + label + "@head")
                .fact("label", label)
                .fact("revisions", List.of(id)));
    }

    public static UsageException idTooLong(String id, int most) {
        return new UsageException(Problem.of(
                        ErrorName.ILLEGAL_IDENTIFIER,
                        "revision identifier '" + id + "' is longer than the " + most
                                + " characters that the version table takes")
                .advice("leave --rev-id out, or choose a shorter one")
                .fact("identifier", id));
    }

    public static UsageException unknownFormat(String format, List<String> known) {
        return new UsageException(Problem.of(ErrorName.UNKNOWN_FORMAT, "there is no script format '" + format + "'")
                .advice(ClosestMatch.of(format, known)
                        .map(near -> "did you mean --format " + near + "?")
                        .orElse("the formats are: " + String.join(", ", known))));
    }

    public static UsageException fileExists(String file) {
        return new UsageException(
                Problem.of(ErrorName.FILE_EXISTS, "it is there already, and nothing is ever overwritten")
                        .at(Location.of(file))
                        .advice("let file_template in the configuration contain {revision}, or give another message"));
    }

    public static UsageException cannotWrite(String file, String why) {
        return new UsageException(Problem.of(ErrorName.CANNOT_WRITE, "it cannot be written: " + why)
                .at(Location.of(file)));
    }

    public static UsageException postWriteFailed(String command, String file, String why, String said) {
        return new UsageException(Problem.of(
                        ErrorName.POST_WRITE_FAILED,
                        "the script is written, but the post_write command '" + command + "' failed: " + why
                                + (said.isEmpty() ? "" : "\n" + said))
                .at(Location.of(file))
                .advice("run it by hand, or correct post_write in the configuration"));
    }

    // ---- merge and rebase ----

    public static UsageException nothingToMerge(List<String> protectedOnes) {
        return new UsageException(Problem.of(
                        ErrorName.NOTHING_TO_MERGE,
                        protectedOnes.isEmpty()
                                ? "every branch has one head at most, so there is nothing to merge"
                                : "every branch of this project has one head at most; the several heads of "
                                        + String.join(", ", protectedOnes) + " are for the project that owns it")
                .advice("see: trellis heads"));
    }

    public static UsageException leavesHead(String id, String parent, String first, String head) {
        return new UsageException(Problem.of(
                        ErrorName.LEAVES_HEAD,
                        "to move " + id + " alone would leave " + parent + ", which it stands on, as a head")
                .advice("move the whole line: trellis rebase " + first + " --onto " + head + "\n  or this one alone:"
                        + " trellis rebase " + id + " --onto " + head));
    }

    public static UsageException severalMerges(List<String> branches) {
        return new UsageException(Problem.of(
                        ErrorName.SEVERAL_MERGES,
                        "several branches are merged, each with a merge point of its own: "
                                + String.join(", ", branches))
                .advice("leave out --rev-id and --branch-label, or merge one branch at a time: trellis merge "
                        + branches.get(0) + "@heads"));
    }

    public static UsageException acrossBranches(Map<Branch, List<String>> revisions) {
        String each = revisions.entrySet().stream()
                .map(entry -> entry.getKey().label() + " " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining("; "));
        return new UsageException(Problem.of(
                        ErrorName.INDEPENDENT_BRANCHES,
                        "a merge joins the heads of one branch, and these are of several: " + each)
                .advice("branches go up side by side, with: trellis upgrade heads;"
                        + " what one needs of another is said with: trellis revision --depends-on LABEL@head"));
    }

    public static UsageException acrossBranches(String id, String label, String onto, String other) {
        return new UsageException(Problem.of(
                        ErrorName.INDEPENDENT_BRANCHES,
                        id + " is of branch '" + label + "', and " + onto + " of branch '" + other + "'")
                .advice("a revision stays on its branch; what it needs of another goes into its depends_on"));
    }

    public static UsageException noRevision(String text) {
        return new UsageException(Problem.of(ErrorName.NO_SUCH_REVISION, "'" + text + "' is no revision")
                .advice("name one; see: trellis history"));
    }

    public static UsageException nothingApplied() {
        return new UsageException(
                Problem.of(ErrorName.NO_SUCH_REVISION, "nothing is applied, so 'current' is no revision")
                        .advice("name one, or bring the database up first: trellis upgrade heads"));
    }

    public static UsageException isMergePoint(Revision revision) {
        return new UsageException(Problem.of(
                        ErrorName.IS_MERGE_POINT,
                        revision.id() + " is a merge point of " + String.join(", ", revision.downRevisions()))
                .advice("remove its script, and rebase or merge what it joined"));
    }

    public static UsageException alreadyApplied(String id, String applied, String parent) {
        return new UsageException(Problem.of(
                        ErrorName.ALREADY_APPLIED,
                        (id.equals(applied)
                                        ? id + " is"
                                        : id + " cannot be moved: " + applied + ", which stands on it, is")
                                + " applied to the configured database")
                .advice("take it down first: trellis downgrade " + (parent.equals("base") ? id + "@base" : parent)
                        + "; or join the lines instead: trellis merge heads"));
    }

    public static UsageException nothingToRebase(String why) {
        return new UsageException(Problem.of(ErrorName.NOTHING_TO_REBASE, why).advice("see: trellis history"));
    }

    public static UsageException ontoItself(String id, String onto) {
        return new UsageException(Problem.of(
                        ErrorName.CYCLE_DETECTED,
                        id + " cannot stand on '" + onto + "', which is itself, stands on it, or is base")
                .advice("name a head that does not: trellis heads"));
    }

    public static UsageException severalToRebaseOnto(String id, String branch, List<String> heads) {
        return new UsageException(Problem.of(
                        ErrorName.MULTIPLE_HEADS,
                        "branch '" + branch + "' has several heads that " + id + " could stand on: "
                                + String.join(", ", heads))
                .advice(heads.stream()
                        .map(head -> "trellis rebase " + id + " --onto " + head)
                        .collect(Collectors.joining("\n  ", "say which one:\n  ", "")))
                .fact("heads", heads));
    }

    public static UsageException ontoNoHead(String id, List<String> above) {
        return new UsageException(Problem.of(
                        ErrorName.NOT_A_HEAD,
                        "revision '" + id + "' is not a head: " + String.join(", ", above)
                                + (above.size() == 1 ? " stands on it" : " stand on it"))
                .advice("rebase onto what is on top: trellis heads")
                .fact("above", above));
    }

    public static UsageException notEditable(String id, String display) {
        return new UsageException(
                Problem.of(ErrorName.NOT_EDITABLE, "the script of " + id + " is no file that can be edited: " + display)
                        .advice("it comes from a jar or is written in Java; change it where it is made"));
    }

    public static UsageException severalToEdit(String text, List<String> ids) {
        return new UsageException(Problem.of(
                        ErrorName.MULTIPLE_HEADS, "'" + text + "' means several revisions: " + String.join(", ", ids))
                .advice(ids.stream()
                        .map(id -> "trellis edit " + id)
                        .collect(Collectors.joining("\n  ", "say which one:\n  ", "")))
                .fact("revisions", ids));
    }

    /** @param several whether the branch has more than one head, so that none of them is its head */
    public static UsageException notUpToDate(String label, boolean several) {
        return new UsageException(Problem.of(
                        ErrorName.TARGET_NOT_UP_TO_DATE,
                        "Target database is not up to date. Branch '" + label
                                + "', or what it depends on, has revisions that are not applied")
                .advice("apply them: trellis upgrade " + label + (several ? "@heads" : "@head")
                        + "; or, when the database was built from a newer"
                        + " model, recreate it from before the change")
                .fact("branch", label));
    }

    public static UsageException noModel(String label) {
        return new UsageException(Problem.of(ErrorName.NO_MODEL, "branch '" + label + "' has no model to compare with")
                .advice("write one (model.yaml beside its scripts, or branches: {" + label
                        + ": {model: ...}}), or let its plugin name entity classes"));
    }

    public static UsageException notEmpty(List<String> found) {
        return new UsageException(
                Problem.of(ErrorName.DATABASE_NOT_EMPTY, "the database is not empty; it holds " + some(found))
                        .advice("name another database in the configuration, or have all of it dropped: --force-yes"));
    }

    public static UsageException notOurs(List<String> tables) {
        return new UsageException(Problem.of(
                        ErrorName.DATABASE_NOT_EMPTY,
                        "the database holds tables that no branch owns, which are never dropped: " + some(tables))
                .advice("name another database in the configuration, or drop them by hand")
                .fact("tables", tables));
    }

    private static String some(List<String> names) {
        int shown = 5;
        return names.size() <= shown
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, shown)) + " and " + (names.size() - shown) + " more";
    }

    public static UsageException seedOptionsMissing(List<String> options) {
        return new UsageException(
                Problem.of(ErrorName.SEED_OPTION_MISSING, "the seeders need " + String.join(", ", options))
                        .advice("see: trellis db-create --help"));
    }

    static UsageException duplicateSeedOption(String option, String seeder) {
        return new UsageException(Problem.of(
                        ErrorName.DUPLICATE_OPTION,
                        "the seeder " + seeder + " adds " + option + " to db-create, which another has taken")
                .advice("give it another name, or let both name the same constant"));
    }

    /** @param whole whether all of the building is undone */
    public static UsageException seedingFailed(String what, String why, boolean whole, Exception cause) {
        return new UsageException(
                Problem.of(ErrorName.SEEDING_FAILED, "seeding " + what + " failed: " + why)
                        .advice(
                                whole
                                        ? "the database is as it was; mend it and run db-create again"
                                        : "this database commits DDL by itself: the tables are there, and nothing is stamped;"
                                                + " mend it and run db-create again with --force-yes"),
                cause);
    }

    /** Reports that the code of an application's command threw an exception. */
    public static UsageException workFailed(String what, Exception cause) {
        return new UsageException(Problem.of(ErrorName.COMMAND_FAILED, what + " failed: " + cause), cause);
    }
}
