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
    void each_name_of_a_command_adds_only_this_command(Class<?> type) {
        Command annotation = type.getAnnotation(Command.class);
        List<String> names = new ArrayList<>(List.of(annotation.aliases()));
        names.add(annotation.name());
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
    void all_commands_are_added_if_none_is_named(String arguments) {
        assertEquals(
                Commands.ALL.size(),
                Set.copyOf(line(arguments).getSubcommands().values()).size());
    }

    /** Arguments of a command, and values of options, may equal the name of another command. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "audit upgrade",
                "-c check audit --json upgrade",
                "--config=heads -n test audit lint",
                "-x upgrade=heads -q audit -n merge"
            })
    void the_first_argument_that_belongs_to_no_option_names_the_command(String arguments) {
        String[] args = arguments.split(" ", -1);
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
