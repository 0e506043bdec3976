package dev.trellis.adopt.alembic;

import dev.trellis.adopt.source.ConvertedScript;
import dev.trellis.adopt.source.ConvertedScript.Body;
import dev.trellis.adopt.source.Gap;
import dev.trellis.adopt.source.Note;
import dev.trellis.adopt.source.PrintableName;
import dev.trellis.revision.Revision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Converts scripts whose bodies are known, and lists the others as gaps. */
final class ScriptConverter {
    private final BranchAssignment branches;
    private final ScriptBodies bodies;
    private final Map<String, Set<String>> missingLabels;
    private final Set<String> severalBases = new HashSet<>();
    private final List<ConvertedScript> scripts = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();

    ScriptConverter(BranchAssignment branches, ScriptBodies bodies) {
        this.branches = branches;
        this.bodies = bodies;
        this.missingLabels = branches.missingLabels();
    }

    /** Converts a script, after its parents. */
    void add(AlembicScript script) {
        List<String> comments =
                new ArrayList<>(List.of("Converted from " + script.file().getFileName() + "."));
        int before = gaps.size();
        Body body = body(script);
        gaps.subList(before, gaps.size()).forEach(gap -> comments.add(gap.comment()));
        String branch = branches.of(script.revision());
        scripts.add(new ConvertedScript(
                labelled(script, branch),
                branch,
                script.message(),
                script.created(),
                body,
                comments.stream().map(PrintableName::of).toList(),
                script.place()));
    }

    private Revision labelled(AlembicScript script, String branch) {
        Revision revision = script.revision();
        Set<String> added = missingLabels.get(revision.id());
        if (added == null) {
            return revision;
        }
        List<Revision> bases = branches.bases(branch);
        if (bases.size() > 1 && severalBases.add(branch)) {
            notes.add(new Note(
                    script.display(),
                    "the project has " + bases.size() + " separate lines of revisions without a label for branch '"
                            + branch + "'; '" + branch + "@head' means the one that begins with " + revision.id(),
                    null));
        }
        Set<String> labels = new LinkedHashSet<>(revision.branchLabels());
        labels.addAll(added);
        return new Revision(revision.id(), revision.downRevisions(), labels, revision.dependsOn());
    }

    private Body body(AlembicScript script) {
        Recording.Entry recorded = bodies.recording().entry(script.id());
        if (recorded != null) {
            recorded.gaps().forEach(gap -> addGap(script, gap.line(), PrintableName.of(gap.text())));
            recorded.notes()
                    .forEach(note -> notes.add(
                            new Note(place(script, note.line()), PrintableName.of(note.text()), script.id())));
            return new Body.Operations(recorded.upgrade(), recorded.downgrade());
        }
        if (!bodies.upgrade().contains(script.id())) {
            addGap(
                    script,
                    script.line(),
                    "the changes of the script are known neither from the SQL of Alembic nor from a recording");
            return new Body.Operations(List.of(), null);
        }
        if (script.reads() > 0) {
            addGap(
                    script,
                    script.reads(),
                    "a data migration: it reads the database, which the SQL of Alembic's offline mode cannot contain");
        } else if (script.bulkInsert() > 0) {
            notes.add(new Note(
                    place(script, script.bulkInsert()),
                    "a data migration: the script inserts the rows that the SQL of Alembic's offline mode contains;"
                            + " check them",
                    script.id()));
        }
        return bodies.upgrade().body(script.id(), bodies.downgrade());
    }

    private void addGap(AlembicScript script, int line, String reason) {
        gaps.add(new Gap(script.display(), line, reason, script.id()));
    }

    private static String place(AlembicScript script, int line) {
        return line == 0 ? script.display() : script.display() + ":" + line;
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
