package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * The manual pages of the distribution are those of the commands. After a change of a command, write them again: {@code mvn
 * test -Dtest=ManPagesTest -Dtrellis.manual.write=true}.
 */
class ManPagesTest {
    private static final Path FOLDER = Path.of("src", "main", "dist", "share", "man", "man1");

    @Test
    void there_is_a_current_page_for_each_command_and_no_other() throws IOException {
        Map<String, String> pages = pages();
        if (Boolean.getBoolean("trellis.manual.write")) {
            Files.createDirectories(FOLDER);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
            }
        }
        Map<String, String> existing = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                existing.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        assertEquals(pages, existing);
    }

    private static Map<String, String> pages() {
        CommandLine line = new CommandLine(
                new RootCommand(new Output(System.out, System.err), CommandEnvironment.PROCESS, StartupPrefetch.NONE));
        Commands.ALL.forEach(line::addSubcommand);
        Map<String, String> pages = new TreeMap<>();
        pages.put("trellis.1", ManPage.of(line.getCommandSpec()));
        line.getSubcommands()
                .values()
                .forEach(command ->
                        pages.put(ManPage.name(command.getCommandSpec()) + ".1", ManPage.of(command.getCommandSpec())));
        return pages;
    }
}
