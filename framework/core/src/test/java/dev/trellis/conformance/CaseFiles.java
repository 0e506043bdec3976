package dev.trellis.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of one kind of case. {@code -Dtrellis.conformance.KIND=PATH} names another folder, or one file, instead of
 * the copy in the test resources. A relative path starts where Maven was started, as whoever types it expects, or in the
 * module. Cases of the same form that this project found itself lie beside the copy. A folder that has no cases is refused: a run that asks nothing must not look like one that passed.
 */
public final class CaseFiles {
    private static final Path COPIES = Path.of("src/test/resources/conformance");

    private CaseFiles() {}

    /** Whether nobody named another place. */
    public static boolean isCopy(String kind) {
        return given(kind).isBlank();
    }

    private static String given(String kind) {
        return System.getProperty("trellis.conformance." + kind, "");
    }

    /** The copy's folder, where the lists of exceptions lie too. */
    public static Path copy(String kind) {
        return COPIES.resolve(kind);
    }

    /**
     * The JSON files, by name.
     *
     * @throws IllegalStateException when there are none
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
        // The folder that holds one for each kind does as well.
        if (Files.isDirectory(place.resolve(kind))) {
            return in(place.resolve(kind), kind);
        }
        throw new IllegalStateException("no cases (*.json) in " + place);
    }

    /** A file's name without its ending. */
    public static String family(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
    }
}
