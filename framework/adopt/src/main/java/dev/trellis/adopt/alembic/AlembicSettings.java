package dev.trellis.adopt.alembic;

import dev.trellis.adopt.source.PrintableName;
import dev.trellis.adopt.source.SourceException;
import dev.trellis.error.ClosestMatch;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.error.Location;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.yaml.TextFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * The settings of a project: those of the request, of {@code alembic.ini}, and of {@code pyproject.toml}, in this order.
 * Relative paths begin in the folder of the project.
 */
final class AlembicSettings {
    private static final String INI = "alembic.ini";
    private static final String TOML = "pyproject.toml";
    private static final String SECTION = "name";
    private static final String SCRIPT_LOCATION = "script_location";
    private static final String VERSION_LOCATIONS = "version_locations";
    private static final String RECURSIVE = "recursive_version_locations";

    /** The settings that the request may contain; the last three are not Alembic's. */
    private static final Set<String> KNOWN = new TreeSet<>(Set.of(
            SECTION,
            SCRIPT_LOCATION,
            VERSION_LOCATIONS,
            RECURSIVE,
            "path_separator",
            "version_path_separator",
            "version_table",
            "version_table_schema",
            "upgrade_sql",
            "downgrade_sql",
            "recording"));

    private final Path folder;
    private final Location origin;
    private final Map<String, String> requested;
    private final List<Path> direct;
    private @Nullable IniFile ini;
    private Map<String, JsonNode> toml = Map.of();

    private AlembicSettings(Path folder, Location origin, Map<String, String> requested, List<Path> direct) {
        this.folder = folder;
        this.origin = origin;
        this.requested = Map.copyOf(requested);
        this.direct = direct;
    }

    /**
     * Reads the settings.
     *
     * @param project the folder of the project, its {@code alembic.ini} or {@code pyproject.toml}, or a folder of scripts
     * @param requested the settings of the request
     */
    static AlembicSettings read(Path project, Map<String, String> requested) {
        requested.keySet().forEach(AlembicSettings::requireKnown);
        Path absolute = project.toAbsolutePath().normalize();
        if (!Files.exists(absolute)) {
            throw SourceException.cannotConvert(
                    Location.of(DisplayPath.of(absolute)),
                    "there is no such file or folder",
                    "Name the folder of the Alembic project, or its alembic.ini: --project PATH");
        }
        if (!Files.isDirectory(absolute)) {
            Path parent = absolute.getParent();
            AlembicSettings settings = new AlembicSettings(
                    parent == null ? absolute : parent, Location.of(DisplayPath.of(absolute)), requested, List.of());
            settings.add(absolute);
            return settings;
        }
        boolean isConfigured = Stream.of(INI, TOML).anyMatch(name -> Files.isRegularFile(absolute.resolve(name)));
        boolean isVersions = !isConfigured && VersionFolders.containsScripts(absolute);
        AlembicSettings settings = new AlembicSettings(
                absolute, Location.of(DisplayPath.of(absolute)), requested, isVersions ? List.of(absolute) : List.of());
        for (String name : List.of(INI, TOML)) {
            if (Files.isRegularFile(absolute.resolve(name))) {
                settings.add(absolute.resolve(name));
            }
        }
        return settings;
    }

    private static void requireKnown(String name) {
        if (!KNOWN.contains(name)) {
            throw SourceException.cannotConvert(
                    Location.of("--set"),
                    "there is no setting '" + PrintableName.of(name) + "' that the conversion uses",
                    ClosestMatch.of(name, KNOWN)
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse("Use one of: " + String.join(", ", KNOWN) + "."));
        }
    }

    private void add(Path file) {
        String display = DisplayPath.of(file);
        String text;
        try {
            text = TextFile.read(file);
        } catch (IOException e) {
            throw malformed(Location.of(display), FileFailure.reason(e));
        } catch (TrellisException e) {
            throw malformed(Location.of(display), e.problem().message());
        }
        if (file.toString().endsWith(".toml")) {
            addToml(display, text);
            return;
        }
        IniFile read = IniFile.read(display, text, Map.of("here", folder.toString()));
        if (!read.hasSection(section())) {
            throw SourceException.cannotConvert(
                    Location.of(display),
                    "there is no section [" + PrintableName.of(section()) + "]",
                    "Name the section of the project: --set name=SECTION");
        }
        ini = read;
    }

    private void addToml(String display, String text) {
        try {
            Map<String, JsonNode> values = new HashMap<>();
            new TomlMapper()
                    .readTree(text)
                    .path("tool")
                    .path("alembic")
                    .properties()
                    .forEach(entry -> values.put(entry.getKey(), entry.getValue()));
            toml = values;
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            int line = place == null ? 0 : Math.max(0, place.getLineNr());
            throw malformed(
                    line == 0 ? Location.of(display) : new Location(display, line, 1),
                    String.valueOf(e.getOriginalMessage()));
        }
    }

    private static SourceException malformed(Location place, String why) {
        return SourceException.cannotConvert(
                place,
                "the configuration of Alembic cannot be read: " + why,
                "Correct the file, or name another one: --project FILE");
    }

    private String section() {
        return requested.getOrDefault(SECTION, "alembic");
    }

    /** Returns a setting; null if it is not given or blank. */
    @Nullable
    String get(String name) {
        String value = requested.get(name);
        if (value == null && ini != null) {
            value = ini.get(section(), name);
        }
        if (value == null && toml.containsKey(name) && !toml.get(name).isContainer()) {
            value = fromToml(toml.get(name));
        }
        return value == null || value.isBlank() ? null : value.strip();
    }

    private String fromToml(JsonNode value) {
        return value.asString().replace("%(here)s", folder.toString()).replace("%%", "%");
    }

    /** Returns whether the folders of the scripts have subfolders with scripts. */
    boolean isRecursive() {
        return "true".equals(get(RECURSIVE));
    }

    /** Returns the folders of the scripts; at least one. */
    List<Path> versionLocations() {
        List<String> written = locations();
        if (!written.isEmpty()) {
            return written.stream().map(this::folder).toList();
        }
        if (!direct.isEmpty() && !requested.containsKey(SCRIPT_LOCATION)) {
            return direct;
        }
        String location = get(SCRIPT_LOCATION);
        if (location == null && Files.isDirectory(folder.resolve("versions"))) {
            return List.of(folder.resolve("versions"));
        }
        if (location == null) {
            throw SourceException.cannotConvert(
                    origin,
                    "no 'script_location' is configured, and there is no folder with scripts",
                    "Name the folder that contains the folder 'versions': --set script_location=FOLDER");
        }
        return List.of(folder(location).resolve("versions"));
    }

    private List<String> locations() {
        String value = get(VERSION_LOCATIONS);
        if (value == null) {
            JsonNode list = toml.get(VERSION_LOCATIONS);
            List<String> items = new ArrayList<>();
            if (list != null && list.isArray()) {
                list.forEach(item -> items.add(fromToml(item)));
            }
            return items;
        }
        return Arrays.stream(value.split(separator()))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** Returns the separator of the version locations as a regular expression. */
    private String separator() {
        String name = get("path_separator") == null ? get("version_path_separator") : get("path_separator");
        if (name == null) {
            return ", *| +|\\n";
        }
        // The template of older versions has a comment behind the value.
        return switch (name.replaceFirst("\\s+#.*", "")) {
            case "space" -> " +|\\n";
            case "newline" -> "\\n";
            case "os" -> File.pathSeparator;
            case ":" -> ":";
            case ";" -> ";";
            default ->
                throw SourceException.cannotConvert(
                        origin,
                        "'path_separator' is '" + PrintableName.of(name)
                                + "' instead of space, newline, os, ':' or ';'",
                        "Correct the setting, or replace it: --set path_separator=newline");
        };
    }

    /**
     * Returns the path of a folder.
     *
     * @param written a path, or {@code package:folder} for a folder in a Python package
     */
    private Path folder(String written) {
        try {
            int colon = written.indexOf(':');
            if (colon < 0 || Path.of(written).isAbsolute()) {
                return folder.resolve(written).normalize();
            }
            String path = written.substring(0, colon).replace('.', '/') + "/" + written.substring(colon + 1);
            return Stream.of(folder, folder.resolve("src"))
                    .map(root -> root.resolve(path).normalize())
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow(() -> SourceException.cannotConvert(
                            origin,
                            "the folder of the Python package '" + PrintableName.of(written)
                                    + "' is not below the project",
                            "Name the folder itself: --set script_location=FOLDER or --set version_locations=FOLDER"));
        } catch (InvalidPathException e) {
            throw SourceException.cannotConvert(
                    origin, "'" + PrintableName.of(written) + "' is not a path", "Correct the setting.");
        }
    }

    /** Returns a file of the request, relative to the folder of the project; null if it is not given. */
    @Nullable
    Path file(String name) {
        String value = requested.get(name);
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            Path file = folder.resolve(value.strip()).normalize();
            if (!Files.isRegularFile(file)) {
                throw SourceException.cannotConvert(
                        Location.of(DisplayPath.of(file)), "there is no such file", "Name it: --set " + name + "=FILE");
            }
            return file;
        } catch (InvalidPathException e) {
            throw SourceException.cannotConvert(
                    Location.of("--set " + name),
                    "'" + PrintableName.of(value) + "' is not a path",
                    "Name the file: --set " + name + "=FILE");
        }
    }
}
