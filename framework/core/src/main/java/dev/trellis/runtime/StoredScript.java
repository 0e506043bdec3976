package dev.trellis.runtime;

import dev.trellis.script.Script;
import dev.trellis.script.ScriptFile;
import dev.trellis.script.SqlScripts;
import dev.trellis.script.YamlScripts;
import java.nio.charset.StandardCharsets;

/** A script as the history keeps it. */
final class StoredScript {
    private StoredScript() {}

    /**
     * Reads its head.
     *
     * @param display what errors call it
     * @throws dev.trellis.error.TrellisException when that cannot be read
     */
    static Script of(String display, String text) {
        ScriptFile file = new ScriptFile(display, display, null, text.getBytes(StandardCharsets.UTF_8));
        return text.startsWith("--") ? new SqlScripts().read(file) : new YamlScripts().read(file);
    }
}
