package dev.trellis.inject;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.nio.file.Path;
import java.util.List;

/** A plugin that cannot be taken part with. */
public final class PluginException extends TrellisException {
    private static final long serialVersionUID = 1L;
    private static final String ADVICE = "take it out, or ask whoever ships it";

    PluginException(List<Problem> problems) {
        super(problems, null);
    }

    private PluginException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    static Problem notAJar(String file, String why) {
        return Problem.of(ErrorName.BROKEN_PLUGIN, file + " is not a jar that can be read: " + why)
                .advice(ADVICE);
    }

    static Problem doesNotLoad(String className, String origin, String why) {
        return Problem.of(
                        ErrorName.BROKEN_PLUGIN, "the plugin " + className + " in " + origin + " does not load: " + why)
                .advice(ADVICE);
    }

    static Problem doesNotConfigure(String className, String origin, Throwable why) {
        return Problem.of(
                        ErrorName.BROKEN_PLUGIN,
                        "the plugin " + className + " in " + origin + " fails to say what it contributes: "
                                + firstLine(why))
                .advice(ADVICE);
    }

    /** @param type what should have been made, with its dependencies injected */
    static PluginException notMade(Class<?> type, Throwable why) {
        Throwable root = why;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return new PluginException(
                Problem.of(
                                ErrorName.BROKEN_PLUGIN,
                                type.getName() + " in " + origin(type) + " cannot be made: " + firstLine(root))
                        .advice(ADVICE),
                why);
    }

    static Problem stepTwice(String name, Class<?> one, Class<?> other) {
        return Problem.of(
                        ErrorName.DUPLICATE_STEP,
                        "two Java steps are called '" + name + "': " + one.getName() + " in " + origin(one) + " and "
                                + other.getName() + " in " + origin(other))
                .advice("rename one of them; a name with the branch in front keeps apart");
    }

    private static String origin(Class<?> type) {
        Path container = Contribution.container(type);
        return container == null ? "the class path" : String.valueOf(container.getFileName());
    }

    /** Guice writes essays. */
    private static String firstLine(Throwable why) {
        return why.toString().lines().findFirst().orElse("");
    }

    static Problem twice(String className, String one, String other) {
        return Problem.of(
                        ErrorName.DUPLICATE_PLUGIN,
                        "the plugin " + className + " is there twice: in " + one + " and in " + other)
                .advice("remove one of the two jars");
    }

    static Problem noFolder(String folder) {
        return Problem.of(ErrorName.NO_PLUGIN_FOLDER, "the plugin folder " + folder + " is not a folder")
                .advice("create it, or correct plugins.path in the configuration");
    }
}
