package dev.trellis.internal.script;

import dev.trellis.script.Body;
import dev.trellis.script.Script;
import org.jspecify.annotations.Nullable;

/** A script that Trellis can run: its header has been read, its body is parsed on demand. */
public interface MigrationScript extends Script {

    /** Returns the file that holds the script, or null for a migration written in Java. */
    @Nullable
    ScriptFile file();

    /**
     * Returns a value that changes when the script may have changed: a fingerprint of the file, or the version that a Java
     * migration declares.
     */
    default @Nullable String hash() {
        ScriptFile file = file();
        return file == null ? null : file.hash();
    }

    /**
     * Returns the label of the branch if the script is not part of the revision graph; null for the script of a revision.
     */
    default @Nullable String separateBranch() {
        return null;
    }

    /** Returns whether the upgrade contains other operations for some dialects, as the sections of an SQL script do. */
    default boolean dependsOnDialect() {
        return false;
    }

    /**
     * Parses the body. Each call parses again, so callers keep the result.
     *
     * @throws dev.trellis.error.TrellisException with the location of the text that cannot be parsed
     */
    Body body(ParseContext context);
}
