package dev.trellis.internal.branch;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Branch.ScriptLocation;
import dev.trellis.model.YamlModel;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** Finds the jar, or the folder of the class path, that contains the scripts of a branch. */
public final class ClassPathLocation {
    private static final String MODEL = "model.yaml";

    private ClassPathLocation() {}

    /**
     * Returns the branch with the container of its scripts, and with the model next to them if it has no other. A branch
     * whose scripts are not on the class path is returned unchanged.
     *
     * @throws BranchException {@code no_scripts}, {@code ambiguous_location}
     */
    public static Branch resolve(Branch branch, ClassLoader loader) {
        ScriptLocation scripts = branch.scripts();
        String location = scripts.location();
        if (location == null || scripts.container() != null || scripts.directory() != null) {
            return branch;
        }
        Set<Path> containers = new LinkedHashSet<>();
        try {
            addFolders(location, loader, containers);
            if (containers.isEmpty()) {
                addJars(location, loader, containers);
            }
            if (containers.isEmpty()) {
                throw BranchException.notOnClassPath(branch.label(), branch.origin(), location);
            }
            if (containers.size() > 1) {
                throw BranchException.ambiguousLocation(branch.label(), branch.origin(), location, containers);
            }
            Path container = containers.iterator().next();
            Branch.Builder resolved = branch.toBuilder().scripts(ScriptLocation.jar(container, location));
            String model = location + "/" + MODEL;
            if (branch.model() == null && exists(container, model)) {
                resolved.model(YamlModel.in(container, model));
            }
            return resolved.build();
        } catch (IOException e) {
            throw BranchException.unreadableClassPath(branch.origin(), location, e);
        }
    }

    /** Adds the containers that list the folder. */
    private static void addFolders(String location, ClassLoader loader, Set<Path> containers) throws IOException {
        for (URL url : Collections.list(loader.getResources(location))) {
            Path container = container(url, location);
            if (container != null) {
                containers.add(container);
            }
        }
    }

    /** Adds the jars that contain files of the folder but do not list the folder, as some build tools write them. */
    private static void addJars(String location, ClassLoader loader, Set<Path> containers) throws IOException {
        for (URL url : Collections.list(loader.getResources(JarFile.MANIFEST_NAME))) {
            Path container = container(url, JarFile.MANIFEST_NAME);
            if (container == null || Files.isDirectory(container)) {
                continue;
            }
            try (JarFile jar = new JarFile(container.toFile())) {
                if (jar.stream().map(JarEntry::getName).anyMatch(name -> name.startsWith(location + "/"))) {
                    containers.add(container);
                }
            }
        }
    }

    /** Returns the jar or the folder that a resource is in; null for a class loader that uses neither. */
    private static @Nullable Path container(URL url, String location) throws IOException {
        try {
            if (url.getProtocol().equals("file")) {
                Path path = Path.of(url.toURI());
                for (int i = location.split("/").length; i > 0 && path != null; i--) {
                    path = path.getParent();
                }
                return path;
            }
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false);
            if (connection instanceof JarURLConnection jar
                    && jar.getJarFileURL().getProtocol().equals("file")) {
                return Path.of(jar.getJarFileURL().toURI());
            }
            return null;
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean exists(Path container, String entry) throws IOException {
        if (Files.isDirectory(container)) {
            return Files.exists(container.resolve(entry));
        }
        try (JarFile jar = new JarFile(container.toFile())) {
            return jar.getEntry(entry) != null;
        }
    }
}
