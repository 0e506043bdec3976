package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars dropped into the plugin folder, whole and broken ones. */
@SuppressWarnings("NullAway.Init")
class PluginFolderTest {
    private static final String SERVICE = "META-INF/services/dev.trellis.inject.TrellisPlugin";

    @TempDir
    Path folder;

    @BeforeEach
    void configure() {
        CommandLineRun.write(
                folder, "trellis.yaml", "database: {url: \"jdbc:sqlite:app.db\"}\nplugins: {path: plugins}\n");
    }

    @Test
    void a_jar_dropped_in_takes_part_and_is_missed_when_it_is_gone() throws IOException {
        Path jar = plugin("stock", "StockPlugin");
        CommandLineRun up = CommandLineRun.of(folder, "upgrade", "heads");
        assertEquals("1 revision run; the database is at a0000000000a\n", up.out());
        CommandLineRun plugins = CommandLineRun.of(folder, "plugins");
        assertTrue(plugins.out().startsWith("stock\n  from    stock.jar  sample.StockPlugin\n"), plugins.out());

        Files.delete(jar);
        CommandLineRun gone = CommandLineRun.of(folder, "upgrade", "heads");
        assertEquals(Main.FAILED, gone.code());
        assertTrue(
                gone.err()
                        .startsWith("error: unexplained_revision: revision a0000000000a is applied, and no script"
                                + " explains it; the history says that it came from branch 'stock' in stock.jar\n"),
                gone.err());
    }

    @Test
    void two_plugins_with_one_label_are_both_named() throws IOException {
        plugin("stock", "StockPlugin");
        plugin("stock", "OtherPlugin");
        CommandLineRun run = CommandLineRun.of(folder, "heads");
        assertEquals(Main.FAILED, run.code());
        assertTrue(run.err().contains("error: duplicate_label: two branches are called 'stock'"), run.err());
        assertTrue(run.err().contains("stock.jar") && run.err().contains("OtherPlugin.jar"), run.err());
    }

    @Test
    void what_is_not_a_jar_is_named() {
        CommandLineRun.write(folder, "plugins/broken.jar", "this is no jar");
        CommandLineRun run = CommandLineRun.of(folder, "heads");
        assertEquals(Main.FAILED, run.code());
        assertTrue(run.err().startsWith("error: broken_plugin: " + folder.resolve("plugins/broken.jar")), run.err());
    }

    @Test
    void a_class_that_is_not_there_is_named_with_its_jar() throws IOException {
        jar(folder.resolve("plugins/hollow.jar"), "sample.Nowhere", null, null);
        CommandLineRun run = CommandLineRun.of(folder, "heads");
        assertEquals(Main.FAILED, run.code());
        assertTrue(
                run.err()
                        .startsWith("error: broken_plugin: the plugin sample.Nowhere in hollow.jar does not load:"
                                + " there is no such class"),
                run.err());
    }

    @Test
    void a_plugin_without_its_scripts_is_named() throws IOException {
        Path jar = plugin("stock", "StockPlugin");
        Path classes = folder.resolve("classes");
        jar(jar, "sample.StockPlugin", classes.resolve("sample/StockPlugin.class"), null);
        CommandLineRun run = CommandLineRun.of(folder, "heads");
        assertEquals(Main.FAILED, run.code());
        assertTrue(
                run.err().startsWith("error: no_scripts: branch 'stock' has no scripts at 'db/stock' in stock.jar"),
                run.err());
    }

    private Path plugin(String label, String className) throws IOException {
        Path classes = folder.resolve("classes");
        CommandLineRun.write(classes, className + ".java", """
                package sample;
                public final class %s extends dev.trellis.inject.TrellisPlugin {
                    @Override protected void configure(dev.trellis.inject.TrellisBinder trellis) {
                        trellis.branch("%s").scripts("db/%s");
                    }
                }
                """.formatted(className, label, label));
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        int failed = compiler.run(
                null,
                null,
                null,
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                classes.resolve(className + ".java").toString());
        assertEquals(0, failed);
        String name = className.equals("StockPlugin") ? "stock.jar" : className + ".jar";
        Path jar = folder.resolve("plugins").resolve(name);
        jar(
                jar,
                "sample." + className,
                classes.resolve("sample/" + className + ".class"),
                "revision: a0000000000a\nbranch_labels: [" + label + "]\nmessage: begin\nupgrade:\n"
                        + "  - create_table: {name: stock, columns: {id: integer}, primary_key: [id]}\n"
                        + "downgrade:\n  - drop_table: stock\n");
        return jar;
    }

    private static void jar(Path file, String plugin, @Nullable Path classFile, @Nullable String script)
            throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream stream = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(stream)) {
            entry(jar, SERVICE, plugin.getBytes(StandardCharsets.UTF_8));
            if (classFile != null) {
                entry(jar, plugin.replace('.', '/') + ".class", Files.readAllBytes(classFile));
            }
            if (script != null) {
                entry(jar, "db/stock/a_begin.yaml", script.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void entry(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }
}
