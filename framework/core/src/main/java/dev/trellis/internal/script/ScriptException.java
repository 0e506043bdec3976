package dev.trellis.internal.script;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** An error in a revision script or in its location. */
public final class ScriptException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private ScriptException(Problem problem) {
        super(problem);
    }

    static ScriptException unknownOperation(Location location, String word, Collection<String> known) {
        return new ScriptException(Problem.of(ErrorName.UNKNOWN_OPERATION, "there is no operation '" + word + "'")
                .at(location)
                .advice(ClosestMatch.of(word, known)
                        .map(near -> "Did you mean '" + near + "'?")
                        .orElse("Use one of: " + String.join(", ", known) + ".")));
    }

    static ScriptException notText(String file) {
        return new ScriptException(Problem.of(ErrorName.MALFORMED_SCRIPT, "the file is not UTF-8 text")
                .at(Location.of(file))
                .advice("Save it as UTF-8."));
    }

    static ScriptException noHeader(Location location) {
        return new ScriptException(
                Problem.of(
                                ErrorName.MALFORMED_SCRIPT,
                                "the file does not begin with the header of a script ('revision: ...')")
                        .at(location)
                        .advice(
                                "Move files that are not scripts out of the folder. To create a script, run: trellis revision -m \"...\""));
    }

    /** Reports a key of the header that is written below {@code upgrade} or {@code downgrade}. */
    static ScriptException headerBelowBody(Location location, String key) {
        return headerBelow(location, key, "'upgrade' or 'downgrade'");
    }

    /** Reports a key of the header of an SQL script that is written below the end of the header. */
    static ScriptException headerBelowEnd(Location location, String key) {
        return headerBelow(location, key, "the end of the header, which is an empty line or a comment");
    }

    private static ScriptException headerBelow(Location location, String key, String end) {
        return new ScriptException(
                Problem.of(ErrorName.MALFORMED_SCRIPT, "'" + key + "' is a key of the header and is below " + end)
                        .at(location)
                        .advice("Move the line up to the other lines of the header."));
    }

    static ScriptException notInAutocommit(Location location, String operation) {
        return new ScriptException(
                Problem.of(ErrorName.UNEXPECTED_VALUE, "'" + operation + "' cannot be in 'autocommit'")
                        .at(location)
                        .advice("Write it outside of 'autocommit', as an operation of its own."));
    }

    static ScriptException tooLarge(String file) {
        return new ScriptException(Problem.of(
                        ErrorName.MALFORMED_SCRIPT, "the file is larger than " + (ScriptFile.MAX_BYTES >> 20) + " MiB")
                .at(Location.of(file))
                .advice("A script describes a change. Load data with another tool or from a Java step."));
    }

    static ScriptException outsideFolder(String file, String folder) {
        return new ScriptException(
                Problem.of(ErrorName.OUTSIDE_FOLDER, "the symbolic link leads out of the folder " + folder)
                        .at(Location.of(file))
                        .advice("Copy the file into the branch's folder."));
    }

    static ScriptException unreadable(String place, String why) {
        return new ScriptException(Problem.of(ErrorName.UNREADABLE_FILE, why)
                .at(Location.of(place))
                .advice("Check the file and its permissions, or move it out of the folder."));
    }

    static ScriptException noMigration(String className) {
        return new ScriptException(
                Problem.of(ErrorName.MALFORMED_SCRIPT, "the class " + className + " has no @Migration annotation")
                        .advice("Annotate it: @Migration(revision = \"...\", downRevision = \"...\")"));
    }

    static ScriptException longVersion(String className, int limit) {
        return new ScriptException(Problem.of(
                        ErrorName.MALFORMED_SCRIPT,
                        "the version in the @Migration of " + className + " has more than " + limit + " characters")
                .advice("Use a number, for example: version = \"2\""));
    }

    static ScriptException unknownPlaceholder(
            String template, String placeholder, Optional<String> meant, Collection<String> known) {
        return new ScriptException(Problem.of(
                        ErrorName.UNEXPECTED_VALUE,
                        "'file_template' has the unknown placeholder {" + placeholder + "}: " + template)
                .advice(meant.map(near -> "Did you mean {" + near + "}?")
                        .orElse("Use one of: {" + String.join("}, {", known) + "}.")));
    }

    static ScriptException badFileName(String template, String name) {
        return new ScriptException(Problem.of(
                        ErrorName.OUTSIDE_FOLDER,
                        "'file_template' " + template + " produces '" + name + "', which is not a valid file name")
                .advice("Use {revision}_{slug}. A file name contains no slash and begins with a letter or digit."));
    }

    static ScriptException cannotRebase(String file, String line) {
        return new ScriptException(Problem.of(ErrorName.CANNOT_REBASE, "down_revision is not on a line of its own")
                .at(Location.of(file))
                .advice("Change it by hand to: " + line));
    }

    static ScriptException notSql(String operation) {
        return new ScriptException(
                Problem.of(ErrorName.NOT_SQL, "a script in SQL cannot express '" + operation + "' for every database")
                        .advice("Write it in YAML: --format yaml"));
    }

    static ScriptException notAsWritten(String name, String what) {
        return new ScriptException(Problem.of(
                        ErrorName.NOT_AS_WRITTEN,
                        what + " of " + name
                                + " would not mean the same when it is read back, so the script is not written")
                .advice("This is a defect of Trellis. Report it with the operations of the script."));
    }

    static ScriptException noSection(String file, String dialect, String direction) {
        return new ScriptException(
                Problem.of(ErrorName.MISSING_SECTION, "the script has no '-- " + direction + "' section for " + dialect)
                        .at(Location.of(file))
                        .advice("Add one: -- " + direction + " " + dialect));
    }

    static ScriptException textBeforeSection(Location place) {
        return new ScriptException(Problem.of(ErrorName.TEXT_BEFORE_SECTION, "there is SQL before the first section")
                .at(place)
                .advice("Write the line '-- upgrade' above it."));
    }

    static ScriptException duplicateSection(String marker, int first, Location place) {
        return new ScriptException(Problem.of(
                        ErrorName.DUPLICATE_SECTION,
                        "the section '" + marker + "' occurs twice; the first is on line " + first)
                .at(place)
                .advice("Join the two sections, or name a dialect in one of them."));
    }

    static ScriptException almostMarker(String line, String meant, Location place) {
        return new ScriptException(
                Problem.of(ErrorName.BAD_SECTION, "'" + line + "' looks like the start of a section but is not")
                        .at(place)
                        .advice("Write '" + meant + "', or change the words of the comment."));
    }

    static ScriptException unknownDialect(String dialect, Collection<String> known, Location place) {
        return new ScriptException(Problem.of(ErrorName.UNKNOWN_DIALECT, "there is no dialect '" + dialect + "'")
                .at(place)
                .advice(ClosestMatch.of(dialect, known)
                        .map(name -> "Did you mean '" + name + "'?")
                        .orElse("Use one of: " + String.join(", ", new TreeSet<>(known)) + ".")));
    }

    /**
     * {@code unknown_step}: a script names a Java step that no plugin binds.
     *
     * @param known the names that plugins bind
     */
    public static ScriptException unknownStep(String step, Collection<String> known) {
        return new ScriptException(
                Problem.of(ErrorName.UNKNOWN_STEP, "no plugin binds a Java step called '" + step + "'")
                        .advice(
                                known.isEmpty()
                                        ? "Bind the step in a plugin: trellis.step(\"" + step + "\", YourStep.class)"
                                        : "Use one of: " + String.join(", ", known) + "."));
    }
}
