package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands that plugins bring. */
@SuppressWarnings("NullAway.Init")
class ContributedCommandTest {
    @TempDir
    Path folder;

    /** A plugin with a command; public, because plugins are made by their names. */
    public static final class Scanning extends TrellisPlugin {
        @Override
        protected void configure(TrellisBinder trellis) {
            trellis.command(Clash.class);
            trellis.command(Scan.class);
        }
    }

    /** It is called as one of Trellis's own is. */
    @Command(name = "upgrade")
    static final class Clash {}

    @Command(name = "scan", description = "Looks for goods.")
    static final class Scan extends TrellisCommand {
        @Parameters(arity = "0..*")
        private final List<String> places = new ArrayList<>();

        @Override
        protected void run(Trellis trellis, Output output) {
            output.result(places, List.of("scanned " + places));
        }
    }

    @BeforeEach
    void configure() {
        CommandLineRun.write(
                folder, "trellis.yaml", "plugins: {classes: [\"%s\"]}\n".formatted(Scanning.class.getName()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cellar", "upgrade", "db-create", "heads current", "--json lint"})
    void a_command_takes_any_word(String words) {
        List<String> args = new ArrayList<>(List.of("scan"));
        args.addAll(List.of(words.split(" ", -1)));
        CommandLineRun run = CommandLineRun.of(folder, args.toArray(String[]::new));
        assertEquals(Main.OK, run.code(), run.err());
        assertTrue(run.out().contains(words.replaceAll(".* ", "")), run.out());
    }

    @Test
    void one_called_as_an_own_one_gives_way_and_takes_no_other_away() {
        CommandLineRun help = CommandLineRun.of(folder, "--help");
        assertTrue(help.out().contains("Looks for goods."), help.out());
        CommandLineRun up = CommandLineRun.of(folder, "upgrade", "--help");
        assertTrue(up.out().startsWith("Usage: trellis upgrade"), up.out());
        CommandLineRun unknown = CommandLineRun.of(folder, "stocktaking");
        assertEquals(Main.USAGE, unknown.code());
        assertTrue(
                unknown.err()
                        .contains("error: broken_plugin: the command " + Clash.class.getName() + " cannot be added: "),
                unknown.err());
    }

    @Test
    void where_plugins_cannot_be_looked_for_an_unknown_command_says_so() {
        CommandLineRun run = CommandLineRun.of(folder.resolve("nowhere"), "scan");
        assertEquals(Main.USAGE, run.code());
        assertTrue(run.err().startsWith("error: usage: there is no command 'scan'\n"), run.err());
        assertTrue(run.err().contains("error: no_configuration: there is no configuration at "), run.err());
        CommandLineRun near = CommandLineRun.of(folder.resolve("nowhere"), "upgrad");
        assertEquals(1, near.err().split("error: ", -1).length - 1, near.err());
    }
}
