package dev.trellis.adopt.alembic;

import dev.trellis.adopt.source.SourceException;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.error.Location;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.script.OperationReader;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.TextFile;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.operation.Operation;
import dev.trellis.revision.Revision;
import dev.trellis.schema.Naming;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The file that the recorder script writes: the operations of each revision, in JSON. */
final class Recording {
    private static final long FORMAT = 1;

    private final Map<String, Entry> entries;

    /**
     * A recorded revision.
     *
     * @param place the place in the file
     * @param parents the parents that the revision had when it was recorded
     * @param upgrade the operations; those before the failure if the upgrade could not be recorded to its end
     * @param downgrade the operations; null if there are none
     * @param gaps the parts that could not be recorded
     * @param notes the parts that work differently
     */
    record Entry(
            Location place,
            List<String> parents,
            List<Operation> upgrade,
            @Nullable List<Operation> downgrade,
            List<Remark> gaps,
            List<Remark> notes) {}

    /**
     * A remark on a script.
     *
     * @param line the line of the script; 0 if it is unknown
     */
    record Remark(int line, String text) {}

    private Recording(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /** Returns a recording without revisions. */
    static Recording none() {
        return new Recording(Map.of());
    }

    /**
     * Reads a recording.
     *
     * @param dialect the dialect for which the operations must have been recorded
     * @param revisions the revisions of the project
     * @throws TrellisException {@code cannot_convert} if the file cannot be read, or was written for other scripts or another
     *     database; the error of the operation that cannot be read
     */
    static Recording read(Path path, String dialect, Naming naming, Map<String, Revision> revisions) {
        Location file = Location.of(DisplayPath.of(path));
        Node root;
        try {
            root = YamlReader.read(file.source(), TextFile.read(path));
        } catch (IOException e) {
            throw broken(file, "it cannot be read: " + FileFailure.reason(e));
        }
        MappingReader fields = MappingReader.of(root, "the recording");
        Long format = fields.number("format");
        if (format == null || format != FORMAT) {
            throw broken(file, "it is no recording, or one of another version of Trellis");
        }
        requireDialect(file, fields.requireString("dialect"), dialect);
        fields.string("alembic");
        OperationReader operations = new OperationReader(naming);
        Map<String, Entry> entries =
                new HashMap<>(fields.map("revisions", (id, node) -> entry(id, node, operations, revisions.get(id))));
        fields.done();
        return new Recording(entries);
    }

    private static void requireDialect(Location file, String recorded, String dialect) {
        // SQLAlchemy has one dialect for MariaDB and MySQL.
        boolean isSame = recorded.equals(dialect) || (recorded.equals("mysql") && dialect.equals("mariadb"));
        if (!isSame) {
            throw SourceException.cannotConvert(
                    file,
                    "the operations were recorded for " + recorded + ", and the database is " + dialect,
                    "Record again: python trellis_recorder.py --dialect " + dialect + " > recording.json");
        }
    }

    private static Entry entry(String id, Node node, OperationReader operations, @Nullable Revision revision) {
        MappingReader fields = MappingReader.of(node, "'" + id + "'");
        Location place = node.location();
        List<String> parents = fields.strings("down_revision");
        if (revision == null) {
            throw broken(place, "the project has no revision '" + id + "'");
        }
        if (!new HashSet<>(parents).equals(new HashSet<>(revision.downRevisions()))) {
            throw broken(place, "revision '" + id + "' has another down_revision in the project");
        }
        Node downgrade = fields.node("downgrade");
        Entry entry = new Entry(
                place,
                parents,
                operations.operations(fields.require("upgrade"), "'upgrade'"),
                downgrade == null || downgrade.isNull() ? null : operations.operations(downgrade, "'downgrade'"),
                fields.list("gaps", Recording::remark),
                fields.list("notes", Recording::remark));
        fields.done();
        return entry;
    }

    private static Remark remark(Node node) {
        MappingReader fields = MappingReader.of(node, "a remark");
        Long line = fields.number("line");
        Remark remark = new Remark(
                line == null ? 0 : (int) Math.max(0, Math.min(line, Integer.MAX_VALUE)), fields.requireString("text"));
        fields.done();
        return remark;
    }

    private static SourceException broken(Location place, String what) {
        return SourceException.cannotConvert(place, what, "Record again: python trellis_recorder.py > recording.json");
    }

    /** Returns a revision; null if it was not recorded. */
    @Nullable
    Entry entry(String revision) {
        return entries.get(revision);
    }
}
