package dev.trellis.adopt;

import dev.trellis.adopt.AdoptionReport.State;
import dev.trellis.adopt.source.Converted;
import dev.trellis.adopt.source.ConvertedDefinition;
import dev.trellis.adopt.source.ConvertedScript;
import dev.trellis.adopt.source.Gap;
import dev.trellis.adopt.source.Note;
import dev.trellis.adopt.source.SourceException;
import dev.trellis.branch.Branch;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.internal.script.FileTemplate;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes converted scripts, definitions and models into the folders of their branches. A file that exists is kept, because a
 * person may have completed it; except a script that only keeps the place of what could not be converted before.
 */
final class ConvertedFiles {
    private static final String INCOMPLETE =
            "the script has no operation and still says 'Not converted'; complete it, remove that comment if there is nothing"
                    + " to do, or delete the script to convert its original again";
    private static final String COMPLETED =
            "the script is kept and still says 'Not converted', although its original can be converted now; remove that"
                    + " comment, or delete the script to convert its original again";

    private final Workspace workspace;

    /** Creates the files of a workspace whose scripts have been read. */
    ConvertedFiles(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * A file that is to be written or exists.
     *
     * @param path the file
     * @param text the converted text
     * @param state {@link State#PLANNED} if the file is to be written
     * @param replaced the file whose place it takes, which may be the same; null if there is none
     */
    record Target(
            Path path, String text, State state, @Nullable Path replaced) {
        Target(Path path, String text, State state) {
            this(path, text, state, null);
        }
    }

    /** Returns the file of each script, in the same order; writes nothing. */
    List<Target> scripts(List<ConvertedScript> scripts) {
        List<Target> targets = new ArrayList<>();
        for (ConvertedScript script : scripts) {
            ScriptText text = ScriptText.of(script, workspace.parsing(), workspace.naming());
            MigrationScript existing = workspace.branches().script(script.id());
            targets.add(
                    existing == null
                            ? new Target(path(script, text.format()), text.text(), State.PLANNED)
                            : new ExistingScript(existing, text, workspace.parsing()).target());
        }
        return targets;
    }

    /** Returns the file of each definition, in the same order; writes nothing. */
    List<Target> definitions(List<ConvertedDefinition> definitions) {
        List<Target> targets = new ArrayList<>();
        for (ConvertedDefinition definition : definitions) {
            Path folder = workspace
                    .branches()
                    .require(definition.branch())
                    .definitionFolder()
                    .directory();
            if (folder == null) {
                throw SourceException.cannotAdopt(
                        "branch '" + definition.branch() + "' has no folder for definitions",
                        "Set its 'directory' in trellis.yaml.");
            }
            String name = definition.definition().kind().plural() + "/"
                    + FileTemplate.slug(definition.definition().name().toString()) + ".sql";
            targets.add(file(folder.resolve(name), definition.text()));
        }
        return targets;
    }

    /** Returns a file that is written unless it exists. */
    static Target file(Path path, String text) {
        try {
            if (!Files.exists(path)) {
                return new Target(path, text, State.PLANNED);
            }
            boolean same = Files.readString(path).equals(text);
            return new Target(path, text, same ? State.UNCHANGED : State.KEPT);
        } catch (IOException e) {
            throw cannotRead(path, e);
        }
    }

    private Path path(ConvertedScript script, String format) {
        // The file name of a converted script must not depend on the day of the conversion.
        String name = new FileTemplate(workspace.configuration().fileTemplate())
                .name(script.id(), script.message(), script.branch(), Instant.EPOCH.atOffset(ZoneOffset.UTC));
        return directory(workspace.branches().require(script.branch())).resolve(name + "." + format);
    }

    /** Returns the folder in which the scripts of a branch are written. */
    static Path directory(Branch branch) {
        return Objects.requireNonNull(branch.directory(), "the branch has a folder");
    }

    /**
     * Returns a conversion that also lists the scripts that still say 'Not converted', although their originals can be
     * converted now: a script without operations is a gap, and one that an author has completed is a note.
     */
    Converted withExisting(Converted converted, List<Target> scripts) {
        List<Gap> gaps = new ArrayList<>(converted.gaps());
        List<Note> notes = new ArrayList<>(converted.notes());
        for (int i = 0; i < scripts.size(); i++) {
            Target target = scripts.get(i);
            String id = converted.scripts().get(i).id();
            MigrationScript existing = workspace.branches().script(id);
            if (existing == null || gaps.stream().anyMatch(gap -> id.equals(gap.revision()))) {
                continue;
            }
            String place = DisplayPath.of(target.path());
            if (target.state() == State.INCOMPLETE) {
                gaps.add(new Gap(place, 0, INCOMPLETE, id));
            } else if (target.state() == State.KEPT && ExistingScript.isOpen(existing)) {
                notes.add(new Note(place, COMPLETED, id));
            }
        }
        return converted.with(gaps, notes);
    }

    /** Writes the files that are planned; returns their states. */
    static List<State> write(List<Target> targets) {
        List<State> states = new ArrayList<>();
        for (Target target : targets) {
            if (target.state() == State.PLANNED) {
                write(target.path(), target.text(), target.replaced());
                states.add(target.replaced() == null ? State.WRITTEN : State.REPLACED);
            } else {
                states.add(target.state());
            }
        }
        return states;
    }

    private static void write(Path path, String text, @Nullable Path replaced) {
        @Nullable Path folder = path.getParent();
        try {
            if (replaced != null) {
                // The next run writes the file if the process is killed before it is written.
                Files.delete(replaced);
            }
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(path, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw SourceException.cannotAdopt(
                    "cannot write " + DisplayPath.of(path) + ": " + FileFailure.reason(e),
                    "Check the file and its folder, and adopt again: files that exist are kept.");
        }
    }

    private static SourceException cannotRead(Path path, IOException e) {
        return SourceException.cannotAdopt(
                "cannot read " + DisplayPath.of(path) + ": " + FileFailure.reason(e), "Check the file.");
    }
}
