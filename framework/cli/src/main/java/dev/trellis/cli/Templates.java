package dev.trellis.cli;

import dev.trellis.editor.EditorSchema;
import dev.trellis.revision.NewIdentifier;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The project templates of {@code init}. {@code templates/files.txt} lists the files of a project, each with the resource
 * from which the file is copied; the template {@code spring-boot} has a list of its own. In {@code files.txt}, {@code *}
 * stands for the name of the template. In {@code files.txt} and in the resources, {@code @{name}} stands for a value of the
 * project.
 */
final class Templates {
    private static final String SPRING_BOOT = "spring-boot";

    /** The purpose of each template, by its name. */
    static final Map<String, String> ALL;

    static {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("app", "an application with its own branch");
        all.put("plugin", "a plugin jar that adds a branch to any application");
        all.put("base", "a protected base schema that applications build on");
        all.put(SPRING_BOOT, "an application of Spring Boot with its own branch");
        ALL = Collections.unmodifiableMap(all);
    }

    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * Collects the values that are the same in all files of a new project.
     *
     * @param name the name of the project
     * @param label the label of the project's branch
     * @param javaPackage the package of the project's classes
     */
    Templates(String name, String label, String javaPackage) {
        Properties versions = new Properties();
        try {
            versions.load(new StringReader(Resources.text("templates/versions.properties")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        versions.stringPropertyNames().forEach(key -> values.put(key, versions.getProperty(key)));
        values.put("name", name);
        values.put("label", label);
        values.put("Label", camelCase(label));
        values.put("package", javaPackage);
        values.put("path", javaPackage.replace('.', '/'));
        values.put("revision", NewIdentifier.next());
        values.put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /**
     * Writes the files of a template.
     *
     * @return the paths of the files, relative to the folder
     */
    List<String> write(String template, Path folder) {
        boolean base = template.equals("base");
        values.put("protectedLine", base ? "\n    protected: true" : "");
        values.put("protectedBase", base ? "\n                .protectedBase()" : "");
        values.put("maintain", base ? ", maintain: true" : "");
        String list = template.equals(SPRING_BOOT) ? "templates/spring-boot/files.txt" : "templates/files.txt";
        List<String> written = new ArrayList<>();
        for (String line : Resources.text(list).lines().toList()) {
            String[] names = line.replace("*", template).split(" -> ", 2);
            String target = fill(names[1]);
            Resources.copy("templates/" + names[0], folder.resolve(target), this::fill);
            written.add(target);
        }
        SchemaFiles.write(List.of(EditorSchema.values()), folder.resolve(EditorSchema.FOLDER));
        for (EditorSchema schema : EditorSchema.values()) {
            written.add(EditorSchema.FOLDER + "/" + schema.fileName());
        }
        return written;
    }

    private static String camelCase(String label) {
        return Arrays.stream(label.split("_", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private String fill(String text) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("@{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }
}
