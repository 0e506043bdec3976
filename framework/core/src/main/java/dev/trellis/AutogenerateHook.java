package dev.trellis;

import dev.trellis.schema.TableName;
import dev.trellis.script.DraftBody;

/** A plugin's say in what autogenerate looks at and writes; a plugin binds it, Guice makes it. */
public interface AutogenerateHook {

    /** Whether a table takes part in the comparison; one that does not is neither generated nor reported. */
    default boolean includes(TableName table) {
        return true;
    }

    /**
     * Changes a draft before it is written.
     *
     * @param branch the label of the branch that it is for
     * @return the draft to write; without operations, nothing is written
     */
    default DraftBody edit(String branch, DraftBody draft) {
        return draft;
    }
}
