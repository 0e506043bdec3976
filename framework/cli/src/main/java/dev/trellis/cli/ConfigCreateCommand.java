package dev.trellis.cli;

import dev.trellis.error.DisplayPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "config-create",
        aliases = "config_create",
        description = "Write a commented configuration. Never overwrite a file.")
final class ConfigCreateCommand extends StandaloneCommand {
    @Parameters(paramLabel = "FILE", description = "The file to write, e.g. trellis.yaml.")
    private Path file = Path.of("trellis.yaml");

    @Override
    void run(CommandEnvironment environment, Output output) {
        Path target = environment.resolve(file);
        Resources.copy("configuration.yaml", target, text -> text);
        output.result(Map.of("file", DisplayPath.of(target)), List.of("wrote " + DisplayPath.of(target)));
    }
}
