package dev.trellis.internal.script;

import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.Node.Scalar;
import dev.trellis.internal.yaml.YamlException;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.revision.Identifier;
import dev.trellis.revision.Revision;
import dev.trellis.script.Header;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads headers. Ten thousand of them have to be read before a single revision can run, so the plain ones, which is how
 * {@code revision} writes them, are read line by line; whatever is not plain goes to the YAML reader, which also does all
 * the complaining. The two agree on every header that the first accepts.
 */
final class HeaderReader {
    private HeaderReader() {}

    /**
     * Reads a header.
     *
     * @param text the header alone, without the body
     * @param firstLine the line on which it begins, from 1
     */
    static Header read(String source, String text, int firstLine) {
        Header plain = plain(text);
        return plain == null ? strict(source, text, firstLine) : plain;
    }

    /** The header of plain lines, each for itself; null when the YAML reader has to be asked. */
    static @Nullable Header plain(String text) {
        Header plain = Plain.read(text);
        return plain == null || faulty(plain.revision()) ? null : plain;
    }

    private static boolean faulty(Revision revision) {
        return Identifier.problemOfRevision(revision.id()).isPresent()
                || revision.branchLabels().stream()
                        .anyMatch(label -> Identifier.problemOfLabel(label).isPresent());
    }

    /** The header as YAML has it. */
    static Header strict(String source, String text, int firstLine) {
        MappingReader fields = fields(YamlReader.read(source, text, firstLine));
        Header header = read(fields);
        fields.done();
        return header;
    }

    /** @throws ScriptException when there is nothing, or something else */
    static MappingReader fields(Node script) {
        if (!(script instanceof Node.Mapping)) {
            throw ScriptException.noHeader(script.at());
        }
        return MappingReader.of(script, "a script's header");
    }

    /** The keys of a header among others, which the caller reads. */
    static Header read(MappingReader fields) {
        Node down = fields.node("down_revision");
        return new Header(
                new Revision(
                        fields.located("revision", HeaderReader::id),
                        down == null ? List.of() : MappingReader.strings(down, "'down_revision'"),
                        labels(fields),
                        fields.strings("depends_on")),
                orEmpty(fields.string("message")),
                fields.string("created"),
                fields.has("db_create") ? (Boolean) fields.flag("db_create", false) : null,
                ignoredRules(fields.node("lint")));
    }

    private static String id(Node node) {
        String id = MappingReader.text(node, "'revision'");
        Identifier.checkRevision(id);
        return id;
    }

    private static Set<String> labels(MappingReader fields) {
        Node labels = fields.node("branch_labels");
        if (labels == null) {
            return Set.of();
        }
        return new LinkedHashSet<>(
                labels instanceof Scalar
                        ? List.of(fields.located("branch_labels", HeaderReader::label))
                        : fields.list("branch_labels", HeaderReader::label));
    }

    private static String label(Node node) {
        String label = MappingReader.text(node, "a branch label");
        Identifier.checkLabel(label);
        return label;
    }

    private static Map<String, String> ignoredRules(@Nullable Node lint) {
        if (lint == null) {
            return Map.of();
        }
        MappingReader fields = MappingReader.of(lint, "'lint'");
        Map<String, String> ignored = fields.map("ignore", (rule, node) -> {
            String reason = MappingReader.text(node, "the reason why '" + rule + "' is ignored");
            if (reason.isBlank()) {
                throw YamlException.expected(node.at(), "'" + rule + "'", "the reason why it is ignored", "nothing");
            }
            return reason;
        });
        fields.done();
        return ignored;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Headers of plain lines: a known key once, then a plain or simply quoted value, or a list of plain ones. */
    private static final class Plain {
        private @Nullable String revision;
        private @Nullable String created;
        private @Nullable String message;
        private @Nullable List<String> down;
        private @Nullable List<String> labels;
        private @Nullable List<String> dependsOn;

        static @Nullable Header read(String text) {
            Plain plain = new Plain();
            int start = 0;
            int length = text.length();
            while (start < length) {
                int end = text.indexOf('\n', start);
                end = end < 0 ? length : end;
                if (!plain.line(text, start, end > start && text.charAt(end - 1) == '\r' ? end - 1 : end)) {
                    return null;
                }
                start = end + 1;
            }
            return plain.revision == null
                    ? null
                    : new Header(
                            new Revision(
                                    plain.revision,
                                    orNone(plain.down),
                                    new LinkedHashSet<>(orNone(plain.labels)),
                                    orNone(plain.dependsOn)),
                            orEmpty(plain.message),
                            plain.created);
        }

        private static List<String> orNone(@Nullable List<String> list) {
            return list == null ? List.of() : list;
        }

        private boolean line(String text, int start, int end) {
            if (start == end) {
                return true;
            }
            if (text.charAt(start) == '#') {
                return printable(text, start, end);
            }
            int colon = text.indexOf(": ", start);
            if (colon < 0 || colon > end) {
                return false;
            }
            String value = trimmed(text, colon + 2, end);
            return switch (text.substring(start, colon)) {
                case "revision" -> revision == null && (revision = scalar(value)) != null;
                case "down_revision" -> down == null && (down = list(value)) != null;
                case "branch_labels" -> labels == null && (labels = list(value)) != null;
                case "depends_on" -> dependsOn == null && (dependsOn = list(value)) != null;
                case "message" -> message == null && (message = scalar(value)) != null;
                case "created" -> created == null && (created = scalar(value)) != null;
                default -> false;
            };
        }

        private static @Nullable List<String> list(String value) {
            if (value.equals("null")) {
                return List.of();
            }
            if (!value.startsWith("[")) {
                String single = scalar(value);
                return single == null ? null : List.of(single);
            }
            if (!value.endsWith("]")) {
                return null;
            }
            String inside = trimmed(value, 1, value.length() - 1);
            List<String> items = new ArrayList<>();
            if (inside.isEmpty()) {
                return items;
            }
            for (String item : inside.split(",", -1)) {
                String single = scalar(trimmed(item, 0, item.length()));
                if (single == null) {
                    return null;
                }
                items.add(single);
            }
            return items;
        }

        /** The value where it is certain to mean itself; null sends the header to the YAML reader. */
        private static @Nullable String scalar(String value) {
            int length = value.length();
            if (length == 0 || value.equals("null") || value.equals("~")) {
                return null;
            }
            char first = value.charAt(0);
            if (first == '"' || first == '\'') {
                String inside = value.substring(1, Math.max(1, length - 1));
                boolean simple = length >= 2
                        && value.charAt(length - 1) == first
                        && inside.indexOf(first) < 0
                        && inside.indexOf('\\') < 0
                        && printable(inside, 0, inside.length());
                return simple ? inside : null;
            }
            boolean plain = (Character.isLetterOrDigit(first) || first == '(' || first == '/')
                    && value.indexOf(": ") < 0
                    && value.indexOf(" #") < 0
                    && value.indexOf(',') < 0
                    && value.indexOf('[') < 0
                    && value.indexOf(']') < 0
                    && value.indexOf('{') < 0
                    && value.indexOf('}') < 0
                    && value.charAt(length - 1) != ':'
                    && printable(value, 0, length);
            return plain ? value : null;
        }

        /** Without blanks around it: other space is text to YAML. */
        private static String trimmed(String text, int start, int end) {
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

        /** Whether YAML takes every character as it stands; of those in two halves it tells itself. */
        private static boolean printable(String text, int start, int end) {
            for (int i = start; i < end; i++) {
                char c = text.charAt(i);
                if (c < ' ' || (c >= 0x7f && c < 0xa0) || Character.isSurrogate(c) || c >= 0xfffe) {
                    return false;
                }
            }
            return true;
        }
    }
}
