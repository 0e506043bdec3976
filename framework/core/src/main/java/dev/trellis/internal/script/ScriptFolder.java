package dev.trellis.internal.script;

import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** Where the scripts of a branch lie: a folder, or a place in a jar. Files with other extensions are left alone. */
public final class ScriptFolder {
    /** The model may lie beside the scripts (DESIGN section 5). */
    private static final String MODEL = "model.yaml";

    /** From so many files on, those who read them are faster together than they take to come together. */
    private static final int MANY = 64;

    private final List<ScriptFormat> formats;

    /**
     * Reads scripts of some formats.
     *
     * @param formats each asked by the extension of a file
     */
    public ScriptFolder(List<ScriptFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    /**
     * Reads the headers of all scripts in a folder; folders inside it are not looked into.
     *
     * @param problems takes what is wrong with single scripts, so that all of it can be said at once
     * @return the scripts, sorted by identifier
     * @throws ScriptException when the folder cannot be read
     */
    public List<MigrationScript> read(Path folder, Problems problems) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(files::add);
        } catch (IOException e) {
            throw ScriptException.unreadable(folder.toString(), "the folder cannot be read");
        }
        List<Reading> readings = new ArrayList<>();
        Path shown = shown(folder);
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            ScriptFormat format = format(name);
            if (format != null) {
                readings.add(() -> format.read(file(folder, shown, file, name)));
            }
        }
        return read(readings, problems);
    }

    private static ScriptFile file(Path folder, Path shown, Path file, String name) {
        String display = shown.resolve(name).toString();
        try {
            BasicFileAttributes kind = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (kind.isSymbolicLink() && !file.toRealPath().startsWith(folder.toRealPath())) {
                throw ScriptException.outsideFolder(display, folder.toString());
            }
            // A pipe would be waited for, and a device never ends.
            if (!kind.isRegularFile() && !Files.isRegularFile(file)) {
                throw ScriptException.unreadable(display, "it is not a file");
            }
            return new ScriptFile(name, display, file, bytes(file, kind.size(), display));
        } catch (IOException e) {
            throw ScriptException.unreadable(display, "it cannot be read: " + e.getMessage());
        }
    }

    /**
     * In one read of the size that it has; a channel takes as long to open as the file to read.
     *
     * @param size what it seems to have: that of a link is another
     */
    private static byte[] bytes(Path file, long size, String display) throws IOException {
        try (InputStream stream = new FileInputStream(file.toFile())) {
            byte[] first = new byte[(int) Math.min(size, ScriptFile.MAX_BYTES) + 1];
            int read = stream.readNBytes(first, 0, first.length);
            if (read < first.length) {
                return Arrays.copyOf(first, read);
            }
            byte[] rest = stream.readNBytes(ScriptFile.MAX_BYTES + 1 - read);
            byte[] whole = Arrays.copyOf(first, read + rest.length);
            System.arraycopy(rest, 0, whole, read, rest.length);
            return limited(whole, display);
        }
    }

    /** A path as the user would type it from where he is. */
    private static Path shown(Path folder) {
        Path here = Path.of("").toAbsolutePath();
        return folder.startsWith(here) ? here.relativize(folder) : folder;
    }

    /**
     * Reads the headers of all scripts at a place in a jar.
     *
     * @param jars opens it, or has opened it
     * @param location the place, without a slash at either end
     * @throws IOException when the jar cannot be read, or is none
     * @see #read(Path, Problems)
     */
    public List<MigrationScript> read(ScriptJars jars, Path jar, String location, Problems problems)
            throws IOException {
        ScriptJars.Opened opened = jars.open(jar);
        String jarName = String.valueOf(jar.getFileName());
        List<Reading> readings = new ArrayList<>();
        for (JarEntry entry : opened.entries().getOrDefault(location, List.of())) {
            String name = entry.getName().substring(location.length() + 1);
            ScriptFormat format = format(name);
            if (format != null) {
                readings.add(() -> format.read(file(opened.jar(), entry, name, jarName)));
            }
        }
        return read(readings, problems);
    }

    private static ScriptFile file(JarFile jar, JarEntry entry, String name, String jarName) {
        String display = jarName + "!/" + entry.getName();
        // A buffer of the size that it has; without one the stream would take many times a script.
        long size = entry.getSize();
        int most = (int) Math.min(size < 0 ? Integer.MAX_VALUE : size, ScriptFile.MAX_BYTES) + 1;
        try (InputStream stream = jar.getInputStream(entry)) {
            byte[] bytes = limited(stream.readNBytes(most), display);
            if (size >= 0 && bytes.length > size) {
                throw ScriptException.unreadable(display, "it is longer than the jar says");
            }
            return new ScriptFile(name, display, null, bytes);
        } catch (IOException e) {
            throw ScriptException.unreadable(display, "it cannot be read: " + e.getMessage());
        }
    }

    private static byte[] limited(byte[] bytes, String display) {
        if (bytes.length > ScriptFile.MAX_BYTES) {
            throw ScriptException.tooLarge(display);
        }
        return bytes;
    }

    private interface Reading {
        MigrationScript read();
    }

    /** Sorted by identifier, and the problems in the order of the readings, however many processors have read. */
    private static List<MigrationScript> read(List<Reading> readings, Problems problems) {
        List<Object> results = (readings.size() < MANY ? readings.stream() : readings.parallelStream())
                .map(ScriptFolder::result)
                .toList();
        List<MigrationScript> scripts = new ArrayList<>(results.size());
        for (Object result : results) {
            if (result instanceof MigrationScript script) {
                scripts.add(script);
            } else if (result instanceof TrellisException e) {
                problems.addAll(e.problems());
            }
        }
        scripts.sort(Comparator.comparing(MigrationScript::id));
        return scripts;
    }

    /** The script, or what is wrong with it. */
    private static Object result(Reading reading) {
        try {
            return reading.read();
        } catch (TrellisException e) {
            return e;
        }
    }

    private @Nullable ScriptFormat format(String fileName) {
        if (fileName.equals(MODEL)) {
            return null;
        }
        return formats.stream()
                .filter(format -> format.accepts(fileName))
                .findFirst()
                .orElse(null);
    }
}
