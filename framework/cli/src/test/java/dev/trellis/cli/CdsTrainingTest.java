package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.cli.CdsTraining.TrainedCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CdsTrainingTest {
    @Test
    void leaves_only_the_library_of_sqlite(@TempDir Path folder) throws Exception {
        CdsTraining.main(folder.toString());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve(System.mapLibraryName("sqlitejdbc"))), files.toList());
        }
    }

    @Test
    void every_command_has_the_expected_exit_code(@TempDir Path folder) throws Exception {
        assertEquals(
                List.of(
                        new TrainedCommand("upgrade heads", Main.EXIT_OK),
                        new TrainedCommand("upgrade heads", Main.EXIT_OK),
                        new TrainedCommand("heads", Main.EXIT_OK),
                        new TrainedCommand("current", Main.EXIT_OK),
                        new TrainedCommand("history", Main.EXIT_OK),
                        new TrainedCommand("check", Main.EXIT_FINDINGS),
                        new TrainedCommand("lint", Main.EXIT_OK),
                        new TrainedCommand("revision --autogenerate --head shop@head -m third", Main.EXIT_OK),
                        new TrainedCommand("upgrade heads", Main.EXIT_OK),
                        new TrainedCommand("check --json", Main.EXIT_OK),
                        new TrainedCommand("downgrade shop@-1", Main.EXIT_OK),
                        new TrainedCommand("heads --json", Main.EXIT_OK),
                        new TrainedCommand("--help", Main.EXIT_OK),
                        new TrainedCommand("current on postgresql", Main.EXIT_FAILED),
                        new TrainedCommand("current on mariadb", Main.EXIT_FAILED)),
                CdsTraining.runCommands(folder));
    }
}
