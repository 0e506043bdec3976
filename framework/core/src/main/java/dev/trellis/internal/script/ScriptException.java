package dev.trellis.internal.script;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** What is wrong with a revision script, or with where it lies. */
public final class ScriptException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private ScriptException(Problem problem) {
        super(problem);
    }

    static ScriptException unknownOperation(Location at, String word, Collection<String> known) {
        return new ScriptException(Problem.of(ErrorName.UNKNOWN_OPERATION, "there is no operation '" + word + "'")
                .at(at)
                .advice(ClosestMatch.of(word, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("the operations are: " + String.join(" ", known))));
    }

    static ScriptException notText(String file) {
        return new ScriptException(Problem.of(ErrorName.MALFORMED_SCRIPT, "it is not UTF-8 text")
                .at(Location.of(file))
                .advice("save it as UTF-8"));
    }

    static ScriptException noHeader(Location at) {
        return new ScriptException(Problem.of(
                        ErrorName.MALFORMED_SCRIPT, "it does not begin with the header of a script ('revision: ...')")
                .at(at)
                .advice("begin one with: trellis revision -m \"...\"; what is no script belongs elsewhere"));
    }

    static ScriptException tooLarge(String file) {
        return new ScriptException(
                Problem.of(ErrorName.MALFORMED_SCRIPT, "it is larger than " + (ScriptFile.MAX_BYTES >> 20) + " MiB")
                        .at(Location.of(file))
                        .advice("a script describes a change; load data with another tool, or from a Java step"));
    }

    static ScriptException outsideFolder(String file, String folder) {
        return new ScriptException(Problem.of(ErrorName.OUTSIDE_FOLDER, "it leads out of the folder " + folder)
                .at(Location.of(file))
                .advice("scripts lie in the branch's own folder; copy the file there"));
    }

    static ScriptException unreadable(String place, String why) {
        return new ScriptException(Problem.of(ErrorName.UNREADABLE_FILE, why).at(Location.of(place)));
    }

    static ScriptException noMigration(String className) {
        return new ScriptException(
                Problem.of(ErrorName.MALFORMED_SCRIPT, "the class " + className + " has no @Migration annotation")
                        .advice("annotate it with @Migration(revision = ..., downRevision = ...)"));
    }

    static ScriptException longVersion(String className, int limit) {
        return new ScriptException(Problem.of(
                        ErrorName.MALFORMED_SCRIPT,
                        "the version in the @Migration of " + className + " has more than " + limit + " characters")
                .advice("a number will do: version = \"2\""));
    }

    static ScriptException unknownPlace(
            String template, String place, Optional<String> meant, Collection<String> known) {
        return new ScriptException(Problem.of(
                        ErrorName.UNEXPECTED_VALUE,
                        "'file_template' has {" + place + "}, which nothing goes into: " + template)
                .advice(meant.map(near -> "did you mean {" + near + "}?")
                        .orElse("it takes: {" + String.join("} {", known) + "}")));
    }

    static ScriptException badFileName(String template, String name) {
        return new ScriptException(Problem.of(
                        ErrorName.OUTSIDE_FOLDER,
                        "'file_template' makes no name for a script: " + template + " is '" + name + "'")
                .advice(
                        "scripts lie directly in their branch's folder; use {revision}_{slug}, without slashes, and with a"
                                + " letter or digit in front"));
    }

    static ScriptException cannotRebase(String file, String line) {
        return new ScriptException(
                Problem.of(ErrorName.CANNOT_REBASE, "its down_revision does not stand on a line of its own")
                        .at(Location.of(file))
                        .advice("change it by hand to: " + line));
    }

    static ScriptException notSql(String operation) {
        return new ScriptException(
                Problem.of(ErrorName.NOT_SQL, "a script in SQL cannot say '" + operation + "' for every database")
                        .advice("write it in YAML: --format yaml"));
    }

    static ScriptException notAsWritten(String name, String what) {
        return new ScriptException(Problem.of(
                        ErrorName.NOT_AS_WRITTEN,
                        what + " of " + name + " would not be read as it was meant; nothing is written")
                .advice("this is a defect of Trellis; please report it with what the script should say"));
    }

    static ScriptException noSection(String file, String dialect, String direction) {
        return new ScriptException(
                Problem.of(ErrorName.MISSING_SECTION, "it has no '-- " + direction + "' section for " + dialect)
                        .at(Location.of(file))
                        .advice("add one: -- " + direction + " " + dialect));
    }

    static ScriptException textBeforeSection(Location place) {
        return new ScriptException(Problem.of(ErrorName.TEXT_BEFORE_SECTION, "SQL before the first section")
                .at(place)
                .advice("write the line '-- upgrade' above it"));
    }

    static ScriptException duplicateSection(String marker, int first, Location place) {
        return new ScriptException(Problem.of(
                        ErrorName.DUPLICATE_SECTION, "a second section '" + marker + "'; the first is on line " + first)
                .at(place)
                .advice("join the two, or name a dialect in one of them"));
    }

    static ScriptException almostMarker(String line, String meant, Location place) {
        return new ScriptException(
                Problem.of(ErrorName.BAD_SECTION, "'" + line + "' looks like the start of a section and is none")
                        .at(place)
                        .advice("write '" + meant + "', or a comment of other words"));
    }

    static ScriptException unknownDialect(String dialect, Collection<String> known, Location place) {
        return new ScriptException(Problem.of(ErrorName.UNKNOWN_DIALECT, "no dialect is called '" + dialect + "'")
                .at(place)
                .advice(ClosestMatch.of(dialect, known)
                        .map(name -> "did you mean '" + name + "'?")
                        .orElse("known are: " + String.join(", ", new TreeSet<>(known)))));
    }

    /** @param known the names that plugins bind */
    public static ScriptException unknownStep(String step, Collection<String> known) {
        return new ScriptException(
                Problem.of(ErrorName.UNKNOWN_STEP, "no plugin binds a Java step called '" + step + "'")
                        .advice(
                                known.isEmpty()
                                        ? "A plugin binds a step with: trellis.step(\"" + step + "\", YourStep.class)"
                                        : "The steps are: " + String.join(", ", known) + "."));
    }
}
