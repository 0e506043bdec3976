package dev.trellis.internal.command;

import dev.trellis.error.DisplayPath;
import dev.trellis.internal.branch.InterruptedSquash;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The hidden folder in the folder of a branch through which scripts are replaced. It holds the complete baseline before the
 * first script moves, and the replaced scripts until the replacement is valid. Every step is one rename, so a process that
 * ends at any step leaves a folder that {@link #undo} understands. The last step renames the folder itself; what then remains
 * can be deleted.
 */
final class SquashStaging {
    /** The beginning of the name of a folder whose scripts have been replaced. */
    private static final String DONE = ".squashed-";

    /** The file of the baseline, until it is placed next to the other scripts. */
    private static final String BASELINE = "baseline";

    /** The copy of the script that has the same file as the baseline, if there is one. */
    private static final String OVERWRITTEN = "overwritten";

    private final Path directory;
    private final Path folder;

    private SquashStaging(Path directory, Path folder) {
        this.directory = directory;
        this.folder = folder;
    }

    /**
     * Creates the folder with the text of the baseline.
     *
     * @param directory the folder of the branch
     * @param revision the identifier of the baseline
     * @param file the baseline's file, which may be one of the scripts
     */
    static SquashStaging create(Path directory, Collection<Path> scripts, String revision, Path file, String text)
            throws IOException {
        Path folder = Files.createTempDirectory(directory.toAbsolutePath(), InterruptedSquash.PREFIX);
        SquashStaging staging = new SquashStaging(directory, folder);
        try {
            Files.writeString(folder.resolve(BASELINE), text);
            Path name = relative(directory, file);
            if (scripts.stream().anyMatch(script -> relative(directory, script).equals(name))) {
                Files.copy(file, folder.resolve(OVERWRITTEN), StandardCopyOption.COPY_ATTRIBUTES);
            }
            Path part = Files.writeString(folder.resolve("record.part"), revision + "\n" + name + "\n");
            Files.move(part, folder.resolve(InterruptedSquash.RECORD));
        } catch (IOException e) {
            delete(folder);
            throw e;
        }
        return staging;
    }

    /** Returns the folders that interrupted processes have left. */
    static List<SquashStaging> interrupted(Path directory) {
        return InterruptedSquash.folders(directory).stream()
                .map(folder -> new SquashStaging(directory, folder))
                .toList();
    }

    /** Deletes the folders of processes that ended after they had replaced the scripts. */
    static void deleteDone(Path directory) {
        try (DirectoryStream<Path> done = Files.newDirectoryStream(directory, DONE + "*")) {
            for (Path folder : done) {
                delete(folder);
            }
        } catch (IOException e) {
            // The folder is hidden and not read; the next squash tries again.
        }
    }

    /** Returns the path of a script relative to the folder of its branch. */
    static Path relative(Path directory, Path script) {
        return directory
                .toAbsolutePath()
                .normalize()
                .relativize(script.toAbsolutePath().normalize());
    }

    /**
     * Moves the baseline to its place next to the other scripts, before any of them is moved: until all are moved, the graph
     * contains revisions twice, so no command takes an incomplete folder for a shorter history.
     */
    void place() throws IOException {
        Path placed = directory.resolve(name());
        if (Files.exists(folder.resolve(OVERWRITTEN))) {
            Files.move(folder.resolve(BASELINE), placed, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.move(folder.resolve(BASELINE), placed);
        }
    }

    /** Moves a script into this folder; does nothing if the baseline has overwritten it. */
    void take(Path script) throws IOException {
        Path relative = relative(directory, script);
        if (!relative.equals(Path.of(name()))) {
            move(script, scripts().resolve(relative));
        }
    }

    /** Puts everything back and deletes this folder. */
    void undo() throws IOException {
        // A process that ended without a record has changed no file outside of this folder.
        if (Files.exists(folder.resolve(InterruptedSquash.RECORD))) {
            if (Files.exists(scripts())) {
                for (Path moved : files(scripts())) {
                    restore(moved, directory.resolve(scripts().relativize(moved)));
                }
            }
            takeBack(directory.resolve(name()));
            Files.delete(folder.resolve(InterruptedSquash.RECORD));
        }
        delete(folder);
    }

    /** Removes the placed baseline, or replaces it by the script that it has overwritten. */
    private void takeBack(Path placed) throws IOException {
        Path overwritten = folder.resolve(OVERWRITTEN);
        if (Files.exists(folder.resolve(BASELINE))) {
            return;
        }
        if (Files.exists(overwritten)) {
            // A copy: if this process is killed too, the script that it overwrote is still known.
            Path copy = folder.resolve(BASELINE + ".undo");
            Files.copy(overwritten, copy, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            Files.move(copy, placed, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.deleteIfExists(placed);
        }
    }

    /** Moves a script back, unless a user has already restored it, for example with git. */
    private static void restore(Path moved, Path script) throws IOException {
        if (Files.notExists(script)) {
            move(moved, script);
        } else if (Files.mismatch(moved, script) < 0) {
            Files.delete(moved);
        } else {
            throw SquashException.restoredDiffers(DisplayPath.of(script), DisplayPath.of(moved));
        }
    }

    /** Makes the replacement final. {@link #deleteDone} deletes the replaced scripts. */
    void finish() throws IOException {
        String random = String.valueOf(folder.getFileName()).substring(InterruptedSquash.PREFIX.length());
        Files.move(folder, folder.resolveSibling(DONE + random));
    }

    /** Returns this folder in the form of messages. */
    String display() {
        return DisplayPath.of(folder);
    }

    private Path scripts() {
        return folder.resolve(InterruptedSquash.SCRIPTS);
    }

    private String name() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(InterruptedSquash.RECORD));
        if (lines.size() != 2) {
            throw new IOException("the file '" + InterruptedSquash.RECORD + "' is damaged");
        }
        return lines.get(1);
    }

    private static void move(Path from, Path to) throws IOException {
        Path parent = to.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.move(from, to);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> !Files.isDirectory(path)).sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
