package dev.trellis.internal.script;

import dev.trellis.error.Problems;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
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
import org.jspecify.annotations.Nullable;

/** Scripts in YAML, the default format of {@code revision}. */
public final class YamlFormat implements ScriptFormat {
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
        return new YamlScript(HeaderReader.read(file.display(), text.substring(0, endOfHeader(text)), 1), file);
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

    /** Returns the offset of the first line that begins the body, or the length of the text. */
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

    private record YamlScript(Header header, ScriptFile file) implements MigrationScript {

        @Override
        public String display() {
            return file.display();
        }

        @Override
        public Body body(ParseContext context) {
            MappingReader fields = MappingReader.of(YamlReader.read(file.display(), file.text()), "a script");
            Problems problems = new Problems();
            problems.collect(() -> HeaderReader.read(fields));
            refuseHeaderBelowBody(fields, problems);
            SchemaVariables variables = context.variables();
            return body(
                    fields,
                    problems,
                    variables.mayBeIn(file.text()) ? context : context.with(SchemaVariables.AS_WRITTEN));
        }

        /**
         * Refuses a header key below {@code upgrade} or {@code downgrade}: loading a branch reads only the text above them
         * and would ignore the key.
         */
        private static void refuseHeaderBelowBody(MappingReader fields, Problems problems) {
            int body = Math.min(line(fields, "upgrade"), line(fields, "downgrade"));
            for (String key : HeaderReader.KEYS) {
                if (fields.has(key) && fields.location(key).line() > body) {
                    problems.add(ScriptException.headerBelowBody(fields.location(key), key)
                            .problem());
                }
            }
        }

        private static int line(MappingReader fields, String key) {
            return fields.has(key) ? fields.location(key).line() : Integer.MAX_VALUE;
        }

        private static Body body(MappingReader fields, Problems problems, ParseContext context) {
            List<LocatedOperation> upgrade = new ArrayList<>();
            List<LocatedOperation> downgrade = fields.has("downgrade") ? new ArrayList<>() : null;
            Node up = fields.node("upgrade");
            Node down = fields.node("downgrade");
            problems.collect(() -> upgrade.addAll(operations(up, "'upgrade'", context)));
            if (downgrade != null) {
                problems.collect(() -> downgrade.addAll(operations(down, "'downgrade'", context)));
            }
            problems.collect(fields::done);
            problems.throwIfAny();
            return new Body(upgrade, downgrade);
        }

        private static List<LocatedOperation> operations(@Nullable Node node, String what, ParseContext context) {
            if (node == null) {
                return new ArrayList<>();
            }
            return MappingReader.items(node, what, item -> {
                Operation operation = context.operations().operation(item);
                return new LocatedOperation(context.variables().fill(operation, item.location()), item.location());
            });
        }
    }
}
