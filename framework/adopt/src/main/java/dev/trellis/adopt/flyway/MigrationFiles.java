package dev.trellis.adopt.flyway;

import dev.trellis.adopt.flyway.MigrationFile.Content;
import dev.trellis.adopt.source.Gap;
import dev.trellis.adopt.source.PrintableName;
import dev.trellis.adopt.source.SourceException;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.error.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the files in the locations of a project. A location of the class path is looked for in the source folders of Maven and
 * Gradle, so that the project need not be built.
 */
final class MigrationFiles {
    private static final List<String> SOURCE_FOLDERS =
            List.of("src/main/resources", "src/main/java", "src/main/kotlin", "src/main/groovy", ".");

    /** The folders that Flyway's command line, its desktop application and its plugins for builds use by default. */
    private static final List<String> DEFAULTS = List.of(
            "filesystem:src/main/resources/db/migration",
            "filesystem:migrations",
            "filesystem:sql",
            "filesystem:db/migration");

    private static final Pattern CALLBACK =
            Pattern.compile("((before|after)[A-Z][A-Za-z]*|createSchema)(__.*)?\\.[^.]+");
    private static final Pattern SHELL = Pattern.compile(".*\\.(ps1|bat|cmd|sh|bash|py)");
    private static final Pattern NESTED_CLASS = Pattern.compile(".*\\$.*\\.class");
    private static final String CLASS_PATH = "classpath:";
    private static final String FILE_SYSTEM = "filesystem:";

    /** More files than this in one location are a wrong location, such as the root of a file system. */
    private static final int MAX_FILES = 100_000;

    private final FlywaySettings settings;
    private final Path folder;
    private final String vendor;
    private final MigrationName.Reader names;
    private final List<MigrationFile> found = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    private MigrationFiles(FlywaySettings settings, Path folder, String vendor) {
        this.settings = settings;
        String working = settings.get("workingDirectory");
        this.folder = working == null ? folder : folder.resolve(working);
        this.vendor = vendor;
        this.names = new MigrationName.Reader(settings);
    }

    /**
     * Finds the files of a project.
     *
     * @param folder the folder that relative locations start from
     * @param vendor the name of the dialect, which replaces {@code {vendor}} of Spring Boot
     * @throws SourceException {@code cannot_convert} if a location does not exist
     */
    static MigrationFiles find(FlywaySettings settings, Path folder, String vendor) {
        MigrationFiles files = new MigrationFiles(settings, folder, vendor);
        files.findAll();
        return files;
    }

    /** Returns the migrations and callbacks, in the order of the locations. */
    List<MigrationFile> found() {
        return List.copyOf(found);
    }

    /** Returns the locations that cannot be read, and the files that lead out of their location. */
    List<Gap> gaps() {
        return List.copyOf(gaps);
    }

    private void findAll() {
        List<String> locations = new ArrayList<>(settings.list("locations"));
        boolean isDefault = locations.isEmpty();
        if (isDefault) {
            locations.addAll(DEFAULTS);
        }
        locations.addAll(settings.list("callbackLocations"));
        Set<Path> files = new LinkedHashSet<>();
        for (String location : locations) {
            if (location.startsWith("s3:") || location.startsWith("gcs:")) {
                gaps.add(Gap.of(settings.origin(), "the location " + location + " is not on this machine"));
                continue;
            }
            List<Path> roots = roots(location.replace("{vendor}", vendor));
            if (roots.isEmpty() && !isDefault) {
                throw missing(location);
            }
            roots.forEach(root -> files.addAll(filesIn(root)));
            if (isDefault && !roots.isEmpty()) {
                break;
            }
        }
        if (isDefault && files.isEmpty()) {
            throw missing(DEFAULTS.get(0));
        }
        files.forEach(this::add);
    }

    private SourceException missing(String location) {
        return SourceException.cannotConvert(
                Location.of(settings.origin()),
                "there is no location '" + PrintableName.of(location) + "' in " + DisplayPath.of(folder),
                "Name the folders of the migrations: --set locations=filesystem:PATH,filesystem:PATH");
    }

    private List<Path> roots(String location) {
        try {
            if (location.startsWith(FILE_SYSTEM)) {
                return matching(folder, location.substring(FILE_SYSTEM.length()));
            }
            String path = location.startsWith(CLASS_PATH) ? location.substring(CLASS_PATH.length()) : location;
            List<Path> roots = new ArrayList<>();
            for (String source : SOURCE_FOLDERS) {
                if (roots.isEmpty() || !source.equals(".")) {
                    roots.addAll(matching(folder.resolve(source), path.replaceFirst("^/+", "")));
                }
            }
            return roots;
        } catch (InvalidPathException e) {
            throw missing(location);
        }
    }

    /** Returns the folders that a path with wildcards denotes. */
    private static List<Path> matching(Path base, String path) {
        String normal = path.replace('\\', '/').replaceFirst("/+$", "");
        int wildcard = firstWildcard(normal);
        if (wildcard < 0) {
            Path single = base.resolve(normal).normalize();
            return Files.isDirectory(single) ? List.of(single) : List.of();
        }
        Path start = base.resolve(normal.substring(0, normal.lastIndexOf('/', wildcard) + 1))
                .normalize();
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        Pattern pattern = pattern(base.resolve(".").normalize().toString().replace('\\', '/') + "/" + normal);
        List<Path> folders = new ArrayList<>();
        for (Path each : walk(start)) {
            if (Files.isDirectory(each)
                    && pattern.matcher(each.toString().replace('\\', '/')).matches()) {
                folders.add(each);
            }
        }
        return folders;
    }

    private static int firstWildcard(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '*' || path.charAt(i) == '?') {
                return i;
            }
        }
        return -1;
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**/", i)) {
                regex.append("(.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else {
                regex.append(c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }

    private static List<Path> walk(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> !isHidden(root, path))
                    .limit(MAX_FILES)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(root, e);
        } catch (UncheckedIOException e) {
            throw unreadable(root, Objects.requireNonNull(e.getCause(), "an UncheckedIOException has a cause"));
        }
    }

    private static SourceException unreadable(Path root, IOException e) {
        return SourceException.cannotConvert(
                Location.of(DisplayPath.of(root)),
                "the location cannot be read: " + FileFailure.reason(e),
                "Check the permissions of the folder.");
    }

    private static boolean isHidden(Path root, Path path) {
        for (Path part : root.relativize(path)) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private List<Path> filesIn(Path root) {
        List<Path> paths = walk(root);
        if (paths.size() == MAX_FILES) {
            throw SourceException.cannotConvert(
                    Location.of(DisplayPath.of(root)),
                    "the location has more than " + MAX_FILES + " files",
                    "Name the folder of the migrations: --set locations=filesystem:PATH");
        }
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isRegularFile(path) && staysInside(root, path)) {
                files.add(path);
            }
        }
        return files;
    }

    /** Returns whether a file is in its location. A symbolic link may lead to any file of the machine. */
    private boolean staysInside(Path root, Path file) {
        try {
            if (file.toRealPath().startsWith(root.toRealPath())) {
                return true;
            }
            gaps.add(Gap.of(
                    PrintableName.of(DisplayPath.of(file)),
                    "it is a link that leads out of its location, and is not read"));
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private void add(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".conf") || NESTED_CLASS.matcher(name).matches()) {
            return;
        }
        if (CALLBACK.matcher(name).matches()) {
            found.add(new MigrationFile(file, Content.CALLBACK, null));
            return;
        }
        names.sql(name).ifPresent(parts -> found.add(new MigrationFile(file, Content.SQL, parts)));
        if (!names.isSql(name)) {
            names.code(name).ifPresent(parts -> found.add(new MigrationFile(file, Content.CODE, parts)));
            if (SHELL.matcher(name).matches()) {
                names.code(name.replaceFirst("\\.[^.]*$", ".class"))
                        .ifPresent(parts -> found.add(new MigrationFile(file, Content.SHELL, parts)));
            }
        }
    }

    /**
     * Returns the migrations of a kind by version.
     *
     * @throws SourceException {@code cannot_convert} if two files have the same version
     */
    NavigableMap<MigrationVersion, MigrationFile> versioned(MigrationName.Kind kind) {
        TreeMap<MigrationVersion, MigrationFile> files = new TreeMap<>();
        for (MigrationFile file : found) {
            if (file.content() != Content.CALLBACK
                    && file.migration().kind() == kind
                    && file.migration().version() != null) {
                MigrationFile other = files.putIfAbsent(file.migration().version(), file);
                boolean isCompiled = other != null
                        && other.content() == Content.CODE
                        && file.content() == Content.CODE
                        && other.migration().equals(file.migration());
                if (other != null && !isCompiled) {
                    throw duplicate(file, other, "version " + file.migration().version());
                }
            }
        }
        return files;
    }

    /**
     * Returns the repeatable migrations by description.
     *
     * @throws SourceException {@code cannot_convert} if two files have the same description
     */
    Map<String, MigrationFile> repeatable() {
        TreeMap<String, MigrationFile> files = new TreeMap<>();
        for (MigrationFile file : found) {
            if (file.content() != Content.CALLBACK && file.migration().kind() == MigrationName.Kind.REPEATABLE) {
                MigrationFile other = files.putIfAbsent(file.migration().description(), file);
                if (other != null) {
                    throw duplicate(
                            file, other, "description '" + file.migration().description() + "'");
                }
            }
        }
        return files;
    }

    private static SourceException duplicate(MigrationFile file, MigrationFile other, String what) {
        return SourceException.cannotConvert(
                file.location(),
                "it has the same " + PrintableName.of(what) + " as " + other.display(),
                "Remove one of the files, or limit the locations: --set locations=filesystem:PATH");
    }
}
