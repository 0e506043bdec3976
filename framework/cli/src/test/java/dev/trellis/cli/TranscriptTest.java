package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The commands of every transcript print the recorded output. After an intended change, record the output again and review
 * the difference: {@code mvn test -Dtest=TranscriptTest -Dtrellis.transcripts.write=true}.
 */
class TranscriptTest {
    private static final Path TRANSCRIPTS = Path.of("src", "test", "resources", "transcripts");

    @TempDir
    private Path temporary;

    @TestFactory
    List<DynamicTest> transcripts() throws IOException {
        try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
            return files.sorted()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> replay(file)))
                    .toList();
        }
    }

    private void replay(Path file) throws IOException {
        String expected = Files.readString(file);
        Path folder = Files.createDirectory(temporary.resolve(file.getFileName() + ".d"))
                .toRealPath();
        String actual = Transcript.run(expected, folder);
        if (Boolean.getBoolean("trellis.transcripts.write")) {
            Files.writeString(file, actual);
        } else {
            assertEquals(expected, actual);
        }
    }

    /** A new command must be added to the transcript {@code help.txt}. */
    @Test
    void help_is_shown_for_every_command() throws IOException {
        String help = Files.readString(TRANSCRIPTS.resolve("help.txt"));
        CommandLine line = new CommandLine(
                new RootCommand(new Output(System.out, System.err), CommandEnvironment.PROCESS, StartupPrefetch.NONE));
        Set<String> missing = new TreeSet<>();
        for (CommandLine command : line.getSubcommands().values()) {
            String call = "$ trellis " + command.getCommandName() + " --help";
            if (help.lines().noneMatch(call::equals)) {
                missing.add(call);
            }
        }
        assertTrue(missing.isEmpty(), () -> "not in help.txt: " + missing);
    }
}
