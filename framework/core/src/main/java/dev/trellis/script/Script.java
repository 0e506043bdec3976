package dev.trellis.script;

import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.revision.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A revision and what explains it. The header has been read; the body is read each time it is asked for, which is once.
 */
public interface Script {

    /** What is known of it before its body is read. */
    Header header();

    /** What errors and listings call it: a path, a place in a jar, or a class. */
    String display();

    /** The file, or null when it is Java. */
    @Nullable
    ScriptFile file();

    /**
     * What tells cheaply that it may say something else than it did: of a file its fingerprint, of Java the version that
     * its author declares.
     */
    default @Nullable String hash() {
        ScriptFile file = file();
        return file == null ? null : file.hash();
    }

    /**
     * Reads the body strictly.
     *
     * @param context what reading it depends on
     * @throws dev.trellis.error.TrellisException with the place of whatever cannot be read
     */
    Body body(ParseContext context);

    /** Its place in the graph. */
    default Revision revision() {
        return header().revision();
    }

    /** The identifier of its revision. */
    default String id() {
        return header().revision().id();
    }
}
