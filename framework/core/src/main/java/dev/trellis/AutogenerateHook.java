package dev.trellis;

import dev.trellis.schema.TableName;
import dev.trellis.script.DraftBody;

/** Excludes tables from autogenerate, and edits its drafts. A plugin binds the class, and Guice creates the instance. */
public interface AutogenerateHook {

    /** Returns whether the comparison includes the table. Differences of an excluded table are not reported either. */
    default boolean includes(TableName table) {
        return true;
    }

    /**
     * Changes a draft before autogenerate writes it.
     *
     * @param branch the label of the compared branch
     * @return the draft to write; if it has no upgrade operations, no revision is written
     */
    default DraftBody edit(String branch, DraftBody draft) {
        return draft;
    }
}
