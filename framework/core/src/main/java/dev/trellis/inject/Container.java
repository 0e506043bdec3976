package dev.trellis.inject;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** The jar, or folder of the class path, that a class was loaded from. */
final class Container {
    private Container() {}

    /** Returns the container of a class, or null if its class loader does not state it. */
    static @Nullable Path of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return null;
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Returns the name of the container of a class, for a message. */
    static String nameOf(Class<?> type) {
        Path container = of(type);
        return container == null ? "the class path" : String.valueOf(container.getFileName());
    }
}
