package dev.trellis.inject;

import dev.trellis.error.ErrorName;
import dev.trellis.error.JarName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.List;

/** A plugin that cannot be loaded, or that contradicts another plugin. */
public final class PluginException extends TrellisException {
    private static final long serialVersionUID = 1L;
    private static final String ADVICE = "Remove the plugin, or contact its vendor.";

    /** The origin of a plugin that the configuration names. */
    static final String CONFIGURATION = "the configuration";

    PluginException(List<Problem> problems) {
        super(problems, null);
    }

    private PluginException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    /** {@code broken_plugin}: a file in the plugin folder is not a readable jar. */
    static Problem notAJar(String file, String reason) {
        return Problem.of(ErrorName.BROKEN_PLUGIN, "not a readable jar: " + reason)
                .at(Location.of(file))
                .advice("Remove the file, or contact the vendor of the plugin.");
    }

    /** {@code broken_plugin}: a file that lists plugins cannot be read. */
    static Problem notListed(Throwable cause) {
        return Problem.of(ErrorName.BROKEN_PLUGIN, "cannot list the plugins: " + cause.getMessage())
                .advice("Remove the jar with the broken service file, or contact its vendor.");
    }

    /** {@code broken_plugin}: the class of a plugin cannot be loaded or instantiated. */
    static Problem notLoaded(String className, String origin, String reason) {
        return Problem.of(ErrorName.BROKEN_PLUGIN, "cannot load the plugin " + className + ": " + reason)
                .at(Location.of(origin))
                .advice(
                        origin.equals(CONFIGURATION)
                                ? "Correct 'plugins: {classes: ...}', or put the plugin's jar into the plugin folder."
                                : ADVICE);
    }

    /** {@code broken_plugin}: the method {@code configure} of a plugin fails. */
    static Problem notConfigured(String className, String origin, Throwable cause) {
        return Problem.of(
                        ErrorName.BROKEN_PLUGIN,
                        "the plugin " + className + " fails in 'configure': " + firstLine(cause))
                .at(Location.of(origin))
                .advice(ADVICE);
    }

    /** {@code broken_plugin}: the injector cannot create an instance of a contributed class. */
    static PluginException notCreated(Class<?> type, Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return new PluginException(
                Problem.of(ErrorName.BROKEN_PLUGIN, "cannot create " + type.getName() + ": " + firstLine(root))
                        .at(Location.of(JarName.of(type)))
                        .advice(ADVICE),
                cause);
    }

    /** {@code duplicate_step}: two Java steps have the same name. */
    static Problem duplicateStep(String name, Class<?> first, Class<?> second) {
        return Problem.of(
                        ErrorName.DUPLICATE_STEP,
                        "two Java steps are called '" + name + "': " + first.getName() + " in "
                                + JarName.of(first) + " and " + second.getName() + " in "
                                + JarName.of(second))
                .advice("Rename one of them. Begin each name with the label of its branch.");
    }

    /** {@code duplicate_plugin}: two jars contain the same plugin. */
    static Problem duplicatePlugin(String className, String first, String second) {
        return Problem.of(
                        ErrorName.DUPLICATE_PLUGIN,
                        "the plugin " + className + " exists twice: in " + first + " and in " + second)
                .advice("Remove one of the two jars.");
    }

    /** {@code no_plugin_folder}: the configured plugin folder is not a folder. */
    static Problem noFolder(String folder) {
        return Problem.of(ErrorName.NO_PLUGIN_FOLDER, "the plugin folder does not exist or is a file")
                .at(Location.of(folder))
                .advice("Create it, or correct 'plugins: {path: ...}' in the configuration.");
    }

    /** Returns the first line of an exception's message, because messages of Guice have many lines. */
    private static String firstLine(Throwable cause) {
        return cause.toString().lines().findFirst().orElse("");
    }
}
