package dev.trellis.internal.script;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The jars with scripts. Each is opened and listed once, even if several branches have their scripts in it. */
public final class ScriptJars implements AutoCloseable {
    private final Map<Object, Opened> opened = new HashMap<>();

    /**
     * An open jar.
     *
     * @param entries the entries by folder; folders have no slash at the end
     */
    public record Opened(JarFile jar, Map<String, List<JarEntry>> entries) {
        static Opened of(JarFile jar) {
            Map<String, List<JarEntry>> entries = new HashMap<>();
            for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
                JarEntry entry = all.nextElement();
                String folder =
                        entry.getName().substring(0, Math.max(entry.getName().lastIndexOf('/'), 0));
                entries.computeIfAbsent(folder, none -> new ArrayList<>()).add(entry);
            }
            return new Opened(jar, entries);
        }
    }

    /**
     * Opens a jar, or returns the jar if it is already open.
     *
     * @throws IOException when the file cannot be read or is not a jar
     */
    public Opened open(Path file) throws IOException {
        Opened known = opened.get(file);
        if (known == null) {
            known = Opened.of(new JarFile(file.toFile()));
            opened.put(file, known);
        }
        return known;
    }

    /**
     * Opens a jar that is not a file, such as a jar in an executable jar, or returns the jar if it is already open.
     *
     * @param uri the address of the jar
     * @throws IOException when the address does not lead to a jar
     */
    public Opened open(URI uri) throws IOException {
        Opened known = opened.get(uri);
        if (known == null) {
            URLConnection connection = uri.toURL().openConnection();
            if (!(connection instanceof JarURLConnection jar)) {
                throw new IOException("the class loader does not offer the files in " + uri);
            }
            jar.setUseCaches(false);
            known = Opened.of(jar.getJarFile());
            opened.put(uri, known);
        }
        return known;
    }

    @Override
    public void close() {
        for (Opened jar : opened.values()) {
            try {
                jar.jar().close();
            } catch (IOException e) {
                // The scripts have been read, so a failure to close has no effect.
            }
        }
    }
}
