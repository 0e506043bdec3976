package dev.trellis.cli;

import dev.trellis.editor.EditorSchema;
import dev.trellis.error.DisplayPath;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        List<String> schemas = SchemaFiles.writeNextTo(target);
        Path folder =
                Objects.requireNonNull(target.toAbsolutePath().getParent()).resolve(EditorSchema.FOLDER);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", DisplayPath.of(target));
        document.put("schemas", schemas);
        output.result(
                document,
                List.of(
                        "wrote " + DisplayPath.of(target),
                        "  and the JSON schemas for editors in " + DisplayPath.of(folder)));
    }
}
