package dev.trellis.internal.update;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;

/** A candidate jar that cannot be judged. */
public final class UpdateException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private UpdateException(Problem problem) {
        super(problem);
    }

    /** {@code no_descriptor}: a jar does not state its branches in a file. */
    static UpdateException noDescriptor(String jar, boolean hasPlugin) {
        return new UpdateException(Problem.of(
                        ErrorName.NO_DESCRIPTOR,
                        hasPlugin
                                ? "the plugin declares its branches only in Java code, which is not run before the"
                                        + " installation: there is no " + PluginDescriptor.FILE
                                : "there is no plugin: neither " + PluginDescriptor.FILE + " nor a service file")
                .at(Location.of(jar))
                .advice(
                        hasPlugin
                                ? "Write the file in the build of the plugin with the Maven goal trellis:descriptor, or with:"
                                        + " trellis plugins --descriptor target/classes"
                                : "Name the jar of a plugin."));
    }

    /** {@code no_descriptor}: no plugin on the class path comes from a folder. */
    public static UpdateException noPlugin(String folder) {
        return new UpdateException(
                Problem.of(ErrorName.NO_DESCRIPTOR, "no plugin in the folder contributes a branch with scripts")
                        .at(Location.of(folder))
                        .advice("Name the folder of classes from which the plugin is loaded, such as target/classes."));
    }

    /** {@code cannot_write}: the descriptor cannot be written. */
    public static UpdateException unwritable(String file, String reason) {
        return new UpdateException(Problem.of(ErrorName.CANNOT_WRITE, "the descriptor cannot be written: " + reason)
                .at(Location.of(file))
                .advice("Check the permissions of the folder."));
    }

    /** {@code unreadable_file}: a jar cannot be read. */
    static UpdateException unreadable(String jar, String reason) {
        return new UpdateException(Problem.of(ErrorName.UNREADABLE_FILE, "the jar cannot be read: " + reason)
                .at(Location.of(jar))
                .advice("Check the path."));
    }
}
