package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CdsTrainingTest {
    @Test
    void leaves_nothing_but_the_library_of_sqlite(@TempDir Path folder) throws Exception {
        CdsTraining.main(folder.toString());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(folder.resolve(System.mapLibraryName("sqlitejdbc"))), left.toList());
        }
    }

    @Test
    void does_what_commands_do(@TempDir Path folder) throws Exception {
        Map<String, Integer> codes = CdsTraining.commands(folder);
        codes.remove("lint");
        assertEquals(Main.EXIT_FINDINGS, codes.remove("check"));
        assertEquals(Set.of(Main.OK), Set.copyOf(codes.values()), codes::toString);
    }
}
