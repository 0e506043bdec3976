package dev.trellis.revision;

import org.jspecify.annotations.Nullable;

/**
 * Two ends with a colon between, read but not looked up.
 *
 * @param start where it begins; null when the text does not say
 * @param end where it ends
 */
public record Range(@Nullable String start, String end) {

    /** Everything there is. */
    public static final Range ALL = new Range("base", "heads");

    /**
     * The range of {@code history}: {@code a:b}, {@code a:}, {@code :b}; what is left out is {@code base} and
     * {@code heads}.
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
     * What {@code upgrade --sql} and {@code stamp --sql} are given: {@code from:to}, or {@code to} alone. A database that is
     * at several revisions is said with commas: {@code a,b:to}.
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
     * What {@code downgrade --sql} is given: {@code from:to} or {@code a,b:to}.
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
