package dev.trellis.script;

import dev.trellis.error.Location;
import dev.trellis.error.Nearest;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Collection;
import java.util.TreeSet;

/** A script that cannot be read. */
public final class ScriptException extends TrellisException {
    private static final long serialVersionUID = 1L;

    ScriptException(Problem problem) {
        super(problem);
    }

    static ScriptException unterminated(String what, String end, Location opened) {
        return new ScriptException(Problem.of("unterminated_sql", "this " + what + " is never closed")
                .at(opened)
                .advice("close it with " + end));
    }

    static ScriptException shellCommand(String command, Location place) {
        return new ScriptException(
                Problem.of("shell_command", "'" + command + "' is a command of the database's shell and not SQL")
                        .at(place)
                        .advice("write it as SQL, or leave it out: Trellis sends SQL statements and nothing else"));
    }

    static ScriptException copy(Location place) {
        return new ScriptException(
                Problem.of("copy_from_stdin", "COPY from or to the shell's own input and output cannot run in a script")
                        .at(place)
                        .advice("write INSERT statements, use bulk_insert in a YAML script, or COPY from a file of the"
                                + " server"));
    }

    static ScriptException delimiter(Location place) {
        return new ScriptException(Problem.of("bad_delimiter", "DELIMITER needs a word without backslash after it")
                .at(place)
                .advice("write for example: DELIMITER //"));
    }

    static ScriptException textBeforeSection(Location place) {
        return new ScriptException(Problem.of("text_before_section", "SQL before the first section")
                .at(place)
                .advice("write the line '-- upgrade' above it"));
    }

    static ScriptException duplicateSection(String marker, int first, Location place) {
        return new ScriptException(
                Problem.of("duplicate_section", "a second section '" + marker + "'; the first is on line " + first)
                        .at(place)
                        .advice("join the two, or name a dialect in one of them"));
    }

    static ScriptException almostMarker(String line, String meant, Location place) {
        return new ScriptException(
                Problem.of("bad_section", "'" + line + "' looks like the start of a section and is none")
                        .at(place)
                        .advice("write '" + meant + "', or a comment of other words"));
    }

    static ScriptException unknownDialect(String dialect, Collection<String> known, Location place) {
        return new ScriptException(Problem.of("unknown_dialect", "no dialect is called '" + dialect + "'")
                .at(place)
                .advice(Nearest.of(dialect, known)
                        .map(name -> "did you mean '" + name + "'?")
                        .orElse("known are: " + String.join(", ", new TreeSet<>(known)))));
    }
}
