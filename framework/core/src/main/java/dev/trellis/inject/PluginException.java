package dev.trellis.inject;

import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.List;

/** A plugin that cannot be taken part with. */
public final class PluginException extends TrellisException {
    private static final long serialVersionUID = 1L;
    private static final String ADVICE = "take it out, or ask whoever ships it";

    PluginException(List<Problem> problems) {
        super(problems, null);
    }

    static Problem notAJar(String file, String why) {
        return Problem.of("broken_plugin", file + " is not a jar that can be read: " + why)
                .advice(ADVICE);
    }

    static Problem doesNotLoad(String className, String origin, String why) {
        return Problem.of("broken_plugin", "the plugin " + className + " in " + origin + " does not load: " + why)
                .advice(ADVICE);
    }

    static Problem twice(String className, String one, String other) {
        return Problem.of(
                        "duplicate_plugin",
                        "the plugin " + className + " is there twice: in " + one + " and in " + other)
                .advice("remove one of the two jars");
    }

    static Problem noFolder(String folder) {
        return Problem.of("no_plugin_folder", "the plugin folder " + folder + " is not a folder")
                .advice("create it, or correct plugins.path in the configuration");
    }
}
