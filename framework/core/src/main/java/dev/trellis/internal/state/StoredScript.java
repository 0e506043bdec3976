package dev.trellis.internal.state;

import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.internal.script.SqlFormat;
import dev.trellis.internal.script.YamlFormat;
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
    static MigrationScript of(String display, String text) {
        ScriptFile file = new ScriptFile(display, display, null, text.getBytes(StandardCharsets.UTF_8));
        return text.startsWith("--") ? new SqlFormat().read(file) : new YamlFormat().read(file);
    }
}
