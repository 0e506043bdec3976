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

/** Commands of plugins. */
@SuppressWarnings("NullAway.Init")
class ContributedCommandTest {
    @TempDir
    Path folder;

    /** A plugin with two commands; public, because it is loaded by its name. */
    public static final class ScanPlugin extends TrellisPlugin {
        @Override
        protected void configure(TrellisBinder trellis) {
            trellis.command(Clash.class);
            trellis.command(Scan.class);
        }
    }

    /** A command that has the name of a command of Trellis. */
    @Command(name = "upgrade")
    static final class Clash {}

    @Command(name = "scan", description = "Looks for goods.")
    static final class Scan extends TrellisCommand {
        @Parameters(arity = "0..*")
        private final List<String> locations = new ArrayList<>();

        @Override
        protected void run(Trellis trellis, Output output) {
            output.result(locations, List.of("scanned " + locations));
        }
    }

    @BeforeEach
    void configure() {
        CommandLineRun.write(
                folder, "trellis.yaml", "plugins: {classes: [\"%s\"]}\n".formatted(ScanPlugin.class.getName()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cellar", "upgrade", "db-create", "heads current", "--json lint"})
    void arguments_may_equal_names_of_commands_and_options(String words) {
        List<String> args = new ArrayList<>(List.of("scan"));
        args.addAll(List.of(words.split(" ", -1)));
        CommandLineRun run = CommandLineRun.of(folder, args.toArray(String[]::new));
        assertEquals(Main.EXIT_OK, run.code(), run.err());
        assertTrue(run.out().contains(words.replaceAll(".* ", "")), run.out());
    }

    @Test
    void a_command_with_a_name_of_trellis_is_left_out_and_reported() {
        CommandLineRun help = CommandLineRun.of(folder, "--help");
        assertTrue(help.out().contains("Looks for goods."), help.out());
        CommandLineRun upgrade = CommandLineRun.of(folder, "upgrade", "--help");
        assertTrue(upgrade.out().startsWith("Usage: trellis upgrade"), upgrade.out());
        CommandLineRun unknown = CommandLineRun.of(folder, "stocktaking");
        assertEquals(Main.EXIT_USAGE, unknown.code());
        assertTrue(
                unknown.err()
                        .contains("error: broken_plugin: the command " + Clash.class.getName() + " cannot be added: "),
                unknown.err());
    }

    @Test
    void an_unknown_command_reports_why_plugins_could_not_be_loaded() {
        CommandLineRun run = CommandLineRun.of(folder.resolve("nowhere"), "stocktaking");
        assertEquals(Main.EXIT_USAGE, run.code());
        assertTrue(run.err().startsWith("error: usage: there is no command 'stocktaking'\n"), run.err());
        assertTrue(run.err().contains("error: no_configuration: there is no configuration at "), run.err());
        CommandLineRun mistyped = CommandLineRun.of(folder.resolve("nowhere"), "upgrad");
        assertEquals(1, mistyped.err().split("error: ", -1).length - 1, mistyped.err());
    }
}
