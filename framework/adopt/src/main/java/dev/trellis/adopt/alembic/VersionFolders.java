package dev.trellis.adopt.alembic;

import dev.trellis.adopt.source.SourceException;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.error.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the scripts in the folders of a project. A script that is a link out of its folder is refused. */
final class VersionFolders {
    private static final int MAX_FILES = 20_000;
    private static final int MAX_DEPTH = 50;

    private VersionFolders() {}

    /** Returns whether a folder itself contains Python files that could be scripts. */
    static boolean containsScripts(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(VersionFolders::isScript);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Reads the headers of all scripts. A file that belongs to two folders is read once.
     *
     * @param isRecursive whether subfolders count
     */
    static List<AlembicScript> read(List<Path> folders, boolean isRecursive) {
        List<AlembicScript> scripts = new ArrayList<>();
        Map<Path, Path> known = new HashMap<>();
        for (int i = 0; i < folders.size(); i++) {
            for (Path file : files(folders.get(i), isRecursive)) {
                if (known.put(real(folders.get(i), file), file) == null) {
                    scripts.add(AlembicHeaderReader.read(file, i));
                }
            }
        }
        if (scripts.isEmpty()) {
            throw SourceException.cannotConvert(
                    Location.of(DisplayPath.of(folders.get(0))),
                    "the folder contains no scripts",
                    "Name the folder of the scripts: --set version_locations=FOLDER");
        }
        requireUnique(scripts);
        return scripts;
    }

    private static List<Path> files(Path folder, boolean isRecursive) {
        if (!Files.isDirectory(folder)) {
            throw SourceException.cannotConvert(
                    Location.of(DisplayPath.of(folder)),
                    "there is no such folder",
                    "Name the folder of the scripts: --set version_locations=FOLDER");
        }
        try (Stream<Path> files = Files.walk(folder, isRecursive ? MAX_DEPTH : 1)) {
            List<Path> found = files.filter(VersionFolders::isScript)
                    .limit(MAX_FILES + 1L)
                    .sorted()
                    .toList();
            if (found.size() > MAX_FILES) {
                throw unreadable(folder, "it contains more than " + MAX_FILES + " files");
            }
            return found;
        } catch (IOException e) {
            throw unreadable(folder, "it cannot be read: " + FileFailure.reason(e));
        } catch (UncheckedIOException e) {
            throw unreadable(folder, "it cannot be read: " + e.getMessage());
        }
    }

    /** Returns whether Alembic would load a file as a script. */
    private static boolean isScript(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".py")
                && !name.startsWith("__init__")
                && !name.startsWith(".#")
                && !name.equals("env.py")
                && Files.isRegularFile(file);
    }

    private static Path real(Path folder, Path file) {
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(folder.toRealPath())) {
                throw unreadable(file, "it is a link that leads out of its folder");
            }
            return real;
        } catch (IOException e) {
            throw unreadable(file, "it cannot be read: " + FileFailure.reason(e));
        }
    }

    private static void requireUnique(List<AlembicScript> scripts) {
        Map<String, AlembicScript> byId = new HashMap<>();
        for (AlembicScript script : scripts) {
            AlembicScript other = byId.putIfAbsent(script.id(), script);
            if (other != null) {
                throw SourceException.cannotConvert(
                        script.place(),
                        "revision " + script.id() + " is already defined by " + other.display(),
                        "Remove one of the two files from the folders of the scripts.");
            }
        }
    }

    private static SourceException unreadable(Path path, String why) {
        return SourceException.cannotConvert(
                Location.of(DisplayPath.of(path)), why, "Check the folders of the scripts.");
    }
}
