package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class CommandsTest {
    @ParameterizedTest
    @FieldSource("dev.trellis.cli.Commands#ALL")
    void a_command_alone_is_added_under_each_of_its_names(Class<?> type) {
        Command said = type.getAnnotation(Command.class);
        List<String> names = new ArrayList<>(List.of(said.aliases()));
        names.add(said.name());
        for (String name : names) {
            CommandLine line = line("-c", "some.yaml", "-vxa=b", name, "--help");
            assertEquals(Set.copyOf(names), line.getSubcommands().keySet());
            assertSame(
                    type,
                    Objects.requireNonNull(line.getSubcommands().get(name))
                            .getCommandSpec()
                            .userObject()
                            .getClass());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "upgrad", "audit"})
    void allAreThereWhereNoneIsNamed(String word) {
        assertEquals(
                Commands.ALL.size(),
                Set.copyOf(line(word).getSubcommands().values()).size());
    }

    /** What is behind a command is its own, even where it is called like a command; so is what an option takes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "audit upgrade",
                "-c check audit --json upgrade",
                "--config=heads -n test audit lint",
                "-x upgrade=heads -q audit -n merge"
            })
    void theFirstWordThatIsNoOptionsValueNamesTheCommand(String words) {
        String[] args = words.split(" ", -1);
        CommandLine line = new CommandLine(
                new RootCommand(new Output(System.out, System.err), CommandEnvironment.PROCESS, StartupPrefetch.NONE));
        assertEquals("audit", Commands.commandName(line, args));
    }

    private static CommandLine line(String... args) {
        CommandLine line = new CommandLine(
                new RootCommand(new Output(System.out, System.err), CommandEnvironment.PROCESS, StartupPrefetch.NONE));
        Commands.add(line, Commands.commandName(line, args));
        return line;
    }
}
