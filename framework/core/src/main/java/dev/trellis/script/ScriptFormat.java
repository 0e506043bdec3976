package dev.trellis.script;

/** A notation for revision scripts. */
public interface ScriptFormat {

    /** Whether a file of this name is such a script, judged by its extension. */
    boolean accepts(String fileName);

    /**
     * Reads the head of a script and nothing of the rest.
     *
     * @throws dev.trellis.error.TrellisException with the place of whatever cannot be read
     */
    Script read(ScriptFile file);
}
