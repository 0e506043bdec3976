package dev.trellis.cli;

import dev.trellis.editor.EditorSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "json-schema",
        aliases = "json_schema",
        description = "Print or write the JSON schema with which an editor completes and checks a file.")
final class JsonSchemaCommand extends StandaloneCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "KIND",
            description = "config, model or revision; all of them if they are written.")
    private @Nullable EditorSchema kind;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description = "Write to this folder, usually .trellis next to the configuration. Replace existing files.")
    private @Nullable Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets the field before it calls the command
    private CommandSpec spec;

    @Override
    void run(CommandEnvironment environment, Output output) {
        if (folder != null) {
            List<EditorSchema> kinds = kind == null ? List.of(EditorSchema.values()) : List.of(kind);
            List<String> files = SchemaFiles.write(kinds, environment.resolve(folder));
            output.result(
                    Map.of("files", files),
                    files.stream().map(file -> "wrote " + file).toList());
        } else if (kind == null) {
            throw new ParameterException(
                    spec.commandLine(), "name a schema (config, model or revision) or a folder: --output .trellis");
        } else {
            Map<String, Object> document = kind.document();
            output.result(document, Json.write(document).lines().toList());
        }
    }
}
