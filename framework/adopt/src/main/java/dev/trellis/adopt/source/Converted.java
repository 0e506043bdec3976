package dev.trellis.adopt.source;

import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Set;

/**
 * The result of reading a project.
 *
 * @param scripts the revision scripts, each below those that name it as their parent
 * @param definitions the definitions, which become files in the folders of their branches
 * @param gaps everything that has no counterpart in Trellis
 * @param notes everything that works differently after the conversion
 * @param tables the tables in which the tool keeps its own records; they belong to no branch and remain in the database
 * @param schemas the schemas, other than the default one, that the project uses
 */
public record Converted(
        List<ConvertedScript> scripts,
        List<ConvertedDefinition> definitions,
        List<Gap> gaps,
        List<Note> notes,
        Set<TableName> tables,
        List<String> schemas) {

    public Converted {
        scripts = List.copyOf(scripts);
        definitions = List.copyOf(definitions);
        gaps = List.copyOf(gaps);
        notes = List.copyOf(notes);
        tables = Set.copyOf(tables);
        schemas = List.copyOf(schemas);
    }

    /** Returns the same result with other gaps and notes. */
    public Converted with(List<Gap> otherGaps, List<Note> otherNotes) {
        return new Converted(scripts, definitions, otherGaps, otherNotes, tables, schemas);
    }
}
