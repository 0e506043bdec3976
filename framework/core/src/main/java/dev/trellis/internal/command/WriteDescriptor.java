package dev.trellis.internal.command;

import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.internal.update.DescriptorText;
import dev.trellis.internal.update.PluginDescriptor;
import dev.trellis.internal.update.UpdateException;
import dev.trellis.internal.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the descriptor of the plugins in a folder of classes. */
public final class WriteDescriptor {
    private final Workspace workspace;

    public WriteDescriptor(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Writes the file and returns its path. */
    public Path into(Path folder) {
        String text = DescriptorText.of(workspace.extensions(), folder);
        if (text == null) {
            throw UpdateException.noPlugin(DisplayPath.of(folder));
        }
        Path file = folder.resolve(PluginDescriptor.FILE);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw UpdateException.unwritable(DisplayPath.of(file), FileFailure.reason(e));
        }
        return file;
    }
}
