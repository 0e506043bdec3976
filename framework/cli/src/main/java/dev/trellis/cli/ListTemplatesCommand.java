package dev.trellis.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(name = "list_templates", aliases = "list-templates", description = "List the project templates of init.")
final class ListTemplatesCommand extends StandaloneCommand {
    @Override
    void run(CommandEnvironment environment, Output output) {
        List<String> lines = Templates.ALL.entrySet().stream()
                .map(entry -> String.format("%-8s%s", entry.getKey(), entry.getValue()))
                .toList();
        output.result(Map.of("templates", Templates.ALL), lines);
    }
}
