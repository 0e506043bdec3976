package dev.trellis.adopt;

import dev.trellis.adopt.source.Gap;
import dev.trellis.adopt.source.Note;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of an adoption.
 *
 * @param tool the name of the tool
 * @param dryRun whether the adoption was a dry run, which never writes or records anything
 * @param counts how many parts of the project had which result
 * @param scripts the scripts, in the order of execution
 * @param definitions the files of definitions
 * @param models the files of models that were written
 * @param gaps what was not converted
 * @param notes what works differently than before
 * @param changed one line for each script that was changed after it had been applied
 * @param differences one line for each difference between the schema that the applied scripts create and the database; empty
 *     if there is none
 * @param recorded the identifiers of the revisions that are recorded as applied; empty if nothing was recorded
 * @param reason the reason why nothing was recorded, as a clause without a full stop; null if the adoption is complete
 */
public record AdoptionReport(
        String tool,
        boolean dryRun,
        Counts counts,
        List<Script> scripts,
        List<String> definitions,
        List<String> models,
        List<Gap> gaps,
        List<Note> notes,
        List<String> changed,
        List<String> differences,
        List<String> recorded,
        @Nullable String reason) {

    /**
     * How many parts of the project had which result. A script that works differently and has a gap counts as a gap.
     *
     * @param scripts the scripts of the project
     * @param converted the scripts that were converted without a change in meaning
     * @param changed the scripts that were converted and work differently
     * @param gaps the gaps, of scripts and of other parts
     */
    public record Counts(int scripts, int converted, int changed, int gaps) {}

    /**
     * A converted script.
     *
     * @param revision the identifier
     * @param branch the label of its branch
     * @param message the message
     * @param origin the original file
     * @param path the file of the script; null if it was not written
     * @param state whether the file was written
     * @param applied whether the other tool's records say that it is applied
     */
    public record Script(
            String revision,
            String branch,
            String message,
            String origin,
            @Nullable String path,
            State state,
            boolean applied) {}

    /** The treatment of the file of a script. */
    public enum State {
        /** The file was written. */
        WRITTEN("written"),
        /** The file existed with the same content. */
        UNCHANGED("unchanged"),
        /** The file existed with another content, which was kept. */
        KEPT("kept"),
        /** The file existed with the conversion of a part of its original, and now has the conversion of more of it. */
        REPLACED("replaced"),
        /** The file existed, was kept, and still says that its original was not converted: its gap is open. */
        INCOMPLETE("incomplete"),
        /** The file would be written without {@code --dry-run}. */
        PLANNED("planned");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** Returns the word in the output. */
        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * Returns whether a person has to act: nothing could be recorded because of a gap or a difference. The command then exits
     * with 3.
     */
    public boolean isFinding() {
        return reason != null;
    }
}
