package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Executable jars of Spring Boot, in which all other jars are entries. The build copies the launcher of each version to {@code
 * target/boot-loader}.
 */
class ExecutableJarTest {
    private static final Path LOADERS = Path.of("target/boot-loader");

    @TempDir
    Path folder = Path.of("");

    /** A plugin in a nested jar. */
    public static final class Vendor extends TrellisPlugin {
        @Override
        protected void configure(TrellisBinder trellis) {
            trellis.branch("stock").scripts("db/stock").model("db/stock/model.yaml");
        }
    }

    /** A plugin among the classes of the application. */
    public static final class App extends TrellisPlugin {
        @Override
        protected void configure(TrellisBinder trellis) {
            trellis.branch("app").scripts("db/app").model("db/app/model.yaml");
        }
    }

    @TestFactory
    Stream<DynamicTest> scripts_in_nested_jars_of_a_spring_boot_executable_jar_run() throws IOException {
        List<Path> loaders;
        try (Stream<Path> files = Files.list(LOADERS)) {
            loaders = files.sorted().toList();
        }
        assertEquals(2, loaders.size(), loaders::toString);
        return loaders.stream()
                .map(loader -> DynamicTest.dynamicTest(String.valueOf(loader.getFileName()), () -> runs(loader)));
    }

    private void runs(Path loader) throws Exception {
        Path project = Files.createDirectories(folder.resolve("with spaces " + loader.getFileName()));
        Path jar = project.resolve("app.jar");
        executableJar(loader, jar);
        Files.writeString(project.resolve("trellis.yaml"), "database: {url: \"jdbc:sqlite:app.db\"}\n");
        assertEquals("2 revisions run; the database is at a00000000001, b00000000001\n", run(jar, "upgrade", "heads"));
        assertEquals("the database matches the models\n", run(jar, "check"));
        String plugins = run(jar, "plugins");
        assertTrue(
                plugins.contains("from    vendor.jar  ") && plugins.contains("from    app.jar!/BOOT-INF/classes  "),
                plugins);
        // The definitions, too, are files in the nested jar.
        assertTrue(plugins.contains("view stock_v") && plugins.contains("view app_v"), plugins);
        String history = run(jar, "show", "b00000000001");
        assertTrue(history.contains("vendor.jar!/db/stock/first.yaml"), history);
    }

    private static String run(Path jar, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString()));
        command.addAll(List.of(arguments));
        Path err = jar.resolveSibling("err.txt");
        Process process = new ProcessBuilder(command)
                .directory(jar.resolveSibling("").toFile())
                .redirectError(err.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> out + read(err));
        return out;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void executableJar(Path loader, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            add(out, "META-INF/MANIFEST.MF", """
                    Manifest-Version: 1.0
                    Main-Class: org.springframework.boot.loader.launch.JarLauncher
                    Start-Class: dev.trellis.cli.Main
                    Spring-Boot-Classes: BOOT-INF/classes/
                    Spring-Boot-Lib: BOOT-INF/lib/

                    """);
            try (JarInputStream classes = new JarInputStream(Files.newInputStream(loader))) {
                for (ZipEntry entry = classes.getNextEntry(); entry != null; entry = classes.getNextEntry()) {
                    if (entry.getName().endsWith(".class")) {
                        add(out, entry.getName(), classes.readAllBytes());
                    }
                }
            }
            out.putNextEntry(new JarEntry("BOOT-INF/classes/"));
            for (Map.Entry<String, byte[]> file :
                    plugin(App.class, "app", "a00000000001").entrySet()) {
                add(out, "BOOT-INF/classes/" + file.getKey(), file.getValue());
            }
            store(out, "BOOT-INF/lib/vendor.jar", jar(plugin(Vendor.class, "stock", "b00000000001")));
            int number = 0;
            for (String entry : System.getProperty("java.class.path").split(":", -1)) {
                Path path = Path.of(entry);
                boolean isModule = !entry.contains("test-classes") && Files.isDirectory(path.resolve("dev/trellis"));
                if (isModule) {
                    store(out, "BOOT-INF/lib/" + number++ + ".jar", jar(files(path)));
                } else if (entry.matches(
                        ".*/(picocli|trellis-(?!picocli)[a-z]+|jackson|snakeyaml|guice|jakarta.inject|aopalliance|guava|"
                                + "failureaccess|jdbi|geantyref|slf4j|sqlite)[^/]*\\.jar")) {
                    store(out, "BOOT-INF/lib/" + path.getFileName(), Files.readAllBytes(path));
                }
            }
        }
    }

    private static Map<String, byte[]> plugin(Class<?> type, String label, String revision) throws IOException {
        String classFile = type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = ExecutableJarTest.class.getResourceAsStream("/" + classFile)) {
            String table = "  %s_t:\n    columns: {id: integer}\n    primary_key: [id]\n".formatted(label);
            return Map.of(
                    classFile,
                    Objects.requireNonNull(bytes).readAllBytes(),
                    "META-INF/services/" + TrellisPlugin.class.getName(),
                    utf8(type.getName() + "\n"),
                    "db/" + label + "/first.yaml",
                    utf8(("revision: %1$s\nbranch_labels: [%2$s]\nmessage: first\nupgrade:\n  - create_table:"
                                    + " {name: %2$s_t, columns: {id: integer}, primary_key: [id]}\n  - create_view:"
                                    + " {name: %2$s_v, sql: select id from %2$s_t}\ndowngrade: []\n")
                            .formatted(revision, label)),
                    "db/" + label + "/definitions/" + label + "_v.sql",
                    utf8("create view %1$s_v as select id from %1$s_t;\n".formatted(label)),
                    "db/" + label + "/model.yaml",
                    utf8("tables:\n" + table));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static byte[] jar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                add(out, file.getKey(), file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static void add(JarOutputStream out, String name, String text) throws IOException {
        add(out, name, utf8(text));
    }

    private static void add(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
        out.closeEntry();
    }

    /** Nested jars have to be stored without compression. */
    private static void store(JarOutputStream out, String name, byte[] bytes) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        JarEntry entry = new JarEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(checksum.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }
}
