package dev.trellis.internal.script;

import dev.trellis.revision.Revision;
import dev.trellis.script.Header;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fast parser for the headers that {@code revision} writes. It accepts a subset of YAML and reads it as YAML does; every other
 * header is left to the YAML reader. The subset:
 *
 * <pre>
 * header = { line, "\n" }
 * line   = "" | "#", text | key, ": ", value
 * key    = "revision" | "down_revision" | "branch_labels" | "depends_on" | "message" | "created"    (each at most once)
 * value  = scalar, and for down_revision, branch_labels and depends_on also list
 * list   = "null" | "[]" | "[", scalar, { ",", scalar }, "]"
 * scalar = quote, text without quotes and backslashes, the same quote | plain
 * plain  = text that starts with a letter, a digit, "(" or "/", that is neither "null" nor "~", that contains none of
 *          ": ", " #", ",", "[", "]", "{", "}", and that does not end with ":"
 * text   = characters that YAML allows unescaped; surrogates are excluded
 * </pre>
 */
final class PlainHeader {
    private static final List<String> KEYS =
            List.of("revision", "down_revision", "branch_labels", "depends_on", "message", "created");

    /** The values in the order of {@link #KEYS}. A map for each of thousands of headers would take a tenth of the time of a command. */
    private final @Nullable String[] values = new @Nullable String[KEYS.size()];

    private PlainHeader() {}

    /** Returns the header, or null when it is outside the subset or has no revision. */
    static @Nullable Header read(String text) {
        PlainHeader header = new PlainHeader();
        return header.readLines(text) ? header.header() : null;
    }

    private @Nullable Header header() {
        String revision = scalar("revision", null);
        List<String> parents = list("down_revision");
        List<String> labels = list("branch_labels");
        List<String> dependencies = list("depends_on");
        if (revision == null || parents == null || labels == null || dependencies == null) {
            return null;
        }
        String message = scalar("message", "");
        String created = scalar("created", null);
        if (message == null || (created == null && value("created") != null)) {
            return null;
        }
        return new Header(new Revision(revision, parents, labelSet(labels), dependencies), message, created);
    }

    private static Set<String> labelSet(List<String> labels) {
        return labels.isEmpty() ? Set.of() : new LinkedHashSet<>(labels);
    }

    private boolean readLines(String text) {
        int length = text.length();
        int start = 0;
        while (start < length) {
            int feed = text.indexOf('\n', start);
            int next = feed < 0 ? length : feed;
            int end = next > start && text.charAt(next - 1) == '\r' ? next - 1 : next;
            if (!readLine(text, start, end)) {
                return false;
            }
            start = next + 1;
        }
        return true;
    }

    private boolean readLine(String text, int start, int end) {
        if (start == end) {
            return true;
        }
        if (text.charAt(start) == '#') {
            return isPrintable(text, start, end);
        }
        int colon = text.indexOf(": ", start);
        if (colon < 0 || colon > end) {
            return false;
        }
        int key = KEYS.indexOf(text.substring(start, colon));
        if (key < 0 || values[key] != null) {
            return false;
        }
        values[key] = withoutBlanks(text, colon + 2, end);
        return true;
    }

    private @Nullable String value(String key) {
        return values[KEYS.indexOf(key)];
    }

    private @Nullable String scalar(String key, @Nullable String absent) {
        String value = value(key);
        return value == null ? absent : scalar(value);
    }

    private @Nullable List<String> list(String key) {
        String value = value(key);
        if (value == null || value.equals("null")) {
            return List.of();
        }
        if (!value.startsWith("[")) {
            String only = scalar(value);
            return only == null ? null : List.of(only);
        }
        if (!value.endsWith("]")) {
            return null;
        }
        List<String> items = new ArrayList<>();
        String inside = withoutBlanks(value, 1, value.length() - 1);
        if (inside.isEmpty()) {
            return items;
        }
        for (String item : inside.split(",", -1)) {
            String scalar = scalar(withoutBlanks(item, 0, item.length()));
            if (scalar == null) {
                return null;
            }
            items.add(scalar);
        }
        return items;
    }

    private static @Nullable String scalar(String value) {
        if (value.isEmpty() || value.equals("null") || value.equals("~")) {
            return null;
        }
        char first = value.charAt(0);
        if (first == '"' || first == '\'') {
            return quoted(value, first);
        }
        return isPlain(value, first) ? value : null;
    }

    private static @Nullable String quoted(String value, char quote) {
        int length = value.length();
        if (length < 2 || value.charAt(length - 1) != quote) {
            return null;
        }
        String inside = value.substring(1, length - 1);
        boolean simple = inside.indexOf(quote) < 0 && inside.indexOf('\\') < 0 && isPrintable(inside, 0, length - 2);
        return simple ? inside : null;
    }

    private static boolean isPlain(String value, char first) {
        return (Character.isLetterOrDigit(first) || first == '(' || first == '/')
                && value.indexOf(": ") < 0
                && value.indexOf(" #") < 0
                && value.indexOf(',') < 0
                && value.indexOf('[') < 0
                && value.indexOf(']') < 0
                && value.indexOf('{') < 0
                && value.indexOf('}') < 0
                && value.charAt(value.length() - 1) != ':'
                && isPrintable(value, 0, value.length());
    }

    /** Returns a part of the text without the space characters (U+0020) at both ends; tabs are part of the text. */
    private static String withoutBlanks(String text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && text.charAt(from) == ' ') {
            from++;
        }
        while (from < to && text.charAt(to - 1) == ' ') {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isPrintable(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c < ' ' || (c >= 0x7f && c < 0xa0) || Character.isSurrogate(c) || c >= 0xfffe) {
                return false;
            }
        }
        return true;
    }
}
