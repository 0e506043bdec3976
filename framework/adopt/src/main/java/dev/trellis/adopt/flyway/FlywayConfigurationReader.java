package dev.trellis.adopt.flyway;

import dev.trellis.adopt.source.PrintableName;
import dev.trellis.adopt.source.SourceException;
import dev.trellis.error.ClosestMatch;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.error.Location;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.yaml.TextFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * Reads the settings of a Flyway project from {@code flyway.toml} with its environments, from {@code flyway.conf}, or from the
 * {@code application.properties} of a Spring Boot application. A folder may contain several of them; Flyway prefers TOML, and
 * {@code flyway.user.toml} overrides {@code flyway.toml}.
 */
final class FlywayConfigurationReader {
    private static final List<String> NAMES = List.of(
            "flyway.toml",
            "conf/flyway.toml",
            "flyway.conf",
            "conf/flyway.conf",
            "application.properties",
            "src/main/resources/application.properties");

    private static final String ENVIRONMENT = "environment";
    private static final String SPRING = "spring.flyway.";
    private static final String FLYWAY = "flyway.";

    /** The settings that the conversion uses, apart from the values of placeholders. */
    private static final Set<String> USED = Set.of(
            "baselineMigrationPrefix",
            "callbackLocations",
            "defaultSchema",
            "encoding",
            "environment",
            "executeInTransaction",
            "ignoreMigrationPatterns",
            "locations",
            "placeholderPrefix",
            "placeholderReplacement",
            "placeholderSeparator",
            "placeholderSuffix",
            "repeatableSqlMigrationPrefix",
            "schemas",
            "sqlMigrationPrefix",
            "sqlMigrationSeparator",
            "sqlMigrationSuffixes",
            "table",
            "undoSqlMigrationPrefix",
            "workingDirectory");

    private FlywayConfigurationReader() {}

    /**
     * The settings, and the folder that relative locations start from.
     *
     * @param folder the folder of the project
     */
    record Project(FlywaySettings settings, Path folder) {}

    /**
     * Reads a project.
     *
     * @param project a folder, or a configuration file
     * @param overrides settings that replace those of the file
     */
    static Project read(Path project, Map<String, String> overrides) {
        if (!Files.exists(project)) {
            throw SourceException.cannotConvert(
                    Location.of(DisplayPath.of(project)),
                    "there is no such file or folder",
                    "Name the folder of the Flyway project or its configuration file: --project PATH");
        }
        Path file = Files.isDirectory(project) ? find(project) : project;
        Path folder = Files.isDirectory(project) ? project : folderOf(project);
        Map<String, String> values = new LinkedHashMap<>();
        if (file != null) {
            values.putAll(values(file, overrides.get(ENVIRONMENT)));
            Path user = file.resolveSibling("flyway.user.toml");
            if (file.toString().endsWith(".toml") && !file.equals(user) && Files.exists(user)) {
                values.putAll(values(user, overrides.get(ENVIRONMENT)));
            }
        }
        overrides.forEach((name, value) -> values.put(requireUsed(withoutPrefix(name)), value));
        return new Project(new FlywaySettings(values, DisplayPath.of(file == null ? folder : file)), folder);
    }

    /** Requires that an override has an effect: a misspelt name would silently leave the setting as it is. */
    private static String requireUsed(String name) {
        if (!USED.contains(name) && !name.startsWith("placeholders.")) {
            throw SourceException.cannotConvert(
                    Location.of("--set"),
                    "there is no setting '" + PrintableName.of(name) + "' that the conversion uses",
                    ClosestMatch.of(name, USED)
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse("Use one of: placeholders.NAME, " + String.join(", ", new TreeSet<>(USED)) + "."));
        }
        return name;
    }

    private static @Nullable Path find(Path folder) {
        return NAMES.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            return file.toAbsolutePath();
        }
        String text = folder.toString().replace('\\', '/');
        if (text.endsWith("/src/main/resources")) {
            return folder.resolve("../../..").normalize();
        }
        return text.endsWith("/conf") ? folder.resolve("..").normalize() : folder;
    }

    private static Map<String, String> values(Path file, @Nullable String environment) {
        String text;
        try {
            text = TextFile.read(file);
        } catch (IOException e) {
            throw malformed(file, 0, FileFailure.reason(e));
        } catch (TrellisException e) {
            throw malformed(file, 0, e.problem().message());
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".toml")) {
            return toml(file, text, environment);
        }
        return name.endsWith(".properties") ? properties(file, text) : conf(text);
    }

    /**
     * Reads a file with lines {@code flyway.name=value}. Flyway reads a value as it is written, so that a backslash in it is
     * not an escape; a line that continues a value ends with a comma or a backslash.
     */
    static Map<String, String> conf(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        StringBuilder pending = new StringBuilder();
        for (String line : text.lines().toList()) {
            String stripped = line.strip();
            if (pending.isEmpty() && (stripped.isEmpty() || stripped.startsWith("#"))) {
                continue;
            }
            pending.append(stripped.endsWith("\\") ? stripped.substring(0, stripped.length() - 1) : stripped);
            if (stripped.endsWith("\\") || stripped.endsWith(",")) {
                continue;
            }
            add(pending.toString(), values);
            pending.setLength(0);
        }
        add(pending.toString(), values);
        return values;
    }

    private static void add(String line, Map<String, String> values) {
        int equals = line.indexOf('=');
        if (equals > 0) {
            values.put(
                    withoutPrefix(line.substring(0, equals).strip()),
                    line.substring(equals + 1).strip());
        }
    }

    private static Map<String, String> properties(Path file, String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw malformed(file, 0, String.valueOf(e.getMessage()));
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(SPRING) || name.startsWith(FLYWAY)) {
                String key = withoutPrefix(name);
                values.put(
                        key.startsWith("placeholders.") ? key : camelCase(key.replaceFirst("\\[\\d+]$", "")),
                        String.valueOf(properties.getProperty(name)));
            }
        }
        return values;
    }

    private static String camelCase(String name) {
        Matcher hyphens = Pattern.compile("-(.)").matcher(name);
        return hyphens.replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    private static String withoutPrefix(String name) {
        if (name.startsWith(SPRING)) {
            return name.substring(SPRING.length());
        }
        return name.startsWith(FLYWAY) ? name.substring(FLYWAY.length()) : name;
    }

    private static Map<String, String> toml(Path file, String text, @Nullable String chosen) {
        JsonNode document;
        try {
            document = new TomlMapper().readTree(text);
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            throw malformed(file, place == null ? 0 : Math.max(0, place.getLineNr()), e.getOriginalMessage());
        }
        Map<String, String> values = new LinkedHashMap<>();
        JsonNode flyway = document.path("flyway");
        String environment = chosen == null ? flyway.path(ENVIRONMENT).asString("default") : chosen;
        JsonNode environments = document.path("environments");
        if (chosen != null && !environments.has(environment)) {
            throw SourceException.cannotConvert(
                    Location.of(DisplayPath.of(file)),
                    "there is no environment '" + environment + "'",
                    "Choose one of the file: --set environment=NAME");
        }
        JsonNode settings = environments.path(environment);
        for (String name : List.of("schemas", "defaultSchema", "url", "user")) {
            if (settings.has(name)) {
                put("", name, settings.get(name), values);
            }
        }
        flyway.properties().forEach(entry -> put("", entry.getKey(), entry.getValue(), values));
        settings.path("flyway").properties().forEach(entry -> put("", entry.getKey(), entry.getValue(), values));
        return values;
    }

    private static void put(String prefix, String name, JsonNode value, Map<String, String> values) {
        if (value.isObject()) {
            value.properties().forEach(entry -> put(prefix + name + ".", entry.getKey(), entry.getValue(), values));
        } else if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(item.asString()));
            values.put(prefix + name, String.join(",", items));
        } else {
            values.put(prefix + name, value.asString());
        }
    }

    private static SourceException malformed(Path file, int line, String why) {
        return SourceException.cannotConvert(
                line == 0 ? Location.of(DisplayPath.of(file)) : new Location(DisplayPath.of(file), line, 1),
                "the configuration of Flyway cannot be read: " + why,
                "Correct the file, or name another one: --project FILE");
    }
}
