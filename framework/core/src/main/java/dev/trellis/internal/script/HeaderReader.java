package dev.trellis.internal.script;

import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.Node.Scalar;
import dev.trellis.internal.yaml.YamlException;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.revision.Identifier;
import dev.trellis.revision.Replaced;
import dev.trellis.revision.Revision;
import dev.trellis.script.Declarations;
import dev.trellis.script.Header;
import dev.trellis.script.Migration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads headers. All headers have to be read before a revision can run, and a project may have ten thousand of them. The
 * fast parser {@link PlainHeader} therefore reads the headers in the form that {@code revision} writes. The YAML reader
 * reads all other headers, and reports every error. Both readers give the same result for each header that PlainHeader
 * accepts.
 */
final class HeaderReader {
    /** The keys of a header. */
    static final List<String> KEYS = List.of(
            "revision",
            "down_revision",
            "branch_labels",
            "depends_on",
            "replaces",
            "message",
            "created",
            "db_create",
            "lint",
            "breaks",
            "compatible",
            "touches");

    private HeaderReader() {}

    /**
     * Reads a header.
     *
     * @param text the header alone, without the body
     * @param firstLine the line on which the header begins, from 1
     */
    static Header read(String source, String text, int firstLine) {
        Header plain = plain(text);
        return plain == null ? strict(source, text, firstLine) : plain;
    }

    /** Returns the header, or null when only the YAML reader can read the header or report its error. */
    static @Nullable Header plain(String text) {
        Header plain = PlainHeader.read(text);
        return plain == null || isInvalid(plain.revision()) ? null : plain;
    }

    private static boolean isInvalid(Revision revision) {
        for (String label : revision.branchLabels()) {
            if (Identifier.problemOfLabel(label).isPresent()) {
                return true;
            }
        }
        return revision.id().length() > Identifier.MAX_LENGTH
                || Identifier.problemOfRevision(revision.id()).isPresent();
    }

    /** Reads a header with the YAML reader. */
    static Header strict(String source, String text, int firstLine) {
        MappingReader fields = fields(YamlReader.read(source, text, firstLine));
        // Registers the keys that follow the header, so that the error for a misspelt one suggests the right key.
        fields.has("upgrade");
        fields.has("downgrade");
        Header header = read(fields);
        fields.done();
        return header;
    }

    /**
     * Returns a reader of the mapping in a script or its header.
     *
     * @throws ScriptException {@code malformed_script} when the text is no mapping
     */
    static MappingReader fields(Node script) {
        if (!(script instanceof Node.Mapping)) {
            throw ScriptException.noHeader(script.location());
        }
        return MappingReader.of(script, "a script's header");
    }

    /** Reads the keys of a header; the caller reads the other keys of the mapping. */
    static Header read(MappingReader fields) {
        Node down = fields.node("down_revision");
        return new Header(
                new Revision(
                        fields.located("revision", HeaderReader::id),
                        down == null ? List.of() : MappingReader.strings(down, "'down_revision'"),
                        labels(fields),
                        fields.strings("depends_on"),
                        fields.list("replaces", HeaderReader::replaced)),
                orEmpty(fields.string("message")),
                fields.string("created"),
                declarations(fields));
    }

    private static Declarations declarations(MappingReader fields) {
        return new Declarations(
                fields.has("db_create") ? (Boolean) fields.flag("db_create", false) : null,
                ignoredRules(fields.node("lint")),
                breaks(fields.node("breaks")),
                fields.flag("compatible", false),
                touches(fields.node("touches")));
    }

    /** Returns the objects; null without the key or its value, because a script touches any object unless it states otherwise. */
    private static @Nullable List<String> touches(@Nullable Node objects) {
        if (objects == null) {
            return null;
        }
        List<String> names = MappingReader.strings(objects, "'touches'");
        if (names.stream().anyMatch(String::isBlank)) {
            throw YamlException.expected(objects.location(), "'touches'", "names of tables and other objects", "''");
        }
        return names.contains(Migration.EVERYTHING) ? null : names;
    }

    private static @Nullable String breaks(@Nullable Node reason) {
        String text = reason == null ? null : MappingReader.text(reason, "'breaks'");
        if (reason != null && text != null && text.isBlank()) {
            throw YamlException.expected(
                    reason.location(), "'breaks'", "the reason why other parties have to change", "nothing");
        }
        return text;
    }

    private static String id(Node node) {
        String id = MappingReader.text(node, "'revision'");
        Identifier.checkRevision(id);
        Identifier.checkLength(id);
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

    private static Replaced replaced(Node node) {
        MappingReader fields = MappingReader.of(node, "an item of 'replaces'");
        Replaced replaced =
                new Replaced(fields.string("release"), fields.list("revisions", HeaderReader::id), labels(fields));
        fields.done();
        if (replaced.revisions().isEmpty()) {
            throw YamlException.expected(
                    node.location(), "'revisions'", "the identifiers of the replaced revisions", "nothing");
        }
        return replaced;
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
                throw YamlException.expected(
                        node.location(), "'" + rule + "'", "the reason why it is ignored", "nothing");
            }
            return reason;
        });
        fields.done();
        return ignored;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
