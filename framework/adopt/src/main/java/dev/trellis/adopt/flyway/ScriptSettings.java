package dev.trellis.adopt.flyway;

import dev.trellis.adopt.source.SourceException;
import dev.trellis.error.FileFailure;
import dev.trellis.error.Location;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.yaml.TextFile;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one script, from the file {@code V1__x.sql.conf} next to it.
 *
 * @param executeInTransaction whether the script runs in a transaction; null if the file does not state it
 * @param placeholderReplacement whether placeholders are replaced; null if the file does not state it
 * @param encoding the encoding of the script; null if the file does not state it
 * @param shouldExecute a condition for running the script; null if the script runs always
 */
record ScriptSettings(
        @Nullable Boolean executeInTransaction,
        @Nullable Boolean placeholderReplacement,
        @Nullable Charset encoding,
        @Nullable String shouldExecute) {

    private static final ScriptSettings NONE = new ScriptSettings(null, null, null, null);

    /** Reads the configuration of a script, which need not exist. */
    static ScriptSettings of(Path script, FlywaySettings settings) {
        Path file = script.resolveSibling(script.getFileName() + ".conf");
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        Map<String, String> values;
        try {
            values = FlywayConfigurationReader.conf(TextFile.read(file));
        } catch (IOException e) {
            throw unreadable(file, FileFailure.reason(e));
        } catch (TrellisException e) {
            throw unreadable(file, e.problem().message());
        }
        FlywaySettings own = new FlywaySettings(values, file.toString());
        String encoding = own.get("encoding");
        String condition = own.get("shouldExecute");
        return new ScriptSettings(
                own.get("executeInTransaction") == null ? null : own.flag("executeInTransaction", true),
                own.get("placeholderReplacement") == null ? null : own.flag("placeholderReplacement", true),
                encoding == null ? null : settings.charset("encoding", encoding),
                "true".equalsIgnoreCase(condition) ? null : condition);
    }

    private static SourceException unreadable(Path file, String why) {
        return SourceException.cannotConvert(
                Location.of(file.toString()),
                "the configuration of the script cannot be read: " + why,
                "Correct the file.");
    }
}
