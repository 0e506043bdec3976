package dev.trellis.adopt.liquibase;

import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.error.Location;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The settings of a project: those of {@code liquibase.properties}, replaced by those of the request. */
final class LiquibaseSettings {
    private static final String FILE = "liquibase.properties";
    private static final Set<String> EXTENSIONS = Set.of("xml", "yaml", "yml", "json", "sql");
    /** The settings that concern the conversion, by the name without letter case, dashes and prefixes. */
    private static final Set<String> KNOWN = Set.of(
            "changelogfile",
            "searchpath",
            "contexts",
            "contextfilter",
            "labels",
            "labelfilter",
            "databasechangelogtablename",
            "databasechangeloglocktablename",
            "liquibaseschemaname",
            "defaultschemaname",
            "objectquotingstrategy");

    private final Path folder;
    private final Location source;
    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, String> parameters = new HashMap<>();

    private LiquibaseSettings(Path folder, Location source) {
        this.folder = folder;
        this.source = source;
    }

    /**
     * Reads the settings.
     *
     * @param project the folder of the project, its {@code liquibase.properties}, or its root changelog
     * @param replaced the settings of the request
     */
    static LiquibaseSettings read(Path project, Map<String, String> replaced) {
        Path absolute = project.toAbsolutePath().normalize();
        if (!Files.exists(absolute)) {
            throw ChangelogException.settings(
                    Location.of(DisplayPath.of(absolute)),
                    "it does not exist",
                    "Name the folder of the Liquibase project, or its root changelog: --project PATH");
        }
        boolean isFolder = Files.isDirectory(absolute);
        Path parent = absolute.getParent();
        Path folder = isFolder || parent == null ? absolute : parent;
        Path properties = isFolder ? absolute.resolve(FILE) : absolute;
        LiquibaseSettings settings = new LiquibaseSettings(folder, Location.of(DisplayPath.of(properties)));
        String name = String.valueOf(absolute.getFileName());
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (!isFolder && EXTENSIONS.contains(extension)) {
            settings.values.put("changelogfile", name);
        } else if (Files.exists(properties)) {
            settings.addFile(properties);
        }
        replaced.forEach(settings::addRequested);
        return settings;
    }

    private void addFile(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            String reason = e instanceof IOException io ? FileFailure.reason(io) : String.valueOf(e.getMessage());
            throw ChangelogException.settings(source, "it cannot be read: " + reason, "Correct the file.");
        }
        properties.stringPropertyNames().forEach(name -> {
            String key = key(name);
            if (name.startsWith("parameter.")) {
                parameters.put(name.substring("parameter.".length()), properties.getProperty(name));
            } else if (KNOWN.contains(key)) {
                values.put(key, properties.getProperty(name));
            }
        });
    }

    private void addRequested(String name, String value) {
        if (name.startsWith("parameter.")) {
            parameters.put(name.substring("parameter.".length()), value);
            return;
        }
        String key = key(name);
        if (!KNOWN.contains(key)) {
            throw ChangelogException.settings(
                    Location.of("--set " + name),
                    "this setting of Liquibase does not concern the conversion",
                    "Use one of: changelogFile, searchPath, contexts, labelFilter, defaultSchemaName,"
                            + " liquibaseSchemaName, databaseChangelogTableName, databaseChangelogLockTableName,"
                            + " objectQuotingStrategy, parameter.NAME");
        }
        values.put(key, value);
    }

    private static String key(String name) {
        String key = name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
        for (String prefix : List.of("liquibase.command.", "liquibase.")) {
            key = key.startsWith(prefix) ? key.substring(prefix.length()) : key;
        }
        return key;
    }

    /** Returns the paths of the root changelogs; at least one. */
    List<String> changelogs() {
        List<String> paths = list(get("changelogfile"));
        if (paths.isEmpty()) {
            throw ChangelogException.settings(
                    source,
                    "no root changelog is named",
                    "Name it: --set changelogFile=db/changelog/db.changelog-master.yaml");
        }
        return paths;
    }

    /** Returns the folders in which paths begin. */
    List<Path> roots() {
        List<Path> roots = new ArrayList<>();
        for (String path : list(get("searchpath"))) {
            try {
                roots.add(folder.resolve(path).normalize());
            } catch (InvalidPathException e) {
                throw ChangelogException.settings(source, "'" + path + "' is not a path", "Correct 'searchPath'.");
            }
        }
        if (roots.isEmpty()) {
            roots.add(folder);
            Path resources = folder.resolve("src/main/resources");
            if (Files.isDirectory(resources)) {
                roots.add(resources);
            }
        }
        for (Path root : roots) {
            if (!Files.isDirectory(root)) {
                throw ChangelogException.settings(
                        source, DisplayPath.of(root) + " is not a folder", "Correct 'searchPath'.");
            }
        }
        return roots;
    }

    /** Returns the filter of change sets. */
    ChangeFilter filter(String database) {
        String labels = get("labelfilter");
        return new ChangeFilter(
                database,
                list(get("contextfilter") == null ? get("contexts") : get("contextfilter")).stream()
                        .map(context -> context.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(LinkedHashSet::new)),
                labels == null ? get("labels") : labels);
    }

    Map<String, String> parameters() {
        return parameters;
    }

    /** Returns the value of a setting by its name in lower case; null if it is not given. */
    @Nullable
    String get(String key) {
        return values.get(key);
    }

    private static List<String> list(@Nullable String value) {
        return value == null
                ? List.of()
                : Arrays.stream(value.split(","))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList();
    }
}
