package dev.trellis.internal.script;

import dev.trellis.script.DraftBody;
import dev.trellis.script.Header;

/** A notation for revision scripts. */
public interface ScriptFormat {

    /** Its word on the command line, which is also the extension of the files that are written in it. */
    String name();

    /** Whether a file of this name is such a script, judged by its extension. */
    boolean accepts(String fileName);

    /**
     * Reads the head of a script and nothing of the rest.
     *
     * @throws dev.trellis.error.TrellisException with the place of whatever cannot be read
     */
    MigrationScript read(ScriptFile file);

    /**
     * The text of a new script; {@link ScriptWriter} reads it back.
     *
     * @throws ScriptException when the format cannot say it
     */
    String write(Header header, DraftBody body);
}
