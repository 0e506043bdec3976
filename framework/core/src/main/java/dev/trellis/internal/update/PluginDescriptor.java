package dev.trellis.internal.update;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Branch.ScriptLocation;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.error.Location;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.TextFile;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.model.YamlModel;
import dev.trellis.revision.Revision;
import dev.trellis.script.Declarations;
import dev.trellis.script.Header;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The branches that a jar, or a folder of classes, contributes, as its descriptor states them. The build of a plugin writes the
 * descriptor, so that a reader of the jar loads none of its classes.
 *
 * @param name the name of the jar or folder
 * @param branches the branches, with the class of the plugin that contributes each
 * @param javaRevisions the revisions in Java by the label of their branch
 * @param steps the names of the Java steps
 */
public record PluginDescriptor(
        String name, List<Branch> branches, Map<String, List<MigrationScript>> javaRevisions, Set<String> steps) {
    /** The place of the descriptor in a jar. */
    public static final String FILE = "META-INF/trellis/branches.yaml";

    private static final String SERVICE = "META-INF/services/dev.trellis.inject.TrellisPlugin";

    /**
     * Reads the descriptor of a jar or of a folder of classes.
     *
     * @throws UpdateException {@code no_descriptor} or {@code unreadable_file}
     * @throws dev.trellis.error.TrellisException if the descriptor is malformed
     */
    public static PluginDescriptor read(Path container) {
        String name = String.valueOf(container.getFileName());
        try {
            String text = entry(container, FILE);
            if (text == null) {
                throw UpdateException.noDescriptor(DisplayPath.of(container), entry(container, SERVICE) != null);
            }
            return new Reader(container, name).read(YamlReader.read(name + "!/" + FILE, text));
        } catch (IOException e) {
            throw UpdateException.unreadable(DisplayPath.of(container), FileFailure.reason(e));
        }
    }

    /** Returns the text of a file in a jar or folder; null if there is none. */
    private static @Nullable String entry(Path container, String entry) throws IOException {
        if (Files.isDirectory(container)) {
            Path file = container.resolve(entry);
            return Files.exists(file) ? TextFile.read(file) : null;
        }
        try (ZipFile jar = new ZipFile(container.toFile())) {
            ZipEntry found = jar.getEntry(entry);
            if (found == null) {
                return null;
            }
            try (InputStream stream = jar.getInputStream(found)) {
                return TextFile.read(stream, entry);
            }
        }
    }

    /** Reads the keys of a descriptor. */
    private record Reader(Path container, String name) {
        PluginDescriptor read(Node document) {
            MappingReader fields = MappingReader.of(document, "a plugin descriptor");
            Map<String, List<MigrationScript>> javaRevisions = new LinkedHashMap<>();
            Map<String, Branch> branches = fields.map("branches", (label, node) -> branch(label, node, javaRevisions));
            Set<String> steps = new LinkedHashSet<>(fields.strings("steps"));
            fields.done();
            return new PluginDescriptor(name, List.copyOf(branches.values()), javaRevisions, steps);
        }

        private Branch branch(String label, Node node, Map<String, List<MigrationScript>> javaRevisions) {
            MappingReader fields = MappingReader.of(node, "a branch");
            String model = fields.string("model");
            String scripts = fields.string("scripts");
            String definitions = fields.string("definitions");
            javaRevisions.put(label, new ArrayList<>(fields.list("migrations", this::migration)));
            Branch branch = Branch.builder(label, name)
                    .plugin(fields.requireString("plugin"))
                    .tablePrefix(fields.string("table_prefix"))
                    .isProtected(fields.flag("protected", false))
                    .scripts(scripts == null ? ScriptLocation.NONE : ScriptLocation.jar(container, scripts))
                    .definitions(definitions == null ? null : ScriptLocation.jar(container, definitions))
                    .model(model == null ? null : YamlModel.in(container, model))
                    .build();
            fields.done();
            return branch;
        }

        private MigrationScript migration(Node node) {
            MappingReader fields = MappingReader.of(node, "a migration");
            String type = fields.requireString("class");
            Header header = new Header(
                    new Revision(
                            fields.requireString("revision"),
                            fields.strings("down_revision"),
                            new LinkedHashSet<>(fields.strings("branch_labels")),
                            fields.strings("depends_on")),
                    fields.string("message") == null ? "" : fields.requireString("message"),
                    null,
                    Declarations.NONE.withTouches(fields.has("touches") ? fields.strings("touches") : null));
            DescribedMigration migration = new DescribedMigration(
                    type,
                    header,
                    fields.requireString("version"),
                    fields.flag("reversible", true),
                    Location.of(name + "!/" + type));
            fields.done();
            return migration;
        }
    }
}
