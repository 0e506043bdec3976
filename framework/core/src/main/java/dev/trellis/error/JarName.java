package dev.trellis.error;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;

/** The name of the jar that contains a class, for a message. */
public final class JarName {
    private JarName() {}

    /** Returns the name of the jar, or of the folder of the class path, that a class was loaded from. */
    public static String of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        if (location == null) {
            return "the class path";
        }
        try {
            return "file".equals(location.getProtocol())
                    ? String.valueOf(Path.of(location.toURI()).getFileName())
                    : of(location.toString());
        } catch (URISyntaxException | IllegalArgumentException e) {
            return of(location.toString());
        }
    }

    /**
     * Returns the name of the jar at the end of an address; if the address ends with a folder in a jar, the name of the
     * outer jar.
     */
    public static String of(String address) {
        String jar = address.replaceFirst("[!/]+$", "");
        String last = jar.substring(jar.lastIndexOf('/') + 1);
        int outer = jar.lastIndexOf("/!");
        return last.endsWith(".jar") || outer < 0
                ? last
                : jar.substring(jar.lastIndexOf('/', outer - 1) + 1, outer) + "!/" + jar.substring(outer + 2);
    }
}
