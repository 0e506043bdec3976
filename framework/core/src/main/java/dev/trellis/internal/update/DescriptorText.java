package dev.trellis.internal.update;

import dev.trellis.ExtensionPoint;
import dev.trellis.Extensions;
import dev.trellis.branch.Branch;
import dev.trellis.internal.script.JavaMigrationScript;
import dev.trellis.internal.yaml.YamlWriter;
import dev.trellis.model.YamlModel;
import dev.trellis.script.JavaMigration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the text of a {@link PluginDescriptor} from the contributions of loaded plugins. */
public final class DescriptorText {
    private static final String HEADER =
            "# The branches of this jar, for commands that must not load its classes, such as 'trellis plan'.\n"
                    + "# Written by 'trellis plugins --descriptor'.\n";

    private DescriptorText() {}

    /**
     * Returns the descriptor of a folder of classes; null if no plugin of the folder contributes a branch.
     *
     * @param folder the folder of classes, such as {@code target/classes}
     */
    public static @Nullable String of(Extensions extensions, Path folder) {
        Map<String, Object> branches = new LinkedHashMap<>();
        for (Branch branch : extensions.branches()) {
            Path container = branch.scripts().container();
            if (container != null && branch.plugin() != null && isSame(container, folder)) {
                branches.put(branch.label(), properties(branch, container, extensions));
            }
        }
        if (branches.isEmpty()) {
            return null;
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("branches", branches);
        List<String> steps = extensions.contributions(ExtensionPoint.STEP).stream()
                .filter(step -> isFrom(step.type(), folder))
                .map(Extensions.Contribution::name)
                .sorted()
                .toList();
        if (!steps.isEmpty()) {
            document.put("steps", steps);
        }
        return HEADER + YamlWriter.mapping(document);
    }

    private static boolean isSame(Path container, Path folder) {
        try {
            return Files.exists(folder) && Files.isSameFile(container, folder);
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns whether the class file of a class is in the folder. */
    private static boolean isFrom(Class<?> type, Path folder) {
        return Files.exists(folder.resolve(type.getName().replace('.', '/') + ".class"));
    }

    private static Map<String, Object> properties(Branch branch, Path container, Extensions extensions) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("plugin", branch.plugin());
        put(properties, "scripts", branch.scripts().location());
        if (branch.model() instanceof YamlModel yaml && yaml.path() != null) {
            put(
                    properties,
                    "model",
                    container.relativize(yaml.path()).toString().replace('\\', '/'));
        }
        put(
                properties,
                "definitions",
                branch.definitions() == null ? null : branch.definitions().location());
        put(properties, "table_prefix", branch.tablePrefix());
        if (branch.isProtected()) {
            properties.put("protected", true);
        }
        List<Object> migrations = new ArrayList<>();
        for (Extensions.Contribution<JavaMigration> migration : extensions.contributions(ExtensionPoint.MIGRATION)) {
            if (migration.name().equals(branch.label())) {
                migrations.add(properties(JavaMigrationScript.of(migration.type()), migration.type()));
            }
        }
        if (!migrations.isEmpty()) {
            properties.put("migrations", migrations);
        }
        return properties;
    }

    private static Map<String, Object> properties(JavaMigrationScript script, Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("class", type.getName());
        properties.put("revision", script.id());
        properties.put("version", script.version());
        properties.put("down_revision", script.revision().downRevisions());
        properties.put("branch_labels", List.copyOf(script.revision().branchLabels()));
        properties.put("depends_on", script.revision().dependsOn());
        properties.put("message", script.header().message());
        if (!script.isReversible()) {
            properties.put("reversible", false);
        }
        properties.values().removeIf(value -> "".equals(value) || List.of().equals(value));
        if (script.header().touches() != null) {
            properties.put("touches", script.header().touches());
        }
        return properties;
    }

    private static void put(Map<String, Object> properties, String key, @Nullable String value) {
        if (value != null) {
            properties.put(key, value);
        }
    }
}
