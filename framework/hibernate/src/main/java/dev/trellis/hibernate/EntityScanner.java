package dev.trellis.hibernate;

import jakarta.persistence.Converter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** What entity classes lie in a package, by listing its folder or its part of a jar. */
final class EntityScanner {
    private static final String ENTITY = 'L' + Entity.class.getName().replace('.', '/') + ';';

    private EntityScanner() {}

    /** @throws EntityModelException when a class is no entity, or one that lies beside it is not mentioned */
    static void requireComplete(Set<Class<?>> owned, List<Class<?>> others) {
        for (Class<?> type : owned) {
            if (!type.isAnnotationPresent(Entity.class)
                    && !type.isAnnotationPresent(MappedSuperclass.class)
                    && !type.isAnnotationPresent(Embeddable.class)
                    && !type.isAnnotationPresent(Converter.class)) {
                throw EntityModelException.notAnEntity(type);
            }
        }
        Set<Class<?>> forgotten = entitiesBeside(owned);
        forgotten.removeAll(owned);
        others.forEach(forgotten::remove);
        if (!forgotten.isEmpty()) {
            throw EntityModelException.unregistered(forgotten);
        }
    }

    /**
     * The entities in the packages of some classes, by name.
     *
     * @throws EntityModelException when there is none, or the place that a class came from cannot be listed
     */
    static Set<Class<?>> entitiesBeside(Collection<Class<?>> anchors) {
        Map<String, Class<?>> onePerPackage = new LinkedHashMap<>();
        anchors.forEach(anchor -> onePerPackage.putIfAbsent(anchor.getPackageName(), anchor));
        Set<Class<?>> found = new LinkedHashSet<>();
        onePerPackage.values().forEach(anchor -> found.addAll(entitiesBeside(anchor)));
        if (found.isEmpty()) {
            throw EntityModelException.noEntities(String.join(", ", onePerPackage.keySet()));
        }
        return found;
    }

    private static List<Class<?>> entitiesBeside(Class<?> anchor) {
        try {
            Set<String> names = listed(anchor);
            List<Class<?>> entities = new ArrayList<>();
            for (String name : names) {
                Class<?> type = Class.forName(anchor.getPackageName() + '.' + name, false, anchor.getClassLoader());
                if (type.isAnnotationPresent(Entity.class)) {
                    entities.add(type);
                }
            }
            return entities;
        } catch (IOException | URISyntaxException | ReflectiveOperationException | LinkageError e) {
            throw EntityModelException.unreadable("package " + anchor.getPackageName(), e);
        }
    }

    /** Looks where the class itself lies, so that a jar inside a jar is listed as well. */
    private static Set<String> listed(Class<?> anchor) throws IOException, URISyntaxException {
        String file = anchor.getName().substring(anchor.getName().lastIndexOf('.') + 1) + ".class";
        URL place = anchor.getResource(file);
        if (place == null) {
            throw new IOException("the file of " + anchor.getName() + " is not where its loader looks");
        }
        if (place.openConnection() instanceof JarURLConnection connection) {
            connection.setUseCaches(false);
            try (JarFile jar = connection.getJarFile()) {
                String entry = connection.getEntryName();
                return inJar(jar, entry.substring(0, entry.length() - file.length()));
            }
        }
        if (!place.getProtocol().equals("file")) {
            throw new IOException(place + " cannot be listed");
        }
        return inFolder(Path.of(place.toURI()).resolveSibling("."));
    }

    private static Set<String> inFolder(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.class")) {
            for (Path file : files) {
                if (mentionsEntity(Files.readAllBytes(file))) {
                    names.add(simpleName(file.getFileName().toString()));
                }
            }
        }
        return names;
    }

    private static Set<String> inJar(JarFile jar, String folder) throws IOException {
        Set<String> names = new TreeSet<>();
        for (JarEntry entry : Collections.list(jar.entries())) {
            String name = entry.getName();
            if (name.startsWith(folder) && name.endsWith(".class") && name.indexOf('/', folder.length()) < 0) {
                try (InputStream bytes = jar.getInputStream(entry)) {
                    if (mentionsEntity(bytes.readAllBytes())) {
                        names.add(simpleName(name.substring(folder.length())));
                    }
                }
            }
        }
        return names;
    }

    /** Told from the bytes, so that classes which do not matter are not loaded, nor what they need. */
    private static boolean mentionsEntity(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(ENTITY);
    }

    private static String simpleName(String file) {
        return file.substring(0, file.length() - ".class".length());
    }
}
