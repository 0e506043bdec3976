package dev.trellis.internal.state;

import dev.trellis.error.TrellisException;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.internal.script.SqlFormat;
import dev.trellis.internal.script.YamlFormat;
import dev.trellis.report.HistoryEntry;
import dev.trellis.revision.Revision;
import java.nio.charset.StandardCharsets;

/** Reads scripts whose text is stored in the history. */
public final class StoredScript {
    private StoredScript() {}

    /**
     * Returns the script whose text is given; its header is read at once, its body on demand.
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

    /**
     * Returns whether a baseline has replaced the script of an entry. A baseline has the identifier of the last script that
     * it replaces, but not its content.
     *
     * @param present the revision with the same identifier as the entry's
     */
    public static boolean isReplaced(HistoryEntry entry, Revision present) {
        if (!present.isBaseline()) {
            return false;
        }
        String text = entry.script();
        try {
            return text == null
                    || !of("the history of revision " + present.id(), text)
                            .revision()
                            .isBaseline();
        } catch (TrellisException writtenByAnotherVersion) {
            return false;
        }
    }

    /** Whether the text begins with the line {@code ---} of YAML. */
    private static boolean isDocumentStart(String text) {
        return text.startsWith("---")
                && text.lines().findFirst().orElse("").strip().equals("---");
    }
}
