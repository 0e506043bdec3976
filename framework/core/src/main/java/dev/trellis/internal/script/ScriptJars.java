package dev.trellis.internal.script;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Jars with scripts, each opened and listed once, however many branches have theirs in it. */
public final class ScriptJars implements AutoCloseable {
    private final Map<Path, Opened> opened = new HashMap<>();

    /**
     * One of them.
     *
     * @param entries all there is in it, by the folder that it lies in, without a slash at its end
     */
    record Opened(JarFile jar, Map<String, List<JarEntry>> entries) {
        static Opened of(Path file) throws IOException {
            JarFile jar = new JarFile(file.toFile());
            Map<String, List<JarEntry>> entries = new HashMap<>();
            for (Enumeration<JarEntry> each = jar.entries(); each.hasMoreElements(); ) {
                JarEntry entry = each.nextElement();
                String folder =
                        entry.getName().substring(0, Math.max(entry.getName().lastIndexOf('/'), 0));
                entries.computeIfAbsent(folder, none -> new ArrayList<>()).add(entry);
            }
            return new Opened(jar, entries);
        }
    }

    /** @throws IOException when it cannot be read, or is no jar */
    Opened open(Path file) throws IOException {
        Opened known = opened.get(file);
        if (known == null) {
            known = Opened.of(file);
            opened.put(file, known);
        }
        return known;
    }

    @Override
    public void close() {
        for (Opened each : opened.values()) {
            try {
                each.jar().close();
            } catch (IOException e) {
                // It has been read.
            }
        }
    }
}
