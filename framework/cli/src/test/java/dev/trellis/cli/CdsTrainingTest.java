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
                        new TrainedCommand("upgrade heads", Main.OK),
                        new TrainedCommand("upgrade heads", Main.OK),
                        new TrainedCommand("heads", Main.OK),
                        new TrainedCommand("current", Main.OK),
                        new TrainedCommand("history", Main.OK),
                        new TrainedCommand("check", Main.EXIT_FINDINGS),
                        new TrainedCommand("lint", Main.OK),
                        new TrainedCommand("revision --autogenerate --head shop@head -m third", Main.OK),
                        new TrainedCommand("upgrade heads", Main.OK),
                        new TrainedCommand("check --json", Main.OK),
                        new TrainedCommand("downgrade shop@-1", Main.OK),
                        new TrainedCommand("heads --json", Main.OK),
                        new TrainedCommand("--help", Main.OK),
                        new TrainedCommand("current on postgresql", Main.FAILED),
                        new TrainedCommand("current on mariadb", Main.FAILED)),
                CdsTraining.runCommands(folder));
    }
}
