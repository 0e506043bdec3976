package dev.trellis.revision;

import org.jspecify.annotations.Nullable;

/**
 * A range of revisions, {@code start:end}, whose ends are parsed but not looked up.
 *
 * @param start the start as text; null if the text contains none
 * @param end the end as text
 */
public record Range(@Nullable String start, String end) {

    /** The range of all revisions. */
    public static final Range ALL = new Range("base", "heads");

    /**
     * Parses the range of {@code history}: {@code a:b}, {@code a:} or {@code :b}. A missing start is {@code base}, a missing
     * end {@code heads}.
     *
     * @throws RevisionException {@code bad_range}
     */
    public static Range history(String text) {
        if (text.indexOf(':') < 0) {
            throw RevisionException.badRange(text);
        }
        String[] ends = ends(text);
        return new Range(ends[0].isEmpty() ? "base" : ends[0], ends[1].isEmpty() ? "heads" : ends[1]);
    }

    /**
     * Parses the range of {@code upgrade --sql} and {@code stamp --sql}: {@code from:to} or {@code to}. Several starts are
     * separated by commas: {@code a,b:to}.
     *
     * @throws RevisionException {@code bad_range}
     */
    public static Range offlineUpgrade(String text) {
        if (text.indexOf(':') < 0) {
            return new Range(null, nonEmpty(text, text.strip()));
        }
        String[] ends = ends(text);
        return new Range(ends[0].isEmpty() ? null : ends[0], nonEmpty(text, ends[1]));
    }

    /**
     * Parses the range of {@code downgrade --sql}: {@code from:to} or {@code a,b:to}.
     *
     * @throws RevisionException {@code range_required}, {@code bad_range}
     */
    public static Range offlineDowngrade(String text) {
        if (text.indexOf(':') < 0) {
            throw RevisionException.rangeRequired(text);
        }
        Range range = offlineUpgrade(text);
        if (range.start() == null) {
            throw RevisionException.rangeRequired(text);
        }
        return range;
    }

    private static String[] ends(String text) {
        int colon = text.indexOf(':');
        if (text.indexOf(':', colon + 1) >= 0) {
            throw RevisionException.badRange(text);
        }
        return new String[] {
            text.substring(0, colon).strip(), text.substring(colon + 1).strip()
        };
    }

    private static String nonEmpty(String text, String end) {
        if (end.isEmpty()) {
            throw RevisionException.badRange(text);
        }
        return end;
    }
}
