package dev.trellis.internal.workspace;

import dev.trellis.UsageException;
import dev.trellis.internal.script.ScriptFormat;
import dev.trellis.internal.script.SqlFormat;
import dev.trellis.internal.script.YamlFormat;
import java.util.List;
import java.util.Optional;

/** The formats of script files. */
public final class Formats {
    private static final List<ScriptFormat> ALL = List.of(new YamlFormat(), new SqlFormat());

    private Formats() {}

    static List<ScriptFormat> all() {
        return ALL;
    }

    /** Returns the format of a file, judged by the extension of its name; empty if the file is no script. */
    public static Optional<ScriptFormat> accepting(String fileName) {
        return ALL.stream().filter(format -> format.accepts(fileName)).findFirst();
    }

    /**
     * Returns the format with this name.
     *
     * @throws UsageException {@code unknown_format} if there is none
     */
    public static ScriptFormat named(String name) {
        return ALL.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> UsageException.unknownFormat(
                        name, ALL.stream().map(ScriptFormat::name).toList()));
    }
}
