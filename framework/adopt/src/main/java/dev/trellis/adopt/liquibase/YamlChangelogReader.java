package dev.trellis.adopt.liquibase;

import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.Node.Mapping;
import dev.trellis.internal.yaml.Node.Scalar;
import dev.trellis.internal.yaml.Node.Sequence;
import dev.trellis.internal.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads changelogs in YAML, and in JSON, which is YAML except for tabs in the indentation. */
final class YamlChangelogReader {
    private static final String ROOT = "databaseChangeLog";

    private YamlChangelogReader() {}

    /** Reads a document. */
    static ChangeNode read(ChangelogFile file) {
        String text = file.text();
        Node document =
                YamlReader.read(file.display(), file.extension().equals("json") ? text.replace('\t', ' ') : text);
        Node.Entry entry =
                document instanceof Mapping mapping ? mapping.entries().get(ROOT) : null;
        if (entry == null) {
            throw ChangelogException.malformed(document.location(), "it has no key '" + ROOT + "'");
        }
        return node(ROOT, entry.value());
    }

    private static ChangeNode node(String name, Node value) {
        if (value instanceof Scalar scalar) {
            return new ChangeNode(name, value.location(), scalar.value() == null ? null : scalar.text(), List.of());
        }
        List<ChangeNode> children = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        if (value instanceof Mapping mapping) {
            addEntries(mapping, children);
        } else {
            for (Node item : ((Sequence) value).items()) {
                if (item instanceof Mapping mapping) {
                    addEntries(mapping, children);
                } else if (item instanceof Scalar scalar) {
                    texts.add(scalar.text());
                } else {
                    children.add(node(name, item));
                }
            }
        }
        return new ChangeNode(name, value.location(), texts.isEmpty() ? null : String.join(", ", texts), children);
    }

    private static void addEntries(Mapping mapping, List<ChangeNode> children) {
        for (Map.Entry<String, Node.Entry> entry : mapping.entries().entrySet()) {
            ChangeNode child = node(entry.getKey(), entry.getValue().value());
            children.add(new ChangeNode(child.name(), entry.getValue().keyLocation(), child.text(), child.children()));
        }
    }
}
