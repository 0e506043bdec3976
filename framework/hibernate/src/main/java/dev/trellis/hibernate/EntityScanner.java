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

/** Finds the entity classes of a package in its folder or its jar. */
final class EntityScanner {
    private static final String ENTITY_DESCRIPTOR = 'L' + Entity.class.getName().replace('.', '/') + ';';

    private EntityScanner() {}

    /**
     * Checks that every class can be mapped, and that no entity of their packages was forgotten.
     *
     * @param owned the classes of the branch
     * @param others entities of other branches, which may be in the same packages
     * @throws EntityModelException {@code bad_entity} or {@code unregistered_entity}
     */
    static void requireComplete(Set<Class<?>> owned, List<Class<?>> others) {
        for (Class<?> type : owned) {
            if (!type.isAnnotationPresent(Entity.class)
                    && !type.isAnnotationPresent(MappedSuperclass.class)
                    && !type.isAnnotationPresent(Embeddable.class)
                    && !type.isAnnotationPresent(Converter.class)) {
                throw EntityModelException.notAnEntity(type);
            }
        }
        Set<Class<?>> forgotten = entitiesInPackagesOf(owned);
        forgotten.removeAll(owned);
        others.forEach(forgotten::remove);
        if (!forgotten.isEmpty()) {
            throw EntityModelException.unregistered(forgotten);
        }
    }

    /**
     * Returns the entities in the packages of some classes, sorted by name within each package.
     *
     * @throws EntityModelException {@code no_entities}, or {@code bad_entity} if the folder or jar of a class cannot be
     *     listed
     */
    static Set<Class<?>> entitiesInPackagesOf(Collection<Class<?>> anchors) {
        Map<String, Class<?>> onePerPackage = new LinkedHashMap<>();
        anchors.forEach(anchor -> onePerPackage.putIfAbsent(anchor.getPackageName(), anchor));
        Set<Class<?>> entities = new LinkedHashSet<>();
        onePerPackage.values().forEach(anchor -> entities.addAll(entitiesInPackageOf(anchor)));
        if (entities.isEmpty()) {
            throw EntityModelException.noEntities(String.join(", ", onePerPackage.keySet()));
        }
        return entities;
    }

    private static List<Class<?>> entitiesInPackageOf(Class<?> anchor) {
        try {
            Set<String> names = candidates(anchor);
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

    /**
     * Returns the simple names of the classes in the package of a class that may be entities. The method searches the folder
     * or jar from which the given class was loaded, so that a jar inside a jar works, too.
     */
    private static Set<String> candidates(Class<?> anchor) throws IOException, URISyntaxException {
        String file = anchor.getName().substring(anchor.getName().lastIndexOf('.') + 1) + ".class";
        URL location = anchor.getResource(file);
        if (location == null) {
            throw new IOException("the class loader of " + anchor.getName() + " does not find its class file");
        }
        if (location.openConnection() instanceof JarURLConnection connection) {
            connection.setUseCaches(false);
            try (JarFile jar = connection.getJarFile()) {
                String entry = connection.getEntryName();
                return inJar(jar, entry.substring(0, entry.length() - file.length()));
            }
        }
        if (!location.getProtocol().equals("file")) {
            throw new IOException(location + " cannot be listed");
        }
        return inFolder(Path.of(location.toURI()).resolveSibling("."));
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

    /**
     * Returns whether the bytes of a class file mention the annotation of entities. Because of this search, classes that are
     * not entities need not be loaded.
     */
    private static boolean mentionsEntity(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(ENTITY_DESCRIPTOR);
    }

    private static String simpleName(String file) {
        return file.substring(0, file.length() - ".class".length());
    }
}
