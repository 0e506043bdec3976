package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command line with complete and with broken jars in the plugin folder. */
@SuppressWarnings("NullAway.Init")
class PluginFolderTest {
    private static final String SERVICE = "META-INF/services/dev.trellis.inject.TrellisPlugin";

    @TempDir
    Path folder;

    /** The only script of a plugin; {@code %s} is the label of its branch. */
    private String script = "revision: a0000000000a\nbranch_labels: [%s]\nmessage: begin\nupgrade:\n"
            + "  - create_table: {name: stock, columns: {id: integer}, primary_key: [id]}\n"
            + "downgrade:\n  - drop_table: stock\n";

    @BeforeEach
    void configure() {
        CommandLineRun.write(
                folder, "trellis.yaml", "database: {url: \"jdbc:sqlite:app.db\"}\nplugins: {path: plugins}\n");
    }

    @Test
    void a_jar_contributes_and_its_revisions_are_unexplained_without_it() throws IOException {
        Path jar = plugin("stock", "StockPlugin");
        CommandLineRun up = CommandLineRun.of(folder, "upgrade", "heads");
        assertEquals("1 revision run; the database is at a0000000000a\n", up.out());
        CommandLineRun plugins = CommandLineRun.of(folder, "plugins");
        assertTrue(plugins.out().startsWith("stock\n  from    stock.jar  sample.StockPlugin\n"), plugins.out());

        Files.delete(jar);
        CommandLineRun gone = CommandLineRun.of(folder, "upgrade", "heads");
        assertEquals(Main.EXIT_FAILED, gone.code());
        assertTrue(
                gone.err()
                        .startsWith(
                                "error: unexplained_revision: revision a0000000000a is applied, but there is"
                                        + " no script for it; according to the history it came from branch 'stock' in stock.jar\n"),
                gone.err());
    }

    @Test
    void two_plugins_with_the_same_label_are_both_named() throws IOException {
        plugin("stock", "StockPlugin");
        plugin("stock", "OtherPlugin");
        CommandLineRun run = CommandLineRun.of(folder, "heads");
        assertEquals(Main.EXIT_FAILED, run.code());
        assertTrue(run.err().contains("error: duplicate_label: two branches are called 'stock'"), run.err());
        assertTrue(run.err().contains("stock.jar") && run.err().contains("OtherPlugin.jar"), run.err());
    }

    @Test
    void two_plugins_that_claim_the_same_table_are_both_named_and_nothing_runs() throws IOException {
        plugin("stock", "StockPlugin");
        script = script.replace("a0000000000a", "b0000000000b");
        plugin("other", "OtherPlugin", "trellis.branch(\"other\").scripts(\"db/stock\");");
        CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
        assertEquals(Main.EXIT_FAILED, run.code(), run.out());
        assertTrue(
                run.err()
                        .startsWith("error: two_owners: table 'stock' is claimed by two branches: 'other' and 'stock',"
                                + " in OtherPlugin.jar and stock.jar\n"),
                run.err());
        assertEquals("", CommandLineRun.of(folder, "current").out());

        // A plugin that is added after the other has created the table is refused, too.
        Path other = folder.resolve("plugins/OtherPlugin.jar");
        Path removed = Files.move(other, folder.resolve("OtherPlugin.jar"));
        assertEquals(Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());
        Files.move(removed, other);
        CommandLineRun later = CommandLineRun.of(folder, "upgrade", "heads");
        assertTrue(later.err().startsWith("error: two_owners: table 'stock'"), later.err());
        assertEquals(
                "a0000000000a (stock) (head)  begin\n",
                CommandLineRun.of(folder, "current").out());
    }

    /** Comments and blank lines change only the line numbers in the class file. */
    @Test
    void a_step_whose_class_has_changed_is_noted_and_not_refused() throws IOException {
        String step = "trellis.branch(\"stock\").scripts(\"db/stock\"); trellis.step(\"fill\", StockStep.class); }"
                + " public static final class StockStep implements dev.trellis.script.JavaStep {"
                + " @Override public void run(dev.trellis.script.MigrationContext context) {"
                + " context.handle().execute(\"insert into stock values (7)\"); }";
        script = script.replace("downgrade:\n", "  - run: fill\ndowngrade:\n");
        plugin("stock", "StockPlugin", step);
        assertEquals(Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());
        plugin("stock", "StockPlugin", step.replace("context) {", "context) {\n\n // seven\n"));
        CommandLineRun same = CommandLineRun.of(folder, "upgrade", "heads");
        assertFalse(same.err().contains("the class of a Java step"), same.err());
        plugin("stock", "StockPlugin", step.replace("(7)", "(8)"));
        CommandLineRun other = CommandLineRun.of(folder, "upgrade", "heads");
        assertEquals(Main.EXIT_OK, other.code(), other.err());
        assertTrue(
                other.err()
                        .contains(
                                "stock.jar!/db/stock/a_begin.yaml: the class of a Java step that revision a0000000000a"
                                        + " ran at"),
                other.err());
    }

    @Test
    void a_file_that_is_not_a_jar_is_named() {
        CommandLineRun.write(folder, "plugins/broken.jar", "not a jar");
        CommandLineRun run = CommandLineRun.of(folder, "heads");
        assertEquals(Main.EXIT_FAILED, run.code());
        assertTrue(run.err().startsWith("error: broken_plugin: " + folder.resolve("plugins/broken.jar")), run.err());
    }

    @Test
    void a_class_that_does_not_exist_is_named_with_its_jar() throws IOException {
        jar(folder.resolve("plugins/hollow.jar"), "sample.Nowhere", null, null);
        CommandLineRun run = CommandLineRun.of(folder, "heads");
        assertEquals(Main.EXIT_FAILED, run.code());
        assertTrue(
                run.err()
                        .startsWith("error: broken_plugin: hollow.jar: cannot load the plugin sample.Nowhere:"
                                + " the class does not exist"),
                run.err());
    }

    @Test
    void a_plugin_without_its_scripts_is_named() throws IOException {
        Path jar = plugin("stock", "StockPlugin");
        Path classes = folder.resolve("classes");
        jar(jar, "sample.StockPlugin", classes.resolve("sample/StockPlugin.class"), null);
        CommandLineRun run = CommandLineRun.of(folder, "heads");
        assertEquals(Main.EXIT_FAILED, run.code());
        assertTrue(
                run.err().startsWith("error: no_scripts: branch 'stock' has no scripts at 'db/stock' in stock.jar"),
                run.err());
    }

    @Test
    void a_plugin_whose_configure_method_fails_is_named_with_its_jar() throws IOException {
        plugin("stock", "StockPlugin", "throw new IllegalArgumentException(\"no\\nlicence\");");
        refused("error: broken_plugin: stock.jar: the plugin sample.StockPlugin fails in 'configure':"
                + " java.lang.IllegalArgumentException: no\n  Remove the plugin, or contact its vendor.\n");
    }

    @Test
    void a_plugin_whose_library_is_missing_is_named_with_its_jar() throws IOException {
        CommandLineRun.write(
                folder.resolve("classes"),
                "Library.java",
                "package sample; public class Library { public static String L = \"stock\"; }");
        compile(folder.resolve("classes/Library.java"));
        plugin("stock", "StockPlugin", "trellis.branch(Library.L);");
        refused("error: broken_plugin: stock.jar: the plugin sample.StockPlugin fails in 'configure':"
                + " java.lang.NoClassDefFoundError: sample/Library\n");
    }

    @Test
    void a_plugin_whose_class_cannot_be_initialized_is_named_with_its_jar() throws IOException {
        plugin(
                "stock",
                "StockPlugin",
                "int x = Integer.parseInt(\"\"); }"
                        + " static { if (true) throw new IllegalStateException(\"broken\");");
        refused("error: broken_plugin: stock.jar: cannot load the plugin sample.StockPlugin:"
                + " java.lang.IllegalStateException: broken\n");
    }

    @Test
    void a_plugin_that_exists_twice_is_named_with_both_jars() throws IOException {
        Path jar = plugin("stock", "StockPlugin");
        Files.copy(jar, jar.resolveSibling("stock-old.jar"));
        refused(
                "error: duplicate_plugin: the plugin sample.StockPlugin exists twice: in stock-old.jar and in stock.jar\n");
    }

    @Test
    void a_truncated_jar_is_named() throws IOException {
        Path jar = plugin("stock", "StockPlugin");
        byte[] bytes = Files.readAllBytes(jar);
        Files.write(jar, Arrays.copyOf(bytes, bytes.length / 2));
        refused("error: broken_plugin: " + jar + ": not a readable jar: ");
    }

    @Test
    void two_steps_with_the_same_name_are_both_named() throws IOException {
        String step = "trellis.step(\"fill\", %1$sStep.class); }"
                + " public static final class %1$sStep implements dev.trellis.script.JavaStep {"
                + " @Override public void run(dev.trellis.script.MigrationContext context) {}";
        plugin("stock", "StockPlugin", "trellis.branch(\"stock\").scripts(\"db/stock\");" + step.formatted("Stock"));
        plugin("other", "OtherPlugin", step.formatted("Other"));
        refused("error: duplicate_step: two Java steps are called 'fill': sample.OtherPlugin$OtherStep in"
                + " OtherPlugin.jar and sample.StockPlugin$StockStep in stock.jar\n");
    }

    private static final String MIGRATION = """
            trellis.branch("stock").scripts("db/stock").migration(StockStep.class); }
            @dev.trellis.script.Migration(revision = "b0000000000b", downRevision = "a0000000000a", message = "count")
            public static final class StockStep implements dev.trellis.script.JavaMigration {
                @Override public void upgrade(dev.trellis.script.MigrationContext context) {
                    context.handle().execute("insert into stock values (7)");
                }
                @Override public void downgrade(dev.trellis.script.MigrationContext context) {
                    context.handle().execute("delete from stock");
                }
            """;

    @Test
    void a_revision_in_java_can_be_downgraded_only_with_its_jar() throws IOException {
        Path jar = plugin("stock", "StockPlugin", MIGRATION);
        assertEquals(Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());
        Path removed = Files.move(jar, folder.resolve("stock.jar"));
        for (List<String> command : List.of(List.of("downgrade", "stock@base"), List.of("upgrade", "heads"))) {
            CommandLineRun gone = CommandLineRun.of(folder, command.toArray(String[]::new));
            assertEquals(Main.EXIT_FAILED, gone.code(), gone.out() + gone.err());
            assertTrue(
                    gone.err()
                            .startsWith("error: unexplained_revision: revision b0000000000b is applied, but there is"
                                    + " no script for it; according to the history it came from branch 'stock' in stock.jar\n"
                                    + "  Restore the plugin or folder that contains it."),
                    gone.err());
        }
        Files.move(removed, jar);
        CommandLineRun down = CommandLineRun.of(folder, "downgrade", "stock@base");
        assertEquals(Main.EXIT_OK, down.code(), down.err());
    }

    /** A recompiled class is no change; another version in the annotation is. */
    @Test
    void a_revision_in_java_is_named_when_its_version_has_changed() throws IOException {
        plugin("stock", "StockPlugin", MIGRATION);
        assertEquals(Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());
        String history = CommandLineRun.of(folder, "history", "--applied", "-v").out();
        assertTrue(history.matches("(?s).*b0000000000b  applied .*checksum [0-9a-f]{64}, from stock.jar.*"), history);

        String changed = MIGRATION.replace("(7)", "(8)");
        plugin("stock", "StockPlugin", changed);
        assertEquals(Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());

        plugin("stock", "StockPlugin", changed.replace("message =", "version = \"2\", message ="));
        CommandLineRun named = CommandLineRun.of(folder, "upgrade", "heads");
        assertEquals(Main.EXIT_FAILED, named.code(), named.out());
        assertTrue(named.err().startsWith("error: changed_script: sample.StockPlugin$StockStep: "), named.err());
        assertTrue(named.err().contains("| - version 1\n  | + version 2\n"), named.err());
        CommandLineRun accepted = CommandLineRun.of(folder, "upgrade", "heads", "--accept-changed");
        assertEquals(Main.EXIT_OK, accepted.code(), accepted.err());
        assertEquals(Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());
    }

    @Test
    void a_branch_whose_jar_is_removed_is_downgraded_from_the_history() throws IOException {
        Path jar = plugin("stock", "StockPlugin");
        assertEquals(Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());
        Files.delete(jar);
        CommandLineRun down = CommandLineRun.of(folder, "downgrade", "stock@base");
        assertEquals(Main.EXIT_OK, down.code(), down.out() + down.err());
        assertEquals(Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());
    }

    @Test
    void a_java_step_whose_jar_is_removed_is_reported_before_anything_runs() throws IOException {
        String step = "trellis.branch(\"stock\").scripts(\"db/stock\"); trellis.step(\"empty\", StockStep.class); }"
                + " public static final class StockStep implements dev.trellis.script.JavaStep {"
                + " @Override public void run(dev.trellis.script.MigrationContext context) {}";
        script = script.replace("downgrade:\n", "downgrade:\n  - run: empty\n");
        Path jar = plugin("stock", "StockPlugin", step);
        assertEquals(Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());
        Files.delete(jar);
        CommandLineRun gone = CommandLineRun.of(folder, "downgrade", "stock@base");
        assertEquals(Main.EXIT_FAILED, gone.code(), gone.out() + gone.err());
        assertTrue(
                gone.err()
                        .contains(
                                "no plugin binds a Java step called 'empty'; revision a0000000000a belongs to branch"
                                        + " 'stock' in stock.jar\n  Restore the plugin that contains this step. Bind the step in a plugin:"),
                gone.err());
        assertFalse(gone.err().contains("down a0000000000a"), gone.err());
    }

    @Test
    void a_lint_rule_of_a_plugin_adds_its_findings() throws IOException {
        String rule = "trellis.branch(\"stock\").scripts(\"db/stock\"); trellis.lintRule(StockStep.class); }"
                + " public static final class StockStep implements dev.trellis.lint.LintRule {"
                + " @Override public String name() { return \"no_stock\"; }"
                + " @Override public String describe() { return \"A table holds stock.\"; }"
                + " @Override public java.util.List<dev.trellis.lint.Finding> check(dev.trellis.lint.OperationContext context) {"
                + " return java.util.List.of(context.finding(this, \"stock is kept\", \"Sell it.\", null)); }";
        plugin("stock", "StockPlugin", rule);
        CommandLineRun found = CommandLineRun.of(folder, "lint", "-r", "base:heads");
        assertEquals(Main.EXIT_FINDINGS, found.code(), found.out() + found.err());
        assertTrue(
                found.out().contains("stock.jar!/db/stock/a_begin.yaml:5:5: no_stock: stock is kept\n  Sell it.\n"),
                found.out());
        CommandLineRun sarif = CommandLineRun.of(folder, "lint", "-r", "base:heads", "--sarif");
        assertTrue(sarif.out().contains("\"A table holds stock.\""), sarif.out());
        assertTrue(sarif.out().contains("stock.jar!/db/stock/a_begin.yaml"), sarif.out());

        script = script.replace("message: begin", "lint: {ignore: {no_stock: it is ours}}");
        plugin("stock", "StockPlugin", rule);
        assertEquals(
                Main.EXIT_OK,
                CommandLineRun.of(folder, "lint", "-r", "base:heads").code());
    }

    /** Such a jar may be a library that a plugin uses. */
    @Test
    void a_jar_without_a_plugin_is_allowed() throws IOException {
        plugin("stock", "StockPlugin");
        try (OutputStream stream = Files.newOutputStream(folder.resolve("plugins/library.jar"));
                JarOutputStream jar = new JarOutputStream(stream)) {
            entry(jar, "readme.txt", "nothing".getBytes(StandardCharsets.UTF_8));
        }
        CommandLineRun run = CommandLineRun.of(folder, "heads");
        assertEquals(Main.EXIT_OK, run.code(), run.err());
    }

    private void refused(String message) {
        for (List<String> command : List.of(List.of("heads"), List.of("upgrade", "heads"))) {
            CommandLineRun run = CommandLineRun.of(folder, command.toArray(String[]::new));
            assertEquals(Main.EXIT_FAILED, run.code(), run.out() + run.err());
            assertTrue(run.err().startsWith(message), run.err());
            assertFalse(Files.exists(folder.resolve("app.db")), "the database was created");
        }
    }

    private Path plugin(String label, String className) throws IOException {
        return plugin(label, className, "trellis.branch(\"%1$s\").scripts(\"db/%1$s\");".formatted(label));
    }

    private static void compile(Path source) {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        String classes = Objects.requireNonNull(source.getParent()).toString();
        String path = System.getProperty("java.class.path") + File.pathSeparator + classes;
        assertEquals(0, compiler.run(null, null, null, "-d", classes, "-cp", path, "-proc:none", source.toString()));
    }

    /**
     * Compiles a plugin and writes its jar.
     *
     * @param body the statements of its {@code configure} method
     */
    private Path plugin(String label, String className, String body) throws IOException {
        Path classes = folder.resolve("classes");
        CommandLineRun.write(classes, className + ".java", """
                package sample;
                public final class %s extends dev.trellis.inject.TrellisPlugin {
                    @Override protected void configure(dev.trellis.inject.TrellisBinder trellis) {
                        %s
                    }
                }
                """.formatted(className, body));
        compile(classes.resolve(className + ".java"));
        String name = className.equals("StockPlugin") ? "stock.jar" : className + ".jar";
        Path jar = folder.resolve("plugins").resolve(name);
        jar(jar, "sample." + className, classes.resolve("sample/" + className + ".class"), script.formatted(label));
        return jar;
    }

    private static void jar(Path file, String plugin, @Nullable Path classFile, @Nullable String script)
            throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream stream = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(stream)) {
            entry(jar, SERVICE, plugin.getBytes(StandardCharsets.UTF_8));
            if (classFile != null) {
                String type = plugin.replace('.', '/');
                entry(jar, type + ".class", Files.readAllBytes(classFile));
                String step = type.replace("sample/", "").replace("Plugin", "Step");
                Path inner = classFile.resolveSibling(plugin.substring(7) + "$" + step + ".class");
                if (Files.exists(inner)) {
                    entry(jar, "sample/" + inner.getFileName(), Files.readAllBytes(inner));
                }
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
