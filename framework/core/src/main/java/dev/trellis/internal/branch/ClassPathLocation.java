package dev.trellis.internal.branch;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Branch.ScriptLocation;
import dev.trellis.error.DisplayPath;
import dev.trellis.model.YamlModel;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** Finds the jar, or the folder of the class path, that contains the scripts of a branch. */
public final class ClassPathLocation {
    private static final String MODEL = "model.yaml";

    private ClassPathLocation() {}

    /**
     * Returns a copy of the branch that states which jar or folder of the class path contains its scripts. If the branch
     * has no model, the copy has the model next to the scripts, if there is one. The scripts of a branch that has a
     * directory are not searched for on the class path.
     *
     * @throws BranchException {@code no_scripts}, {@code ambiguous_location}
     */
    public static Branch resolve(Branch branch, ClassLoader loader) {
        Branch resolved = resolveScripts(branch, loader);
        ScriptLocation definitions = resolved.definitions();
        return definitions == null || isResolved(definitions)
                ? resolved
                : resolved.toBuilder()
                        .definitions(find(branch, Objects.requireNonNull(definitions.location()), loader))
                        .build();
    }

    private static boolean isResolved(ScriptLocation place) {
        return place.location() == null
                || place.container() != null
                || place.nested() != null
                || place.directory() != null;
    }

    private static Branch resolveScripts(Branch branch, ClassLoader loader) {
        ScriptLocation scripts = branch.scripts();
        String location = scripts.location();
        if (scripts.directory() != null && branch.model() == null) {
            Path model = scripts.directory().resolve(MODEL);
            return Files.exists(model)
                    ? branch.toBuilder().model(YamlModel.file(model)).build()
                    : branch;
        }
        if (location == null || isResolved(scripts)) {
            return branch;
        }
        ScriptLocation place = find(branch, location, loader);
        Branch.Builder resolved = branch.toBuilder().scripts(place);
        if (branch.model() == null) {
            try {
                resolved.model(model(place, location + "/" + MODEL, loader));
            } catch (IOException e) {
                throw BranchException.unreadableClassPath(branch.origin(), location, e);
            }
        }
        return resolved.build();
    }

    /** Returns the jar or folder of the class path that contains a folder. */
    private static ScriptLocation find(Branch branch, String location, ClassLoader loader) {
        Map<String, ScriptLocation> places = new LinkedHashMap<>();
        try {
            addFolders(location, loader, places);
            if (places.isEmpty()) {
                addJars(location, loader, places);
            }
            if (places.isEmpty()) {
                throw BranchException.notOnClassPath(branch.label(), branch.origin(), location);
            }
            if (places.size() > 1) {
                throw BranchException.ambiguousLocation(branch.label(), branch.origin(), location, places.keySet());
            }
            return places.values().iterator().next();
        } catch (IOException e) {
            throw BranchException.unreadableClassPath(branch.origin(), location, e);
        }
    }

    /** Adds the jars and the folders of the class path that have an entry for the folder of the scripts. */
    private static void addFolders(String location, ClassLoader loader, Map<String, ScriptLocation> places)
            throws IOException {
        for (URL url : Collections.list(loader.getResources(location))) {
            add(url, location, location, places);
        }
    }

    /**
     * Adds the jars that contain files of the folder but have no entry for the folder itself. Some build tools write such
     * jars.
     */
    private static void addJars(String location, ClassLoader loader, Map<String, ScriptLocation> places)
            throws IOException {
        for (URL url : Collections.list(loader.getResources(JarFile.MANIFEST_NAME))) {
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false);
            if (connection instanceof JarURLConnection opened) {
                try (JarFile jar = opened.getJarFile()) {
                    if (jar.stream().map(JarEntry::getName).anyMatch(name -> name.startsWith(location + "/"))) {
                        add(url, JarFile.MANIFEST_NAME, location, places);
                    }
                }
            }
        }
    }

    /**
     * Adds the place of a resource: a folder, a jar, or a jar in an executable jar; adds nothing if the class loader uses
     * another kind of address.
     *
     * @param name the name of the resource, with which its address ends
     */
    private static void add(URL url, String name, String location, Map<String, ScriptLocation> places) {
        String address = url.toString().replaceFirst("/+$", "");
        if (!address.endsWith("/" + name)) {
            return;
        }
        String root = address.substring(0, address.length() - name.length());
        try {
            if (url.getProtocol().equals("file")) {
                Path path = Path.of(new URI(root));
                places.put(DisplayPath.of(path), ScriptLocation.jar(path, location));
            } else if (root.startsWith("jar:file:") && root.indexOf("!/") == root.length() - 2) {
                Path path = Path.of(new URI(root.substring("jar:".length(), root.length() - 2)));
                places.put(DisplayPath.of(path), ScriptLocation.jar(path, location));
            } else if (root.startsWith("jar:")) {
                places.put(root, ScriptLocation.nested(new URI(root), location));
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // The class loader does not state where the resource is.
        }
    }

    private static @Nullable YamlModel model(ScriptLocation scripts, String name, ClassLoader loader)
            throws IOException {
        Map<String, ScriptLocation> places = new LinkedHashMap<>();
        for (URL url : Collections.list(loader.getResources(name))) {
            add(url, name, String.valueOf(scripts.location()), places);
        }
        if (!places.containsValue(scripts)) {
            return null;
        }
        URI nested = scripts.nested();
        return nested == null
                ? YamlModel.in(Objects.requireNonNull(scripts.container()), name)
                : YamlModel.in(nested, nested.toString(), name);
    }
}
