package dev.trellis.internal.script;

import dev.trellis.error.Location;
import dev.trellis.internal.yaml.YamlException;
import org.jspecify.annotations.Nullable;

/**
 * The header of an SQL script: the comment lines at the top of the file, up to the first other line or section. Line n of
 * the header is line n of the file.
 *
 * @param yaml the lines without their dashes, and without the key {@code autocommit}, which only SQL scripts have
 * @param autocommit whether the statements run outside a transaction
 */
record SqlHeader(String yaml, boolean autocommit) {
    private static final String AUTOCOMMIT = "autocommit";

    /**
     * Reads the header of a script.
     *
     * @throws ScriptException {@code malformed_script} for a key of the header below its end, where it would be ignored; {@code
     *     bad_section} for a line that resembles a section
     */
    static SqlHeader of(String text, String source) {
        StringBuilder yaml = new StringBuilder();
        boolean isInside = true;
        boolean isEmpty = true;
        Boolean autocommit = null;
        int line = 0;
        int next;
        for (int start = 0; start < text.length(); start = next) {
            line++;
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed;
            next = feed < 0 ? end : feed + 1;
            if (!text.startsWith("--", start)) {
                if (!text.substring(start, end).isBlank()) {
                    break;
                }
                isInside &= isEmpty;
                yaml.append(isInside ? "\n" : "");
                continue;
            }
            isEmpty = false;
            String content = text.substring(Math.min(end, text.startsWith("-- ", start) ? start + 3 : start + 2), end);
            if (SqlScript.isMarker(content, source, line)) {
                break;
            }
            isInside &= !content.startsWith("upgrade ") && !content.startsWith("downgrade ");
            String key = key(content);
            if (!isInside) {
                if (key != null) {
                    throw ScriptException.headerBelowEnd(new Location(source, line, 1), key);
                }
                continue;
            }
            if (AUTOCOMMIT.equals(key)) {
                Location location = new Location(source, line, 4);
                if (autocommit != null) {
                    throw YamlException.malformed(location, "duplicate key '" + key + "'");
                }
                autocommit = flag(content.substring(AUTOCOMMIT.length() + 1), location);
                yaml.append('\n');
            } else {
                yaml.append(content).append('\n');
            }
        }
        return new SqlHeader(yaml.toString(), Boolean.TRUE.equals(autocommit));
    }

    private static boolean flag(String text, Location location) {
        String value = text.replaceFirst("\\s#.*", "").strip();
        if (!value.equals("true") && !value.equals("false")) {
            throw YamlException.expected(location, "'autocommit'", "true or false", "'" + value + "'");
        }
        return value.equals("true");
    }

    /** Returns the key of a header that a line begins with, or null. */
    private static @Nullable String key(String line) {
        int colon = line.indexOf(':');
        String word = colon < 0 ? "" : line.substring(0, colon);
        return word.equals(AUTOCOMMIT) || HeaderReader.KEYS.contains(word) ? word : null;
    }
}
