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
}
