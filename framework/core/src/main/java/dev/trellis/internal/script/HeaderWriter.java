package dev.trellis.internal.script;

import dev.trellis.internal.yaml.YamlWriter;
import dev.trellis.revision.Replaced;
import dev.trellis.revision.Revision;
import dev.trellis.script.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes headers in the form that {@link PlainHeader} accepts, where possible. */
final class HeaderWriter {
    private static final int LINE_LENGTH = 100;

    private HeaderWriter() {}

    /** Returns the lines of a header, each {@code key: value}. */
    static List<String> lines(Header header) {
        Revision revision = header.revision();
        List<String> lines = new ArrayList<>();
        lines.add("revision: " + YamlWriter.line(revision.id()));
        lines.add("down_revision: " + YamlWriter.line(parents(revision.downRevisions())));
        if (!revision.branchLabels().isEmpty()) {
            lines.add("branch_labels: " + YamlWriter.line(List.copyOf(revision.branchLabels())));
        }
        if (!revision.dependsOn().isEmpty()) {
            lines.add("depends_on: " + YamlWriter.line(revision.dependsOn()));
        }
        if (revision.isBaseline()) {
            lines.add("replaces:");
            revision.replaces().forEach(group -> addReplaced(group, lines));
        }
        if (!header.message().isEmpty()) {
            lines.add("message: " + YamlWriter.line(header.message()));
        }
        if (header.created() != null) {
            lines.add("created: " + header.created());
        }
        if (header.dbCreate() != null) {
            lines.add("db_create: " + header.dbCreate());
        }
        if (header.compatible()) {
            lines.add("compatible: true");
        }
        if (!header.ignoredRules().isEmpty()) {
            lines.add("lint: " + YamlWriter.line(Map.of("ignore", header.ignoredRules())));
        }
        if (header.breaks() != null) {
            lines.add("breaks: " + YamlWriter.line(header.breaks()));
        }
        if (header.touches() != null) {
            lines.add("touches: " + YamlWriter.line(header.touches()));
        }
        return lines;
    }

    /** Adds the lines of one item of {@code replaces}, a block that lists several revisions in a line. */
    private static void addReplaced(Replaced group, List<String> lines) {
        String begin = "  - ";
        if (group.release() != null) {
            lines.add(begin + "release: " + YamlWriter.line(group.release()));
            begin = "    ";
        }
        if (!group.branchLabels().isEmpty()) {
            lines.add(begin + "branch_labels: " + YamlWriter.line(List.copyOf(group.branchLabels())));
            begin = "    ";
        }
        StringBuilder line = new StringBuilder(begin + "revisions: [");
        String separator = "";
        for (String id : group.revisions()) {
            String word = YamlWriter.line(id);
            line.append(separator);
            if (line.length() + word.length() > LINE_LENGTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder("      ");
            }
            line.append(word);
            separator = ", ";
        }
        lines.add(line + "]");
    }

    /** Returns notes as comment lines; characters that comments may not contain become blanks. */
    static List<String> comments(List<String> notes) {
        return notes.stream()
                .flatMap(String::lines)
                .map(line -> ("# " + line)
                        .replaceAll("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]", " ")
                        .stripTrailing())
                .toList();
    }

    private static @Nullable Object parents(List<String> parents) {
        if (parents.isEmpty()) {
            return null;
        }
        return parents.size() == 1 ? parents.get(0) : parents;
    }
}
