package dev.trellis.script;

import dev.trellis.revision.Revision;

/** A revision script, or a revision in Java, whose header has been read. */
public interface Script {

    /** Returns the header. */
    Header header();

    /** Returns the name of the script in messages and listings: a path, an entry of a jar, or a class name. */
    String display();

    /** Returns the position of the script in the revision graph. */
    default Revision revision() {
        return header().revision();
    }

    /** Returns the identifier of the script's revision. */
    default String id() {
        return header().revision().id();
    }
}
