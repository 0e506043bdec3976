package dev.trellis.inject;

import dev.trellis.branch.Branch.ScriptLocation;
import dev.trellis.error.JarName;
import dev.trellis.model.YamlModel;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/**
 * The jar, or folder of the class path, that a class was loaded from.
 *
 * @param path the file or folder; null for a jar in a jar
 * @param uri the URI of the file, the folder, or the jar in a jar
 */
record Container(@Nullable Path path, URI uri) {

    /** Returns the container of a class, or null if its class loader does not state the location. */
    static @Nullable Container of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        try {
            return location == null ? null : of(location.toURI());
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * Returns the container with this address. An executable jar of Spring Boot has jars in it: {@code
     * jar:nested:/app.jar/!BOOT-INF/lib/plugin.jar!/}.
     */
    private static Container of(URI uri) {
        return new Container("file".equals(uri.getScheme()) ? Path.of(uri) : null, uri);
    }

    /**
     * Returns the container of a resource that belongs to a class: another folder of the class path if this container is a
     * folder without the resource, otherwise this container. Some build tools, such as Gradle, put resources and classes
     * into different folders, whereas a jar contains both.
     */
    Container of(String resource, Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (path == null || loader == null || !Files.isDirectory(path) || Files.exists(path.resolve(resource))) {
            return this;
        }
        URL found = loader.getResource(resource);
        String address = found == null ? "" : found.toString().replaceFirst("/+$", "");
        if (!address.startsWith("file:") || !address.endsWith("/" + resource)) {
            return this;
        }
        return of(URI.create(address.substring(0, address.length() - resource.length())));
    }

    /** Returns the name for messages. */
    String name() {
        return path == null ? JarName.of(uri.toString()) : String.valueOf(path.getFileName());
    }

    ScriptLocation scripts(String location) {
        return path == null ? ScriptLocation.nested(uri, location) : ScriptLocation.jar(path, location);
    }

    YamlModel model(String location) {
        return path == null ? YamlModel.in(uri, name(), location) : YamlModel.in(path, location);
    }
}
