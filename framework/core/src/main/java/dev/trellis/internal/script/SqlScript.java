package dev.trellis.internal.script;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.Location;
import dev.trellis.revision.Direction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parsed SQL script: a header of {@code --} comment lines, then sections, each below its marker.
 *
 * <p>A marker is the line {@code -- upgrade} or {@code -- downgrade}, optionally followed by the name of a dialect. Such a
 * line is a marker even inside a string or a comment. The marker leaves the string or comment unclosed, so the script is
 * rejected. This rule is necessary because dialects disagree on the form of a string, and a line must not be a marker on one
 * database and data on another. A line that resembles a marker ({@code --downgrade}, {@code -- Upgrade}) is rejected; read
 * as a comment, it would run the downgrade as part of the upgrade. A line with other or more words is a comment.
 *
 * @param header the header without {@code -- }; line n of the header is line n of the file
 * @param sections the sections in the order of the file
 */
public record SqlScript(String header, List<SqlSection> sections) {
    private static final List<String> VERBS = List.of("upgrade", "downgrade");
    private static final Set<String> GRAPH_KEYS = Set.of("down_revision", "branch_labels", "depends_on", "db_create");
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    public SqlScript {
        sections = List.copyOf(sections);
    }

    /**
     * Parses a script.
     *
     * @param source the file, for messages
     * @param dialects the dialects that markers may name
     * @throws ScriptException when SQL precedes the first section, two sections have the same marker, or a line resembles a
     *     marker
     */
    public static SqlScript read(String text, String source, Collection<String> dialects) {
        return new Reader(text, source, dialects).read();
    }

    /** Returns the section for a dialect: the dialect's own section, else the section for all dialects, else empty. */
    public Optional<SqlSection> section(Direction direction, String dialect) {
        return find(direction, dialect).or(() -> find(direction, null));
    }

    private Optional<SqlSection> find(Direction direction, @Nullable String dialect) {
        return sections.stream()
                .filter(section -> section.direction() == direction && Objects.equals(section.dialect(), dialect))
                .findFirst();
    }

    /**
     * Returns whether a comment line begins a section.
     *
     * @param comment the line without its dashes
     * @throws ScriptException {@code bad_section} if the line is a misspelt marker
     */
    static boolean isMarker(String comment, String source, int line) {
        String[] words = comment.strip().split("\\s+", 3);
        if (words.length > 2 || words[0].isEmpty()) {
            return false;
        }
        String verb = verb(words[0]);
        if (VERBS.contains(verb)) {
            return true;
        }
        if (words.length == 1) {
            requireNoMisspelling("-- " + comment.strip(), verb, new Location(source, line, 1));
        }
        return false;
    }

    private static String verb(String word) {
        String verb = word.toLowerCase(Locale.ROOT);
        return verb.endsWith(":") ? verb.substring(0, verb.length() - 1) : verb;
    }

    /**
     * Refuses a misspelt marker: a {@code -- downgrade} that is read as a comment would run the downgrade as part of the
     * upgrade.
     */
    private static void requireNoMisspelling(String line, String verb, Location location) {
        ClosestMatch.of(verb, VERBS).ifPresent(near -> {
            throw ScriptException.almostMarker(line, "-- " + near, location);
        });
    }

    private record Marker(Direction direction, @Nullable String dialect, int line) {
        @Override
        public String toString() {
            String name = "-- " + direction.name().toLowerCase(Locale.ROOT);
            return dialect == null ? name : name + " " + dialect;
        }
    }

    private static final class Reader {
        private final String text;
        private final String source;
        private final Collection<String> dialects;
        private final StringBuilder header = new StringBuilder();
        private final List<Marker> markers = new ArrayList<>();
        private final List<SqlSection> sections = new ArrayList<>();

        Reader(String text, String source, Collection<String> dialects) {
            this.text = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
            this.source = source;
            this.dialects = dialects;
        }

        SqlScript read() {
            int line = 0;
            int body = 0;
            int next;
            for (int start = 0; start < text.length(); start = next) {
                line++;
                int feed = text.indexOf('\n', start);
                next = feed < 0 ? text.length() : feed + 1;
                String content = text.substring(start, next).stripTrailing();
                Marker marker = marker(content, line);
                if (marker != null) {
                    close(body, start);
                    open(marker);
                    body = next;
                } else if (markers.isEmpty()) {
                    header(content, line);
                }
            }
            close(body, text.length());
            return new SqlScript(header.toString(), sections);
        }

        private void header(String content, int line) {
            if (content.startsWith("--")) {
                header.append(content, content.startsWith("-- ") ? 3 : 2, content.length());
            } else if (!content.isEmpty()) {
                int blanks = content.length() - content.stripLeading().length();
                throw ScriptException.textBeforeSection(new Location(source, line, blanks + 1));
            }
            header.append('\n');
        }

        private @Nullable Marker marker(String content, int line) {
            String comment = content.stripLeading();
            if (!comment.startsWith("--")) {
                return null;
            }
            String[] words = comment.substring(2).strip().split("\\s+", 3);
            if (words.length > 2) {
                return null;
            }
            String verb = verb(words[0]);
            if (!VERBS.contains(verb)) {
                if (words.length == 1 || dialects.contains(words[1])) {
                    requireNoMisspelling(content.strip(), verb, new Location(source, line, 1));
                }
                requireNoHeaderKey(verb, words[0], new Location(source, line, 1));
                return null;
            }
            Marker marker = new Marker(
                    verb.equals("upgrade") ? Direction.UPGRADE : Direction.DOWNGRADE,
                    words.length == 2 ? words[1] : null,
                    line);
            Location location = new Location(source, line, 1);
            if (!content.equals(marker.toString())) {
                throw ScriptException.almostMarker(content, marker.toString(), location);
            }
            if (marker.dialect() != null && !dialects.contains(marker.dialect())) {
                throw ScriptException.unknownDialect(marker.dialect(), dialects, location);
            }
            return marker;
        }

        /** Refuses a key that the revision graph needs in a section, where it would be ignored. */
        private void requireNoHeaderKey(String key, String word, Location location) {
            if (!markers.isEmpty() && word.endsWith(":") && GRAPH_KEYS.contains(key)) {
                throw ScriptException.headerBelowBody(location, key);
            }
        }

        private void open(Marker marker) {
            for (Marker other : markers) {
                if (other.toString().equals(marker.toString())) {
                    throw ScriptException.duplicateSection(
                            marker.toString(), other.line(), new Location(source, marker.line(), 1));
                }
            }
            markers.add(marker);
        }

        /** Ends the current section, if there is one. */
        private void close(int start, int end) {
            if (!markers.isEmpty()) {
                Marker marker = markers.get(markers.size() - 1);
                sections.add(new SqlSection(
                        marker.direction(), marker.dialect(), text.substring(start, end), marker.line() + 1));
            }
        }
    }
}
