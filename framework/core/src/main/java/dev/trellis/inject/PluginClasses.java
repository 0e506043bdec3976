package dev.trellis.inject;

import dev.trellis.error.JarName;
import dev.trellis.error.Problems;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The classes that service files list as plugins. The files are those of {@link java.util.ServiceLoader}. Trellis reads the
 * files without {@code ServiceLoader}, which does not state the jar of a broken entry.
 */
final class PluginClasses {
    private static final String SERVICE = TrellisPlugin.class.getName();
    private static final String FILE = "META-INF/services/" + SERVICE;

    private interface Files {
        Enumeration<URL> find() throws IOException;
    }

    private PluginClasses() {}

    /** Returns the classes that the service files of a class loader and its parents list. */
    static Map<String, String> list(ClassLoader loader, Problems problems) {
        return list(() -> loader.getResources(FILE), problems);
    }

    /** Returns the classes that the service files of a class loader list, without those of its parents. */
    static Map<String, String> listOwn(URLClassLoader loader, Problems problems) {
        return list(() -> loader.findResources(FILE), problems);
    }

    /** Returns the names of the classes, each with the jar or folder whose service file lists it. */
    private static Map<String, String> list(Files files, Problems problems) {
        Map<String, String> originByClass = new LinkedHashMap<>();
        try {
            for (URL file : Collections.list(files.find())) {
                String origin = origin(file);
                for (String name : names(file)) {
                    String other = originByClass.putIfAbsent(name, origin);
                    if (other != null && !other.equals(origin)) {
                        problems.add(PluginException.duplicatePlugin(name, other, origin));
                    }
                }
            }
        } catch (IOException e) {
            problems.add(PluginException.notListed(e));
        }
        return originByClass;
    }

    private static List<String> names(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private static String origin(URL file) throws IOException {
        if (file.openConnection() instanceof JarURLConnection jar) {
            return JarName.of(jar.getJarFileURL().getPath());
        }
        return file.getPath().replace("/" + FILE, "");
    }

    /** Creates a plugin. If the plugin cannot be created, adds a problem and returns null. */
    static @Nullable TrellisPlugin create(ClassLoader loader, String name, String origin, Problems problems) {
        try {
            Object instance =
                    Class.forName(name, true, loader).getDeclaredConstructor().newInstance();
            if (instance instanceof TrellisPlugin plugin) {
                return plugin;
            }
            problems.add(PluginException.notLoaded(name, origin, "it does not extend " + SERVICE));
        } catch (ClassNotFoundException e) {
            problems.add(PluginException.notLoaded(name, origin, "the class does not exist"));
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            problems.add(PluginException.notLoaded(name, origin, cause.toString()));
        }
        return null;
    }
}
