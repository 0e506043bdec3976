package dev.trellis.internal.script;

import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.error.Problem;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** Reads the scripts in a folder on disk or in a jar. Files with other extensions are ignored. */
public final class ScriptFolder {
    /** The file of a model, which may be in the folder of the scripts and is not read as a script. */
    private static final String MODEL = "model.yaml";

    /** The folder next to the scripts that contains the views, functions and other definitions of a model. */
    private static final String DEFINITIONS = "definitions";

    /** The number of files from which on parallel reading is faster (measured with 10,000 scripts). */
    private static final int PARALLEL_FROM = 64;

    private final List<ScriptFormat> formats;

    /**
     * Creates a reader for some formats.
     *
     * @param formats the formats; the first that accepts a file name reads the file
     */
    public ScriptFolder(List<ScriptFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    /**
     * Reads the headers of all scripts in a folder and its subfolders.
     *
     * @param others the folders of other branches, which may be subfolders
     * @param problems receives the problems of single scripts, so that all are reported together
     * @return the scripts, sorted by identifier
     * @throws ScriptException when the folder cannot be read
     */
    public List<MigrationScript> read(Path folder, Collection<Path> others, Problems problems) {
        List<HeaderTask> tasks = new ArrayList<>();
        add(folder, folder, DisplayPath.relative(folder), others, tasks);
        return read(tasks, problems);
    }

    /** Adds the scripts in a folder or subfolder. */
    private void add(Path root, Path folder, Path displayed, Collection<Path> others, List<HeaderTask> tasks) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(files::add);
        } catch (IOException e) {
            throw ScriptException.unreadable(DisplayPath.of(folder), "the folder cannot be read");
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            ScriptFormat format = format(name);
            if (format != null) {
                tasks.add(() -> format.read(
                        file(root, file, name, displayed.resolve(name).toString())));
            } else if (isSubfolder(file, name) && !isOneOf(file, others)) {
                Path display = displayed.resolve(name);
                if (Files.isSymbolicLink(file)) {
                    throw ScriptException.unreadable(display.toString(), "a link to a folder is not read");
                }
                add(root, file, display, others, tasks);
            }
        }
    }

    /** Returns whether a folder is one of some others, whose paths may differ from it in letter case. */
    private static boolean isOneOf(Path folder, Collection<Path> others) {
        String name = String.valueOf(folder.getFileName());
        return others.contains(folder)
                || others.stream()
                        .filter(other -> name.equalsIgnoreCase(String.valueOf(other.getFileName())))
                        .anyMatch(other -> isSame(folder, other));
    }

    /** Returns whether two paths name the same folder for the file system, which may ignore letter case. */
    public static boolean isSame(Path folder, Path other) {
        if (folder.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())) {
            return true;
        }
        try {
            return Files.isSameFile(folder, other);
        } catch (IOException e) {
            return false; // one of the folders does not exist
        }
    }

    private static boolean isSubfolder(Path file, String name) {
        return !name.startsWith(".") && !name.equals(DEFINITIONS) && !name.equals(MODEL) && Files.isDirectory(file);
    }

    static ScriptFile file(Path folder, Path file, String name, String display) {
        try {
            BasicFileAttributes kind = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (kind.isSymbolicLink() && !file.toRealPath().startsWith(folder.toRealPath())) {
                throw ScriptException.outsideFolder(display, DisplayPath.of(folder));
            }
            // Reading a pipe would block, and a device has no end.
            if (!kind.isRegularFile() && !Files.isRegularFile(file)) {
                throw ScriptException.unreadable(display, "the script is not a regular file");
            }
            return new ScriptFile(name, display, file, bytes(file, kind.size(), display));
        } catch (IOException e) {
            throw ScriptException.unreadable(display, "the script cannot be read: " + FileFailure.reason(e));
        }
    }

    /**
     * Reads a file, with a single read if {@code size} is right. Uses a stream, because opening a channel takes as long as
     * reading the whole file.
     *
     * @param size the expected size. It is wrong for a symbolic link, whose own size is given; a longer file is still read
     *     completely, up to the limit.
     */
    private static byte[] bytes(Path file, long size, String display) throws IOException {
        try (InputStream stream = open(file)) {
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

    /** Opens a file, which may be in an archive that is mounted as a file system. */
    private static InputStream open(Path file) throws IOException {
        return file.getFileSystem() == FileSystems.getDefault()
                ? new FileInputStream(file.toFile())
                : Files.newInputStream(file);
    }

    /**
     * Reads the headers of all scripts in a folder of a jar.
     *
     * @param jars the open jars
     * @param location the folder in the jar, without a slash at either end
     * @throws IOException when the file cannot be read or is not a jar
     * @see #read(Path, Collection, Problems)
     */
    public List<MigrationScript> read(
            ScriptJars jars, Path jar, String location, Collection<String> others, Problems problems)
            throws IOException {
        return read(jars.open(jar), String.valueOf(jar.getFileName()), location, others, problems);
    }

    /**
     * Reads the headers of all scripts in a folder of an open jar.
     *
     * @param jarName the name of the jar in messages
     * @param location the folder in the jar, without a slash at either end
     * @param others the folders of other branches, which may be subfolders
     */
    public List<MigrationScript> read(
            ScriptJars.Opened opened, String jarName, String location, Collection<String> others, Problems problems) {
        List<HeaderTask> tasks = new ArrayList<>();
        opened.entries().forEach((folder, entries) -> {
            if (folder.equals(location) || isSubfolder(folder, location, others)) {
                for (JarEntry entry : entries) {
                    String name = entry.getName().substring(folder.length() + 1);
                    ScriptFormat format = format(name);
                    if (format != null) {
                        tasks.add(() -> format.read(file(opened.jar(), entry, name, jarName)));
                    }
                }
            }
        });
        return read(tasks, problems);
    }

    private static boolean isSubfolder(String folder, String location, Collection<String> others) {
        if (!folder.startsWith(location + "/")) {
            return false;
        }
        String below = folder.substring(location.length());
        return !(below + "/").contains("/" + DEFINITIONS + "/")
                && !below.contains("/.")
                && others.stream().noneMatch(other -> (folder + "/").startsWith(other + "/"));
    }

    static ScriptFile file(JarFile jar, JarEntry entry, String name, String jarName) {
        String display = jarName + "!/" + entry.getName();
        // A buffer of the entry's size; without one the stream would allocate many times the size of a script.
        long size = entry.getSize();
        int most = (int) Math.min(size < 0 ? Integer.MAX_VALUE : size, ScriptFile.MAX_BYTES) + 1;
        try (InputStream stream = jar.getInputStream(entry)) {
            byte[] bytes = limited(stream.readNBytes(most), display);
            if (size >= 0 && bytes.length > size) {
                throw ScriptException.unreadable(display, "the script is longer than the jar's directory states");
            }
            return new ScriptFile(name, display, null, bytes);
        } catch (IOException e) {
            throw ScriptException.unreadable(display, "the script cannot be read: " + FileFailure.reason(e));
        }
    }

    private static byte[] limited(byte[] bytes, String display) {
        if (bytes.length > ScriptFile.MAX_BYTES) {
            throw ScriptException.tooLarge(display);
        }
        return bytes;
    }

    private interface HeaderTask {
        MigrationScript read();
    }

    /** Returns the scripts sorted by identifier, and adds the problems sorted by file. */
    private static List<MigrationScript> read(List<HeaderTask> tasks, Problems problems) {
        List<Object> results = (tasks.size() < PARALLEL_FROM ? tasks.stream() : tasks.parallelStream())
                .map(ScriptFolder::result)
                .toList();
        List<MigrationScript> scripts = new ArrayList<>(results.size());
        List<Problem> found = new ArrayList<>();
        for (Object result : results) {
            if (result instanceof MigrationScript script) {
                scripts.add(script);
            } else if (result instanceof TrellisException e) {
                found.addAll(e.problems());
            }
        }
        // The order of the files in a folder differs from one file system to another.
        found.sort(Comparator.comparing(
                problem -> problem.location() == null ? "" : problem.location().source()));
        problems.addAll(found);
        scripts.sort(Comparator.comparing(MigrationScript::id));
        return scripts;
    }

    /** Returns the script that a task reads, or the exception that the task throws. */
    private static Object result(HeaderTask task) {
        try {
            return task.read();
        } catch (TrellisException e) {
            return e;
        }
    }

    private @Nullable ScriptFormat format(String fileName) {
        if (fileName.equals(MODEL)) {
            return null;
        }
        for (ScriptFormat format : formats) {
            if (format.accepts(fileName)) {
                return format;
            }
        }
        return null;
    }
}
