package dev.trellis.internal.script;

import dev.trellis.script.DraftBody;
import dev.trellis.script.Header;

/** A file format of revision scripts. */
public interface ScriptFormat {

    /** Returns the name on the command line, which is also the extension of new files. */
    String name();

    /** Returns whether a file has this format, judged by the extension of its name. */
    boolean accepts(String fileName);

    /**
     * Reads the header of a script; the body is parsed later.
     *
     * @throws dev.trellis.error.TrellisException with the location of the text that cannot be read
     */
    MigrationScript read(ScriptFile file);

    /**
     * Returns the text of a new script. {@link ScriptWriter} checks it by reading it back.
     *
     * @throws ScriptException {@code not_sql} when the format cannot express an operation
     */
    String write(Header header, DraftBody body);
}
