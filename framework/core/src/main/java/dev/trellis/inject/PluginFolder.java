package dev.trellis.inject;

import dev.trellis.error.DisplayPath;
import dev.trellis.error.Problems;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** The folder of plugin jars. One class loader loads all jars, so that a plugin may use the classes of another plugin. */
final class PluginFolder {
    private PluginFolder() {}

    /** Returns the class loader for the jars of the folder; the parent class loader if the folder contains no jars. */
    static ClassLoader loader(ClassLoader parent, @Nullable Path folder, Problems problems) {
        List<Path> jars = folder == null ? List.of() : jars(folder, problems);
        return jars.isEmpty()
                ? parent
                : new URLClassLoader(jars.stream().map(PluginFolder::url).toArray(URL[]::new), parent);
    }

    private static List<Path> jars(Path folder, Problems problems) {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            files.forEach(jars::add);
        } catch (IOException e) {
            problems.add(PluginException.noFolder(DisplayPath.of(folder)));
        }
        Collections.sort(jars);
        jars.removeIf(jar -> !isJar(jar, problems));
        return jars;
    }

    private static boolean isJar(Path file, Problems problems) {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.size() >= 0;
        } catch (IOException e) {
            problems.add(PluginException.notAJar(DisplayPath.of(file), String.valueOf(e.getMessage())));
            return false;
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
