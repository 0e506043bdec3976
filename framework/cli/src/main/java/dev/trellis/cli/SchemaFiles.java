package dev.trellis.cli;

import dev.trellis.editor.EditorSchema;
import dev.trellis.error.DisplayPath;
import java.nio.file.Path;
import java.util.List;

/** Writes the JSON schemas for editors. */
final class SchemaFiles {
    private SchemaFiles() {}

    /**
     * Writes schemas to a folder and replaces existing files.
     *
     * @return the paths of the files
     */
    static List<String> write(List<EditorSchema> kinds, Path folder) {
        return kinds.stream()
                .map(kind -> {
                    Path file = folder.resolve(kind.fileName());
                    Resources.replace(Json.write(kind.document()) + "\n", file);
                    return DisplayPath.of(file);
                })
                .toList();
    }

    /** Writes all schemas to the folder where the files of a project look for them. */
    static List<String> writeNextTo(Path configuration) {
        Path folder = configuration.toAbsolutePath().getParent();
        return write(
                List.of(EditorSchema.values()), (folder == null ? configuration : folder).resolve(EditorSchema.FOLDER));
    }
}
