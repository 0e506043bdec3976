package dev.trellis.adopt.flyway;

import dev.trellis.adopt.flyway.FlywayScript.Obstacle;
import dev.trellis.adopt.flyway.MigrationFile.Content;
import dev.trellis.adopt.source.ConvertedScript;
import dev.trellis.adopt.source.ConvertedScript.Body;
import dev.trellis.adopt.source.DerivedIdentifier;
import dev.trellis.adopt.source.Gap;
import dev.trellis.adopt.source.Note;
import dev.trellis.adopt.source.PrintableName;
import dev.trellis.revision.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts migrations to the scripts of a chain, each on top of the one before. */
final class ScriptConverter {
    /** The body of a script that keeps the place of a migration that cannot be converted. */
    static final Body EMPTY = new Body.Sql("", null, false);

    private final String label;
    private final ScriptReader reader;
    private final List<ConvertedScript> scripts = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();

    /**
     * Creates a converter.
     *
     * @param label the label of the branch, which the first script declares
     */
    ScriptConverter(String label, ScriptReader reader) {
        this.label = label;
        this.reader = reader;
    }

    /**
     * Adds a versioned migration or a baseline migration.
     *
     * @param undo the undo migration of the same version; null if there is none
     * @return the migration with its identifier and checksum
     */
    FlywayMigration add(MigrationFile file, @Nullable MigrationFile undo) {
        MigrationName name = file.migration();
        String id = DerivedIdentifier.of("flyway", label, name.kind().name(), String.valueOf(name.version()));
        List<String> comments = new ArrayList<>(List.of("Converted from " + file.fileName() + "."));
        if (undo != null && undo.content() != Content.SQL) {
            Obstacle obstacle =
                    new Obstacle(0, "the undo migration is not SQL; write the downgrade of this revision by hand");
            comments.addAll(addGaps(undo, id, List.of(obstacle)));
        }
        if (file.content() != Content.SQL) {
            String kind = file.content() == Content.CODE ? "a Java migration" : "a script for a shell";
            String reason = kind
                    + " cannot be converted; write its changes into the empty script that was created in its place";
            comments.addAll(addGaps(file, id, List.of(new Obstacle(0, reason))));
            add(file, id, EMPTY, comments);
            return new FlywayMigration(file, id, null);
        }
        FlywayScript script = reader.read(file);
        if (!script.problems().isEmpty()) {
            comments.addAll(addGaps(file, id, script.problems()));
            add(file, id, EMPTY, comments);
            return new FlywayMigration(file, id, script.checksum());
        }
        script.changes().forEach(change -> notes.add(new Note(file.display(), change, id)));
        if (script.condition() != null) {
            notes.add(new Note(
                    file.display(),
                    "it runs always, and in Flyway only if " + PrintableName.of(script.condition()),
                    id));
        }
        String downgrade = undo == null || undo.content() != Content.SQL ? null : downgrade(undo, id, comments);
        add(file, id, new Body.Sql(script.sql(), downgrade, script.autocommit()), comments);
        return new FlywayMigration(file, id, script.checksum());
    }

    /**
     * Adds the script of a repeatable migration.
     *
     * @param obstacles what was not converted
     */
    void addRepeatable(MigrationFile file, String id, Body body, List<Obstacle> obstacles) {
        List<String> comments = new ArrayList<>(List.of("Converted from " + file.fileName() + "."));
        comments.addAll(addGaps(file, id, obstacles));
        add(file, id, body, comments);
    }

    /** Adds gaps; returns their comments for the script. */
    private List<String> addGaps(MigrationFile file, String id, List<Obstacle> obstacles) {
        List<Gap> added = obstacles.stream()
                .map(obstacle -> new Gap(file.display(), obstacle.line(), obstacle.reason(), id))
                .toList();
        gaps.addAll(added);
        return added.stream().map(Gap::comment).toList();
    }

    private @Nullable String downgrade(MigrationFile undo, String id, List<String> comments) {
        FlywayScript script = reader.read(undo);
        if (!script.problems().isEmpty()) {
            comments.addAll(addGaps(undo, id, script.problems()));
            return null;
        }
        script.changes().forEach(change -> notes.add(new Note(undo.display(), change, id)));
        return script.sql();
    }

    private void add(MigrationFile file, String id, Body body, List<String> comments) {
        List<String> parents = scripts.isEmpty()
                ? List.of()
                : List.of(scripts.get(scripts.size() - 1).id());
        Revision revision = new Revision(id, parents, scripts.isEmpty() ? Set.of(label) : Set.of(), List.of());
        scripts.add(new ConvertedScript(
                revision,
                label,
                message(file.migration()),
                body,
                comments.stream().map(PrintableName::of).toList(),
                file.location()));
    }

    private static String message(MigrationName name) {
        String description = PrintableName.of(name.description()).strip().replaceAll(" +", " ");
        if (!description.isEmpty()) {
            return description;
        }
        return name.version() == null ? "repeatable migration" : "version " + name.version();
    }

    void addNote(Note note) {
        notes.add(note);
    }

    void addGap(Gap gap) {
        gaps.add(gap);
    }

    List<ConvertedScript> scripts() {
        return scripts;
    }

    List<Gap> gaps() {
        return gaps;
    }

    List<Note> notes() {
        return notes;
    }
}
