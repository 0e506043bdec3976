package dev.trellis.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of one kind of case. {@code -Dtrellis.conformance.KIND=PATH} names a folder or file to use instead of the copy in
 * the test resources; a relative path starts in the working directory of Maven, or in the module. Cases that this project
 * has added are in a folder next to the copy. A folder without cases is an error, so that a run without cases does not pass.
 */
public final class CaseFiles {
    private static final Path COPIES = Path.of("src/test/resources/conformance");

    private CaseFiles() {}

    /** Returns whether the copy is used. */
    public static boolean isCopy(String kind) {
        return given(kind).isBlank();
    }

    private static String given(String kind) {
        return System.getProperty("trellis.conformance." + kind, "");
    }

    /** Returns the folder of the copy, which also contains the lists of exceptions. */
    public static Path copy(String kind) {
        return COPIES.resolve(kind);
    }

    /**
     * Returns the JSON files, sorted by name.
     *
     * @throws IllegalStateException if there are none
     */
    public static List<Path> of(String kind) {
        if (isCopy(kind)) {
            List<Path> files = new ArrayList<>(in(copy(kind), kind));
            Path found = copy(kind + "-found");
            if (Files.isDirectory(found)) {
                files.addAll(in(found, kind));
            }
            return files;
        }
        Path path = Path.of(given(kind).strip());
        Path fromStart =
                Path.of(System.getProperty("trellis.conformance.from", "")).resolve(path);
        return in(Files.exists(fromStart) ? fromStart : path.toAbsolutePath(), kind);
    }

    private static List<Path> in(Path place, String kind) {
        if (Files.isRegularFile(place)) {
            return List.of(place);
        }
        if (!Files.isDirectory(place)) {
            throw new IllegalStateException(
                    "no such folder or file: " + place + ", given as trellis.conformance." + kind);
        }
        try (Stream<Path> all = Files.list(place)) {
            List<Path> files = all.filter(file -> file.getFileName().toString().endsWith(".json"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (!files.isEmpty()) {
                return files;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // A folder with one subfolder for each kind is accepted as well.
        if (Files.isDirectory(place.resolve(kind))) {
            return in(place.resolve(kind), kind);
        }
        throw new IllegalStateException("no cases (*.json) in " + place);
    }

    /** Returns the name of a file without its extension. */
    public static String family(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
    }
}
