package dev.trellis.internal.script;

import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.Node.Mapping;
import dev.trellis.internal.yaml.YamlException;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.internal.yaml.YamlWriter;
import dev.trellis.operation.Operation;
import dev.trellis.script.Body;
import dev.trellis.script.DraftBody;
import dev.trellis.script.Header;
import dev.trellis.script.LocatedOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Scripts in YAML, which is what {@code revision} writes. */
public final class YamlFormat implements ScriptFormat {
    private static final Set<String> BODY = Set.of("upgrade", "downgrade");

    @Override
    public String name() {
        return "yaml";
    }

    @Override
    public boolean accepts(String fileName) {
        return fileName.endsWith(".yaml") || fileName.endsWith(".yml");
    }

    @Override
    public MigrationScript read(ScriptFile file) {
        String text = file.text();
        int end = endOfHeader(text);
        String head = text.substring(0, end);
        Header plain = HeaderReader.plain(head);
        return plain == null
                ? new YamlScript(HeaderReader.strict(file.display(), head, 1), file, 0)
                : new YamlScript(plain, file, end);
    }

    @Override
    public String write(Header header, DraftBody body) {
        StringBuilder text = new StringBuilder();
        HeaderWriter.lines(header).forEach(line -> text.append(line).append('\n'));
        text.append('\n');
        HeaderWriter.comments(body.notes()).forEach(line -> text.append(line).append('\n'));
        section(text, "upgrade", body.upgrade());
        if (body.downgrade() != null) {
            text.append('\n');
            section(text, "downgrade", body.downgrade());
        }
        return text.toString();
    }

    private static void section(StringBuilder text, String key, List<Operation> operations) {
        List<Map<String, Object>> items =
                operations.stream().map(OperationWriter::write).toList();
        text.append(key).append(":\n").append(YamlWriter.items(items, 2));
    }

    /** Where the first of the keys stands that begin the body; the whole text when none does. */
    private static int endOfHeader(String text) {
        int start = 0;
        while (start >= 0 && start < text.length()) {
            if (text.startsWith("upgrade:", start) || text.startsWith("downgrade:", start)) {
                return start;
            }
            int newline = text.indexOf('\n', start);
            start = newline < 0 ? -1 : newline + 1;
        }
        return text.length();
    }

    /** @param bodyAt where the body begins behind a header of plain lines, a document by itself; else 0 */
    private record YamlScript(Header header, ScriptFile file, int bodyAt) implements MigrationScript {

        @Override
        public String display() {
            return file.display();
        }

        @Override
        public Body body(ParseContext context) {
            String text = file.text();
            Node rest = rest(text);
            if (rest != null) {
                return body(MappingReader.of(rest, "a script"), context);
            }
            MappingReader fields = MappingReader.of(YamlReader.read(file.display(), text), "a script");
            HeaderReader.read(fields);
            return body(fields, context);
        }

        /** What follows a header that need not be read again; null when there is none, or more than a body follows it. */
        private @Nullable Node rest(String text) {
            if (bodyAt == 0 || bodyAt == text.length()) {
                return null;
            }
            int line = 1;
            for (int i = 0; i < bodyAt; i++) {
                line += text.charAt(i) == '\n' ? 1 : 0;
            }
            try {
                Node rest = YamlReader.read(file.display(), text.substring(bodyAt), line);
                return rest instanceof Mapping mapping
                                && BODY.containsAll(mapping.entries().keySet())
                        ? rest
                        : null;
            } catch (YamlException e) {
                // The whole may be told of in another way.
                return null;
            }
        }

        private static Body body(MappingReader fields, ParseContext context) {
            List<LocatedOperation> upgrade = instructions(fields.node("upgrade"), "'upgrade'", context);
            boolean reversible = fields.has("downgrade");
            List<LocatedOperation> downgrade =
                    reversible ? instructions(fields.node("downgrade"), "'downgrade'", context) : null;
            fields.done();
            return new Body(upgrade, downgrade);
        }

        private static List<LocatedOperation> instructions(@Nullable Node node, String what, ParseContext context) {
            if (node == null) {
                return new ArrayList<>();
            }
            return MappingReader.items(
                    node,
                    what,
                    item -> new LocatedOperation(context.operations().operation(item), item.at()));
        }
    }
}
