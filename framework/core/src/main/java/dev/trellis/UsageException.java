package dev.trellis;

import dev.trellis.branch.Branch;
import dev.trellis.error.ClosestMatch;
import dev.trellis.error.ErrorName;
import dev.trellis.error.JarName;
import dev.trellis.error.Location;
import dev.trellis.error.Pasteable;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.report.HeadOrderReport;
import dev.trellis.report.LockReport;
import dev.trellis.report.RevisionReport;
import dev.trellis.revision.Revision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be carried out as given: it is ambiguous, incomplete or refused. The advice of its problem names the
 * missing input. Each factory method creates one error.
 */
public final class UsageException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private UsageException(Problem problem) {
        super(problem);
    }

    private UsageException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    // ---- downgrade and verify ----

    /** {@code needs_consent}: the downgrade would also downgrade revisions of other branches. */
    public static UsageException notAgreed(String target, List<RevisionReport> others) {
        List<String> names = others.stream()
                .map(other -> other.branch() + " " + other.revision())
                .toList();
        return new UsageException(Problem.of(
                        ErrorName.NEEDS_CONSENT,
                        "the downgrade to " + target
                                + " also downgrades dependent revisions of other branches: "
                                + String.join(", ", names))
                .advice("Run the command again with --yes to downgrade them too.")
                .fact("revisions", others.stream().map(RevisionReport::revision).toList()));
    }

    /** {@code no_throwaway}: {@code verify} cannot create a throwaway database. */
    public static UsageException noThrowaway(String dialect, String why) {
        return new UsageException(
                Problem.of(ErrorName.NO_THROWAWAY, "cannot create a throwaway " + dialect + " database: " + why)
                        .advice(
                                "Grant the user the privilege to create databases, or choose an environment whose user has it: -n"
                                        + " ENVIRONMENT"));
    }

    /**
     * {@code no_throwaway}: {@code verify} cannot connect to a throwaway database, because the application has given no
     * credentials.
     */
    public static UsageException noCredentials(String dialect, String why, Throwable cause) {
        return new UsageException(
                Problem.of(
                                ErrorName.NO_THROWAWAY,
                                "verify cannot connect to a throwaway " + dialect
                                        + " database, because the application gives"
                                        + " a connection and no URL, user and password: " + why)
                        .advice("Pass database(url, user, password) in addition to the data source or connection."),
                cause);
    }

    // ---- lock ----

    /** {@code not_locked}: the scripts are not those in the lock file. */
    public static UsageException notLocked(String file, List<LockReport.Difference> differences) {
        return new UsageException(Problem.of(
                        ErrorName.NOT_LOCKED,
                        "the scripts are not those in " + file + ": "
                                + differences.stream()
                                        .map(LockReport.Difference::toString)
                                        .collect(Collectors.joining(", ")))
                .advice(
                        "Install the plugins with which the release was tested. After testing these scripts, run: trellis"
                                + " lock")
                .fact(
                        "revisions",
                        differences.stream()
                                .map(LockReport.Difference::revision)
                                .toList()));
    }

    /** {@code not_locked}: there is no lock file. */
    public static UsageException noLockFile(String file) {
        return new UsageException(Problem.of(ErrorName.NOT_LOCKED, "the lock file " + file + " does not exist")
                .advice("To write it, run: trellis lock"));
    }

    // ---- new revisions: where to write ----

    /** {@code multiple_heads}: a new revision needs {@code --head}, because the graph has several heads. */
    public static UsageException severalHeads(Map<Branch, List<String>> heads, List<String> candidates) {
        List<String> ids = ids(heads);
        return headRequired(
                ErrorName.MULTIPLE_HEADS,
                "a new revision has one parent, and there are " + ids.size() + " heads: "
                        + String.join("; ", headsByBranch(heads)),
                ids,
                candidates);
    }

    /** {@code multiple_heads}: a new revision needs {@code --head}, because it could begin or continue several branches. */
    public static UsageException severalBranches(Map<Branch, List<String>> heads, List<String> candidates) {
        return headRequired(
                ErrorName.MULTIPLE_HEADS,
                "there are several branches that a new revision could belong to",
                ids(heads),
                candidates);
    }

    /** {@code protected_branch}: the only head belongs to a branch that this project does not write. */
    public static UsageException onlyProtectedHead(Map<Branch, List<String>> heads, List<String> candidates) {
        return headRequired(
                ErrorName.PROTECTED_BRANCH,
                "the only head belongs to a protected branch: " + String.join("; ", headsByBranch(heads)),
                ids(heads),
                candidates);
    }

    private static UsageException headRequired(
            ErrorName name, String message, List<String> heads, List<String> candidates) {
        return new UsageException(Problem.of(name, message)
                .advice(oneOf(candidates.stream()
                        .map(head -> "trellis revision --head " + Pasteable.word(head) + " -m \"...\"")
                        .toList()))
                .fact("heads", heads)
                .fact("candidates", candidates));
    }

    private static List<String> ids(Map<Branch, List<String>> heads) {
        return heads.values().stream().flatMap(List::stream).toList();
    }

    private static List<String> headsByBranch(Map<Branch, List<String>> heads) {
        List<String> texts = new ArrayList<>();
        heads.forEach((branch, ids) ->
                texts.add(branch.label() + (branch.isWritable() ? " " : " (protected) ") + String.join(", ", ids)));
        return texts;
    }

    /** {@code no_directory}: no branch has a directory that a revision could be written to. */
    public static UsageException noBranchToWrite(List<String> labels) {
        return new UsageException(Problem.of(
                        ErrorName.NO_DIRECTORY,
                        labels.isEmpty()
                                ? "there is no branch yet that a revision could be written to"
                                : "every branch is protected or has no directory to write to: "
                                        + String.join(", ", labels))
                .advice("Declare one in the configuration: branches: {app: {directory: src/main/resources/db/app}}"));
    }

    /** {@code location_required}: the first revision of a branch does not state its branch. */
    public static UsageException branchRequired(List<String> declared) {
        return new UsageException(Problem.of(
                        ErrorName.LOCATION_REQUIRED,
                        "the branch of the new base revision is not given, and there are several: "
                                + String.join(", ", declared))
                .advice("To add a revision to a branch: " + addTo(declared)
                        + "\n  To begin a separate line of revisions in a branch: " + beginLine("LABEL"))
                .fact("branches", declared));
    }

    /** {@code location_required}: no declared branch has the label of a new base. */
    public static UsageException undeclaredBranch(List<String> labels, List<String> declared) {
        String label = labels.get(0);
        String question = labels.stream()
                .flatMap(written -> ClosestMatch.of(written, declared).stream())
                .map(match -> "Did you mean --branch-label " + Pasteable.word(match) + "? Otherwise choose one:")
                .findFirst()
                .orElse("Choose one:");
        return new UsageException(Problem.of(
                        ErrorName.LOCATION_REQUIRED,
                        "no declared branch has the label '" + label + "' of the new base revision; there are: "
                                + String.join(", ", declared))
                .advice(question + "\n  To begin a line of revisions with this label in a declared branch: "
                        + beginLine(Pasteable.word(label)) + "\n  To add a revision to a declared branch: "
                        + addTo(declared) + "\n  To declare the branch in the configuration: branches: {"
                        + Pasteable.yaml(label) + ": {directory: " + Pasteable.yaml("db/" + label) + "}}")
                .fact("branches", declared));
    }

    /**
     * {@code label_required}: a second base of a branch would have no label, so that no target could name the revisions
     * above it.
     */
    public static UsageException labelRequired(String branch) {
        return new UsageException(Problem.of(
                        ErrorName.LABEL_REQUIRED,
                        "branch '" + branch
                                + "' already has a first revision, so a second one without a parent (a base)"
                                + " needs a label of its own")
                .advice("To continue the branch: trellis revision --head " + Pasteable.word(branch + "@head")
                        + " -m \"...\"\n  To begin a separate line of revisions in its folder: " + beginLine("LABEL"))
                .fact("branch", branch));
    }

    private static String addTo(List<String> declared) {
        return "trellis revision --head " + Pasteable.word(declared.get(0) + "@head") + " -m \"...\"";
    }

    private static String beginLine(String label) {
        return "trellis revision --head base --branch-label " + label + " --version-path PATH -m \"...\"";
    }

    // ---- new revisions: identifiers and files ----

    /** {@code duplicate_revision}: the requested identifier is taken. */
    public static UsageException idTaken(String id, String display) {
        return new UsageException(
                Problem.of(ErrorName.DUPLICATE_REVISION, "revision '" + id + "' exists already: " + display)
                        .advice("Leave --rev-id out, or choose another identifier.")
                        .fact("revision", id));
    }

    /** {@code duplicate_revision}: some databases and file systems cannot tell the requested identifier from another one. */
    public static UsageException idResembles(String id, String other) {
        return new UsageException(Problem.of(
                        ErrorName.DUPLICATE_REVISION,
                        "revision '" + id + "' differs from revision '" + other
                                + "' only in case or accents, which some databases and file systems ignore")
                .advice("Leave --rev-id out, or choose another identifier.")
                .fact("revision", id)
                .fact("other", other));
    }

    /** {@code duplicate_label}: the requested label is taken. */
    public static UsageException labelTaken(String label, String id) {
        return new UsageException(Problem.of(
                        ErrorName.DUPLICATE_LABEL, "label '" + label + "' is already declared by revision '" + id + "'")
                .advice("Leave --branch-label out; to continue that branch, use: --head "
                        + Pasteable.word(label + "@head"))
                .fact("label", label)
                .fact("revisions", List.of(id)));
    }

    /** {@code illegal_identifier}: the requested identifier does not fit into the version table. */
    public static UsageException idTooLong(String id, int limit) {
        return new UsageException(Problem.of(
                        ErrorName.ILLEGAL_IDENTIFIER,
                        "revision identifier '" + id + "' is longer than " + limit
                                + " characters, the limit of the version table")
                .advice("Leave --rev-id out, or choose a shorter identifier.")
                .fact("identifier", id));
    }

    /** {@code unknown_format}: {@code --format} names no script format. */
    public static UsageException unknownFormat(String format, List<String> known) {
        return new UsageException(Problem.of(ErrorName.UNKNOWN_FORMAT, "there is no script format '" + format + "'")
                .advice(ClosestMatch.of(format, known)
                        .map(match -> "Did you mean --format " + Pasteable.word(match) + "?")
                        .orElse("Use one of the formats: " + String.join(", ", known) + ".")));
    }

    /** {@code file_exists}: the file of a new script exists. */
    public static UsageException fileExists(String file) {
        return new UsageException(Problem.of(ErrorName.FILE_EXISTS, "the file already exists and is not overwritten")
                .at(Location.of(file))
                .advice("Use {revision} in file_template in the configuration, or give another message."));
    }

    /** {@code cannot_write}: a script cannot be written. */
    public static UsageException cannotWrite(String file, String why) {
        return new UsageException(Problem.of(ErrorName.CANNOT_WRITE, "the file cannot be written: " + why)
                .at(Location.of(file))
                .advice("Check the path and the permissions."));
    }

    /** {@code post_write_failed}: a command of {@code post_write} failed. */
    public static UsageException postWriteFailed(String command, String file, String why, String output) {
        return new UsageException(Problem.of(
                        ErrorName.POST_WRITE_FAILED,
                        "the script is written, but the post_write command '" + command + "' failed: " + why
                                + (output.isEmpty() ? "" : "\n" + output))
                .at(Location.of(file))
                .advice("Run the command by hand, or correct post_write in the configuration."));
    }

    // ---- merge ----

    /** {@code nothing_to_merge}: no branch has several heads. */
    public static UsageException nothingToMerge() {
        return new UsageException(
                Problem.of(ErrorName.NOTHING_TO_MERGE, "no branch has more than one head, so there is nothing to merge")
                        .advice("See: trellis heads"));
    }

    /** {@code nothing_to_merge}: only protected branches have several heads. */
    public static UsageException onlyProtectedToMerge(List<String> labels) {
        return new UsageException(Problem.of(
                        ErrorName.NOTHING_TO_MERGE,
                        "no branch of this project has more than one head; the project that owns "
                                + String.join(", ", labels) + " has to merge its heads")
                .advice("See: trellis heads"));
    }

    /** {@code several_merges}: one identifier or label is given for several merge points. */
    public static UsageException severalMerges(List<String> branches) {
        return new UsageException(Problem.of(
                        ErrorName.SEVERAL_MERGES,
                        "--rev-id and --branch-label describe one merge point, but this merge writes one for each of: "
                                + String.join(", ", branches))
                .advice("Leave out --rev-id and --branch-label, or merge one branch at a time: trellis merge "
                        + Pasteable.word(branches.get(0) + "@heads")));
    }

    /** {@code independent_branches}: the revisions to merge belong to several branches. */
    public static UsageException mergeAcrossBranches(Map<Branch, List<String>> revisions) {
        String texts = revisions.entrySet().stream()
                .map(entry -> entry.getKey().label() + " " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining("; "));
        return new UsageException(Problem.of(
                        ErrorName.INDEPENDENT_BRANCHES,
                        "a merge joins heads of one branch, and these belong to several: " + texts)
                .advice("Branches need no merge to be upgraded together: trellis upgrade heads\n"
                        + "  To depend on another branch: trellis revision --depends-on LABEL@head"));
    }

    /**
     * {@code order_matters}: heads of a branch may give another result in another order.
     *
     * @param reports the judgement of all heads, of which at least one finds a reason
     */
    public static UsageException orderMatters(List<HeadOrderReport> reports) {
        List<HeadOrderReport> found =
                reports.stream().filter(report -> !report.commute()).toList();
        List<String> heads = found.get(0).heads();
        return new UsageException(Problem.of(
                        ErrorName.ORDER_MATTERS,
                        found.stream().map(UsageException::reason).collect(Collectors.joining("; ")))
                .advice("Check both orders, and join the heads nevertheless: trellis merge " + Pasteable.words(heads)
                        + "\n  Or decide the order with the rebase command that this prints: trellis heads"
                        + "\n  If SQL or Java touches certain tables only, state them in the header of its script:"
                        + " touches: [TABLE]")
                .fact(
                        "heads",
                        found.stream()
                                .flatMap(report -> report.heads().stream())
                                .toList())
                .fact(
                        "objects",
                        found.stream()
                                .flatMap(report -> report.conflicts().stream())
                                .map(HeadOrderReport.Conflict::object)
                                .distinct()
                                .toList()));
    }

    private static String reason(HeadOrderReport report) {
        String order = "the order of " + String.join(" and ", report.heads()) + " of '" + report.branch() + "' ";
        if (report.conflicts().isEmpty()) {
            return order + "matters: " + String.join(", ", report.differences());
        }
        return order + "may matter: "
                + report.conflicts().stream()
                        .map(conflict -> (conflict.isOfEverything() ? "any object" : conflict.object()) + " ("
                                + conflict.first().revision() + ": "
                                + conflict.first().operation() + "; "
                                + conflict.second().revision() + ": "
                                + conflict.second().operation() + ")")
                        .collect(Collectors.joining(", "));
    }

    // ---- rebase ----

    /** {@code leaves_head}: rebasing the revision alone would leave its parent as a head. */
    public static UsageException leavesHead(String id, String parent, String first, String head) {
        return new UsageException(Problem.of(
                        ErrorName.LEAVES_HEAD,
                        "moving " + id + " alone would leave " + parent + ", its parent, as a head")
                .advice("Move it together with its ancestors, from " + first + " on: trellis rebase "
                        + Pasteable.words(List.of(first, "--onto", head))
                        + "\n  To move it alone nevertheless: trellis rebase "
                        + Pasteable.words(List.of(id, "--onto", head))));
    }

    /** {@code independent_branches}: the revision and its new parent belong to different branches. */
    public static UsageException rebaseAcrossBranches(String id, String label, String onto, String ontoLabel) {
        return new UsageException(Problem.of(
                        ErrorName.INDEPENDENT_BRANCHES,
                        id + " of branch '" + label + "' cannot be moved onto " + onto + " of branch '" + ontoLabel
                                + "'")
                .advice("Keep the revision on its branch, and write the revisions of other branches that it needs into"
                        + " its depends_on."));
    }

    /** {@code is_merge_point}: a merge point cannot be rebased. */
    public static UsageException isMergePoint(Revision revision) {
        return new UsageException(Problem.of(
                        ErrorName.IS_MERGE_POINT,
                        revision.id() + " is a merge point and cannot be rebased: it joins "
                                + String.join(", ", revision.downRevisions()))
                .advice("Remove its script, and rebase or merge the revisions that it joined."));
    }

    /** {@code already_applied}: the revision, or a descendant, is applied. */
    public static UsageException alreadyApplied(String id, String applied, String parent) {
        String subject = id + " cannot be moved: " + (id.equals(applied) ? "it" : "its descendant " + applied);
        return new UsageException(
                Problem.of(ErrorName.ALREADY_APPLIED, subject + " is applied to the configured database")
                        .advice("Downgrade it first: trellis downgrade "
                                + Pasteable.word(parent.equals("base") ? id + "@base" : parent)
                                + "\n  To join the two heads instead: trellis merge heads"));
    }

    /** {@code nothing_to_rebase}: the revision already has the requested parent. */
    public static UsageException alreadyOn(String id, String head) {
        return nothingToRebase(head + " is already the parent of " + id);
    }

    /** {@code nothing_to_rebase}: the branch has no head that is not a descendant of the revision. */
    public static UsageException noOtherHead(String label, String id) {
        return nothingToRebase(
                "branch '" + label + "' has no other head: every head is " + id + " or a descendant of it");
    }

    private static UsageException nothingToRebase(String message) {
        return new UsageException(
                Problem.of(ErrorName.NOTHING_TO_REBASE, message).advice("See: trellis history"));
    }

    /**
     * {@code cycle_detected}: the new parent is the revision itself, a descendant, or base.
     *
     * @param target the revision that {@code onto} names; null for base
     */
    public static UsageException ontoItself(String id, String onto, @Nullable String target) {
        String place =
                target == null ? "base" : target.equals(id) ? "itself" : "'" + onto + "', which is a descendant of it";
        return new UsageException(Problem.of(ErrorName.CYCLE_DETECTED, id + " cannot be moved onto " + place)
                .advice("Name a head that is not a descendant of " + id + "; see: trellis heads"));
    }

    /** {@code multiple_heads}: several heads could be the new parent. */
    public static UsageException severalToRebaseOnto(String id, String branch, List<String> heads) {
        return new UsageException(Problem.of(
                        ErrorName.MULTIPLE_HEADS,
                        "branch '" + branch + "' has several heads that " + id + " could be moved onto: "
                                + String.join(", ", heads))
                .advice(oneOf(heads.stream()
                        .map(head -> "trellis rebase " + Pasteable.words(List.of(id, "--onto", head)))
                        .toList()))
                .fact("heads", heads));
    }

    /**
     * {@code not_a_head}: {@code rebase --onto} names a revision that is not a head.
     *
     * @param id the named revision
     * @param above its descendants
     */
    public static UsageException ontoNoHead(String id, List<String> above) {
        return new UsageException(Problem.of(
                        ErrorName.NOT_A_HEAD,
                        "revision '" + id + "' is not a head: it has the "
                                + (above.size() == 1 ? "descendant " : "descendants ") + String.join(", ", above))
                .advice("Rebase onto a head; see: trellis heads")
                .fact("above", above));
    }

    // ---- edit ----

    /** {@code no_such_revision}: the text names no revision. */
    public static UsageException noRevision(String text) {
        return new UsageException(Problem.of(ErrorName.NO_SUCH_REVISION, "'" + text + "' is no revision")
                .advice("Name a revision; see: trellis history"));
    }

    /** {@code no_such_revision}: {@code current} is named, and nothing is applied. */
    public static UsageException nothingApplied() {
        return new UsageException(
                Problem.of(ErrorName.NO_SUCH_REVISION, "nothing is applied, so 'current' is no revision")
                        .advice("Name a revision, or upgrade the database first: trellis upgrade heads"));
    }

    /** {@code not_editable}: the script is in a jar or in Java. */
    public static UsageException notEditable(String id, String display) {
        return new UsageException(
                Problem.of(ErrorName.NOT_EDITABLE, "the script of " + id + " is not an editable file: " + display)
                        .advice("Edit it in the project that builds the jar or the class."));
    }

    /** {@code multiple_heads}: the text names several revisions. */
    public static UsageException severalToEdit(String text, List<String> ids) {
        return new UsageException(Problem.of(
                        ErrorName.MULTIPLE_HEADS, "'" + text + "' means several revisions: " + String.join(", ", ids))
                .advice(oneOf(ids.stream()
                        .map(id -> "trellis edit " + Pasteable.word(id))
                        .toList()))
                .fact("revisions", ids));
    }

    // ---- comparison with models ----

    /**
     * {@code target_not_up_to_date}: the branch is not completely applied.
     *
     * @param several whether the branch has several heads
     */
    public static UsageException notUpToDate(String label, boolean several) {
        return new UsageException(Problem.of(
                        ErrorName.TARGET_NOT_UP_TO_DATE,
                        "the database is not up to date: branch '" + label
                                + "', or a branch that it depends on, has revisions that are not applied")
                .advice("Apply them: trellis upgrade " + Pasteable.word(label + (several ? "@heads" : "@head"))
                        + "\n  If db-create made this database from a model that already contains these changes, go back to"
                        + " the model from before the changes and run db-create again.")
                .fact("branch", label));
    }

    /** {@code no_model}: the branch has no model. */
    public static UsageException noModel(String label) {
        return new UsageException(Problem.of(ErrorName.NO_MODEL, "branch '" + label + "' has no model to compare with")
                .advice("Let its plugin name entity classes, or write model.yaml next to its scripts, or configure:"
                        + " branches: {" + Pasteable.yaml(label) + ": {model: FILE}}"));
    }

    /**
     * {@code mismatched_types}: a foreign key refers to a column of another type.
     *
     * @param column the column of the foreign key with its type
     * @param key the referenced column with its type
     * @param isUuid whether one column contains UUIDs as bytes and the other column as text
     */
    public static UsageException mismatchedTypes(String dialect, String column, String key, boolean isUuid) {
        return new UsageException(Problem.of(
                        ErrorName.MISMATCHED_TYPES,
                        "the foreign key of " + column + " refers to " + key + ": " + dialect
                                + " requires the same type")
                .advice(
                        isUuid
                                ? "Give both columns the type uuid. For entity classes, set Hibernate's"
                                        + " hibernate.type.preferred_uuid_jdbc_type to CHAR in two places: in the"
                                        + " application's Hibernate settings, and on the EntityModel in the plugin:"
                                        + " .setting(\"" + dialect
                                        + "\", \"hibernate.type.preferred_uuid_jdbc_type\", \"CHAR\")"
                                : "Give both columns the same type."));
    }

    // ---- db-create ----

    /** {@code database_not_empty}: the database contains objects, and dropping them was not confirmed. */
    public static UsageException notEmpty(List<String> objects) {
        return new UsageException(Problem.of(
                        ErrorName.DATABASE_NOT_EMPTY, "the database is not empty; it contains " + some(objects))
                .advice("Name another database in the configuration. To drop everything in this database, run the"
                        + " command again with --force-yes."));
    }

    /** {@code database_not_empty}: the database contains tables that no branch owns. */
    public static UsageException notOurs(List<String> tables) {
        return new UsageException(Problem.of(
                        ErrorName.DATABASE_NOT_EMPTY,
                        "the database contains tables that belong to no branch, so db-create does not drop them: "
                                + some(tables))
                .advice("Name another database in the configuration, or drop the tables by hand.")
                .fact("tables", tables));
    }

    private static String some(List<String> names) {
        int shown = 5;
        return names.size() <= shown
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, shown)) + " and " + (names.size() - shown) + " more";
    }

    /** {@code seed_option_missing}: required options of seeders have no value. */
    public static UsageException seedOptionsMissing(List<String> options) {
        return new UsageException(Problem.of(
                        ErrorName.SEED_OPTION_MISSING, "the seeders require a value for " + String.join(", ", options))
                .advice("See: trellis db-create --help"));
    }

    /** {@code duplicate_option}: two seeders add different options of one name. */
    static UsageException duplicateSeedOption(String option, String seeder) {
        return new UsageException(Problem.of(
                        ErrorName.DUPLICATE_OPTION,
                        "the seeder " + seeder + " and another seeder define the option " + option
                                + " of db-create differently")
                .advice("Rename the option, or share one constant between both seeders."));
    }

    /**
     * {@code seeding_failed}: a seeder failed.
     *
     * @param rolledBack whether the creation of the database was rolled back completely
     */
    public static UsageException seedingFailed(String what, String why, boolean rolledBack, Throwable cause) {
        return new UsageException(
                Problem.of(ErrorName.SEEDING_FAILED, "seeding " + what + " failed: " + why)
                        .advice(statusAfterSeeding(rolledBack)),
                cause);
    }

    /**
     * Returns the advice that describes the database after a seeder has failed.
     *
     * @param rolledBack whether the creation of the database was rolled back completely
     */
    public static String statusAfterSeeding(boolean rolledBack) {
        return rolledBack
                ? "The database is unchanged. Fix the cause and run db-create again."
                : "This database commits each DDL statement: the tables exist, and no revision is"
                        + " stamped. Fix the cause and run db-create again with --force-yes.";
    }

    // ---- code of plugins ----

    /**
     * {@code broken_plugin}: an object that a plugin contributes throws an exception.
     *
     * @param type the contributed class
     * @param method the method that fails
     */
    public static UsageException contributionFailed(Class<?> type, String method, Throwable cause) {
        return new UsageException(
                Problem.of(
                                ErrorName.BROKEN_PLUGIN,
                                type.getName() + " fails in '" + method + "': "
                                        + cause.toString().lines().findFirst().orElse(""))
                        .at(Location.of(JarName.of(type)))
                        .advice(
                                "Correct the class, or remove the plugin. With -v, the error includes the stack trace."),
                cause);
    }

    // ---- commands of an application ----

    /** {@code command_failed}: the work of {@link Trellis#run} threw an exception. */
    public static UsageException workFailed(String what, Throwable cause) {
        return new UsageException(
                Problem.of(ErrorName.COMMAND_FAILED, what + " failed: " + cause)
                        .advice("Correct the cause and run the command again."),
                cause);
    }

    private static String oneOf(Collection<String> commands) {
        return commands.stream().collect(Collectors.joining("\n  ", "Choose one:\n  ", ""));
    }
}
