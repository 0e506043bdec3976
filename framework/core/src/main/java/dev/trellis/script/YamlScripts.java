package dev.trellis.script;

import dev.trellis.yaml.Fields;
import dev.trellis.yaml.Node;
import dev.trellis.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scripts in YAML, which is what {@code revision} writes. */
public final class YamlScripts implements ScriptFormat {

    @Override
    public boolean accepts(String fileName) {
        return fileName.endsWith(".yaml") || fileName.endsWith(".yml");
    }

    @Override
    public Script read(ScriptFile file) {
        String text = file.text();
        return new YamlScript(HeaderReader.read(file.display(), text.substring(0, endOfHeader(text)), 1), file);
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

    private record YamlScript(Header header, ScriptFile file) implements Script {

        @Override
        public String display() {
            return file.display();
        }

        @Override
        public Body body(ReadingContext context) {
            Fields fields = Fields.of(YamlReader.read(file.display(), file.text()), "a script");
            HeaderReader.read(fields);
            List<Instruction> upgrade = instructions(fields.node("upgrade"), "'upgrade'", context);
            boolean reversible = fields.has("downgrade");
            List<Instruction> downgrade =
                    reversible ? instructions(fields.node("downgrade"), "'downgrade'", context) : null;
            fields.done();
            return new Body(upgrade, downgrade);
        }

        private static List<Instruction> instructions(@Nullable Node node, String what, ReadingContext context) {
            if (node == null) {
                return new ArrayList<>();
            }
            return Fields.items(
                    node, what, item -> new Instruction(context.operations().operation(item), item.at()));
        }
    }
}
