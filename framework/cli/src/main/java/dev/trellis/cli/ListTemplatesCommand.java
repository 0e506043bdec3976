package dev.trellis.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(name = "list_templates", aliases = "list-templates", description = "List the project templates of init.")
final class ListTemplatesCommand extends StandaloneCommand {
    @Override
    void run(CommandEnvironment environment, Output output) {
        int longest =
                Templates.ALL.keySet().stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = Templates.ALL.entrySet().stream()
                .map(entry ->
                        entry.getKey() + " ".repeat(longest + 2 - entry.getKey().length()) + entry.getValue())
                .toList();
        output.result(Map.of("templates", Templates.ALL), lines);
    }
}
