package dev.trellis.internal.state;

import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.internal.script.SqlFormat;
import dev.trellis.internal.script.YamlFormat;
import java.nio.charset.StandardCharsets;

/** Reads scripts whose text is stored in the history. */
public final class StoredScript {
    private StoredScript() {}

    /**
     * Reads the header of a script.
     *
     * @param display the name for error messages
     * @throws dev.trellis.error.TrellisException if the header cannot be read
     */
    public static MigrationScript of(String display, String text) {
        ScriptFile file = new ScriptFile(display, display, null, text.getBytes(StandardCharsets.UTF_8));
        return text.stripLeading().startsWith("--") && !isDocumentStart(text)
                ? new SqlFormat().read(file)
                : new YamlFormat().read(file);
    }

    /** Whether the text begins with the line {@code ---} of YAML. */
    private static boolean isDocumentStart(String text) {
        return text.startsWith("---")
                && text.lines().findFirst().orElse("").strip().equals("---");
    }
}
