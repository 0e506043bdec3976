package dev.trellis.adopt.source;

import org.jspecify.annotations.Nullable;

/**
 * A part of the project that has no counterpart in Trellis and was not converted.
 *
 * @param file the file, as messages show it
 * @param line the line of the file, counted from 1; 0 if the gap concerns the whole file
 * @param reason what is missing, as a clause without a full stop
 * @param revision the identifier of the revision that lacks the part; null if no revision does. The gap is closed once a
 *     person has completed the script of that revision, or removed its {@linkplain #comment comment}.
 */
public record Gap(
        String file, int line, String reason, @Nullable String revision) {
    private static final String COMMENT = "Not converted";

    /** Returns a gap that concerns a whole file and no revision. */
    public static Gap of(String file, String reason) {
        return new Gap(file, 0, reason, null);
    }

    /** Returns the comment that the script of the revision contains until a person has completed it. */
    public String comment() {
        return COMMENT + (line == 0 ? "" : ", line " + line) + ": " + reason;
    }

    /** Returns whether a line, without the characters that begin a comment, is the {@link #comment} of a gap. */
    public static boolean isComment(String line) {
        return line.startsWith(COMMENT + ":") || line.startsWith(COMMENT + ",");
    }

    /** Returns the file and, if it is known, the line. */
    public String place() {
        return line == 0 ? file : file + ":" + line;
    }
}
