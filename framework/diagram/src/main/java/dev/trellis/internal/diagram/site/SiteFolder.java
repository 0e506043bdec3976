package dev.trellis.internal.diagram.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a site. A list of its files is kept in it, so that a later run deletes pages of objects that no longer exist,
 * and nothing else.
 */
final class SiteFolder {
    private static final String LIST = ".trellis-site";
    private static final Pattern OWN = Pattern.compile("([a-z]+/)?[A-Za-z0-9_-]+\\.(html|css|js)");

    private final Path folder;
    private final Set<String> former;
    private final Set<String> written = new TreeSet<>();
    private final Set<String> folders = new HashSet<>();

    private SiteFolder(Path folder, Set<String> former) {
        this.folder = folder;
        this.former = former;
    }

    /**
     * Opens a folder for a new site, or one that contains an earlier site.
     *
     * @throws SiteException {@code file_exists} if the folder contains other files; {@code cannot_write}
     */
    static SiteFolder open(Path folder) {
        try {
            Path list = folder.resolve(LIST);
            if (Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
                return new SiteFolder(folder, new TreeSet<>(Files.readAllLines(list)));
            }
            if (Files.exists(folder)) {
                requireEmpty(folder);
            }
            Files.createDirectories(folder);
            return new SiteFolder(folder, Set.of());
        } catch (IOException e) {
            throw SiteException.cannotWrite(folder, e);
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw SiteException.notEmpty(folder);
            }
        }
    }

    void write(String path, String text) {
        Path file = folder.resolve(path);
        try {
            Path parent = file.getParent();
            if (parent != null && folders.add(parent.toString())) {
                Files.createDirectories(parent);
            }
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw SiteException.cannotWrite(file, e);
        }
        written.add(path);
    }

    /** Deletes the files of an earlier site that were not written again, and returns the number of pages. */
    int finish() {
        try {
            Files.writeString(folder.resolve(LIST), String.join("\n", written) + "\n");
            for (String path : former) {
                if (!written.contains(path) && OWN.matcher(path).matches()) {
                    Files.deleteIfExists(folder.resolve(path));
                }
            }
        } catch (IOException e) {
            throw SiteException.cannotWrite(folder, e);
        }
        return (int) written.stream().filter(path -> path.endsWith(".html")).count();
    }
}
