package dev.trellis.internal.script;

import dev.trellis.error.DisplayPath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;

/**
 * Reads the SQL files in a folder on disk or in a jar, and in its subfolders. The name of each file is its path in the
 * folder, with slashes.
 */
public final class SqlFiles {
    private static final String EXTENSION = ".sql";

    private SqlFiles() {}

    /**
     * Reads the files of a folder, sorted by name. Hidden folders are skipped.
     *
     * @throws ScriptException when the folder or a file cannot be read, or when a link leads out of the folder
     */
    public static List<ScriptFile> in(Path folder) {
        List<ScriptFile> files = new ArrayList<>();
        add(folder, folder, "", DisplayPath.relative(folder), files);
        files.sort(Comparator.comparing(ScriptFile::name));
        return files;
    }

    private static void add(Path root, Path folder, String prefix, Path displayed, List<ScriptFile> files) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (IOException e) {
            throw ScriptException.unreadable(DisplayPath.of(folder), "the folder cannot be read");
        }
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            Path display = displayed.resolve(name);
            if (name.endsWith(EXTENSION)) {
                files.add(ScriptFolder.file(root, entry, prefix + name, display.toString()));
            } else if (!name.startsWith(".") && Files.isDirectory(entry)) {
                if (Files.isSymbolicLink(entry)) {
                    throw ScriptException.unreadable(display.toString(), "a link to a folder is not read");
                }
                add(root, entry, prefix + name + "/", display, files);
            }
        }
    }

    /**
     * Reads the files of a folder in a jar, sorted by name.
     *
     * @param jarName the name of the jar in messages
     * @param location the folder in the jar, without a slash at either end
     * @throws ScriptException when a file cannot be read
     */
    public static List<ScriptFile> in(ScriptJars.Opened opened, String jarName, String location) {
        List<ScriptFile> files = new ArrayList<>();
        for (JarEntry entry : entries(opened, location)) {
            files.add(
                    ScriptFolder.file(opened.jar(), entry, entry.getName().substring(location.length() + 1), jarName));
        }
        files.sort(Comparator.comparing(ScriptFile::name));
        return files;
    }

    /** Returns whether a folder in a jar contains an SQL file. */
    public static boolean areIn(ScriptJars.Opened opened, String location) {
        return !entries(opened, location).isEmpty();
    }

    private static List<JarEntry> entries(ScriptJars.Opened opened, String location) {
        List<JarEntry> found = new ArrayList<>();
        opened.entries().forEach((folder, entries) -> {
            if (folder.equals(location) || folder.startsWith(location + "/")) {
                entries.stream()
                        .filter(entry -> entry.getName().endsWith(EXTENSION))
                        .forEach(found::add);
            }
        });
        return found;
    }
}
