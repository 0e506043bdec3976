package dev.trellis.cli;

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
 * The kinds of project that {@code init} begins. {@code templates/files.txt} lists a project's files, each with the
 * resource that it is made of; a star there stands for the template, and an at sign with braces, there and in the
 * files, for what differs from project to project.
 */
final class Templates {
    /** By name, what each is for. */
    static final Map<String, String> ALL;

    static {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("app", "an application with a branch of its own");
        all.put("plugin", "a plugin jar that brings a branch to whichever application it is added to");
        all.put("base", "a protected base schema that applications build on");
        ALL = Collections.unmodifiableMap(all);
    }

    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * @param name the project's name
     * @param label the label of its branch
     * @param javaPackage the package of its classes
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
     * @return what was written, relative to the folder
     */
    List<String> write(String template, Path folder) {
        boolean base = template.equals("base");
        values.put("protectedBase", base ? "\n                .protectedBase()" : "");
        values.put("maintain", base ? ", maintain: true" : "");
        List<String> written = new ArrayList<>();
        for (String line : Resources.text("templates/files.txt").lines().toList()) {
            String[] names = line.replace("*", template).split(" -> ", 2);
            String target = fill(names[1]);
            Resources.copy("templates/" + names[0], folder.resolve(target), this::fill);
            written.add(target);
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
