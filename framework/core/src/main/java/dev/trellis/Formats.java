package dev.trellis;

import dev.trellis.script.ScriptFormat;
import dev.trellis.script.SqlScripts;
import dev.trellis.script.YamlScripts;
import java.util.List;

/** The formats that scripts in files come in. */
final class Formats {
    private static final List<ScriptFormat> ALL = List.of(new YamlScripts(), new SqlScripts());

    private Formats() {}

    static List<ScriptFormat> all() {
        return ALL;
    }

    /** @throws UsageException when there is none of that name */
    static ScriptFormat named(String name) {
        return ALL.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> UsageException.unknownFormat(
                        name, ALL.stream().map(ScriptFormat::name).toList()));
    }
}
