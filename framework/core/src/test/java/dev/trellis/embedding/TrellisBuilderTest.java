package dev.trellis.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.ExtensionPoint;
import dev.trellis.Trellis;
import dev.trellis.TrellisBuilder;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;
import dev.trellis.model.JavaModel;
import dev.trellis.report.BranchReport;
import dev.trellis.report.DiffReport;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.script.JavaMigration;
import dev.trellis.script.JavaStep;
import dev.trellis.script.Migration;
import dev.trellis.script.MigrationContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts that an application gives to the builder: scripts, models, plugins, steps and settings. */
class TrellisBuilderTest {
    private static final String CREATE = """
            revision: a1
            down_revision: null
            branch_labels: [shop]
            message: create items
            upgrade:
              - create_table: {name: shop_item, columns: {id: integer, name: string(20)}, primary_key: [id]}
            downgrade:
              - drop_table: shop_item
            """;

    private static final String FILL = """
            revision: b2
            down_revision: a1
            message: fill items
            upgrade:
              - run: shop.fill
            downgrade: []
            """;

    @TempDir
    Path folder;

    private TrellisBuilder builder() {
        return Trellis.builder().findPlugins(false).database("jdbc:sqlite:" + folder.resolve("shop.db"), null, null);
    }

    // ---- branches ----

    @Test
    void scripts_in_a_folder() throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("db"));
        Files.writeString(scripts.resolve("a1.yaml"), CREATE);
        try (Trellis trellis = builder().branch("shop", scripts.toString()).build()) {
            assertEquals(
                    List.of("a1"), trellis.upgrade("heads", UpgradeOptions.NONE).heads());
        }
    }

    @Test
    void a_folder_has_the_model_next_to_its_scripts() throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("db"));
        Files.writeString(scripts.resolve("a1.yaml"), CREATE);
        Files.writeString(
                scripts.resolve("model.yaml"),
                "tables: {shop_item: {columns: {id: integer, added: integer}, primary_key: [id]}}\n");
        try (Trellis trellis = builder().branch("shop", scripts.toString()).build()) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            assertEquals(
                    List.of("add column shop_item.added", "drop column shop_item.name"),
                    differences(trellis).stream().sorted().toList());
        }
    }

    @Test
    void branches_that_are_not_used_leave_no_trace() throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("db"));
        Files.writeString(scripts.resolve("a1.yaml"), CREATE);
        try (Trellis trellis = builder()
                .branch("shop", scripts.toString())
                .branch("broken", folder.resolve("broken").toString())
                .plugins(new OtherMigration())
                .onlyBranches(List.of("shop"))
                .build()) {
            assertEquals(
                    List.of("shop"),
                    trellis.plugins().stream().map(BranchReport::label).toList());
            assertEquals(
                    List.of("a1"), trellis.upgrade("heads", UpgradeOptions.NONE).heads());
        }
    }

    /** Contributes a branch with a Java migration. */
    static final class OtherMigration extends TrellisPlugin {
        @Override
        protected void configure(TrellisBinder trellis) {
            trellis.branch("other").migration(Unused.class);
        }
    }

    /** A migration of a branch that is not used. */
    @Migration(revision = "00000000ffff", branchLabels = "other", message = "unused", version = "1")
    static final class Unused implements JavaMigration {
        @Override
        public void upgrade(MigrationContext context) {
            throw new IllegalStateException("must not run");
        }
    }

    @Test
    void the_schema_of_the_scripts_equals_that_of_the_database() throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("db"));
        Files.writeString(scripts.resolve("a1.yaml"), CREATE);
        try (Trellis trellis = builder().branch("shop", scripts.toString()).build()) {
            Schema computed = trellis.schema("shop@head");
            assertTrue(Files.notExists(folder.resolve("shop.db")), "a database is not needed");
            assertEquals("sqlite", trellis.dialect().name());
            trellis.upgrade("heads", UpgradeOptions.NONE);
            assertEquals(
                    computed.withEach(trellis.dialect()::canonical).tables(),
                    trellis.inspect().tables());
        }
    }

    @Test
    void the_fingerprint_changes_with_a_script_and_with_a_setting() throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("db"));
        Files.writeString(scripts.resolve("a1.yaml"), CREATE);
        String first;
        try (Trellis trellis = builder().branch("shop", scripts.toString()).build()) {
            first = trellis.fingerprint();
            assertEquals(first, trellis.fingerprint());
            Files.writeString(scripts.resolve("a1.yaml"), CREATE.replace("string(20)", "string(30)"));
            trellis.reread();
            assertNotEquals(first, trellis.fingerprint());
        }
        Files.writeString(scripts.resolve("a1.yaml"), CREATE);
        try (Trellis trellis = builder()
                .branch("shop", scripts.toString())
                .versionTable("other_version")
                .build()) {
            assertNotEquals(first, trellis.fingerprint());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void scripts_on_the_class_path_in_a_jar_with_and_without_entries_for_folders(boolean hasFolders)
            throws IOException {
        try (URLClassLoader loader = loader(jar("shop.jar", hasFolders, Map.of("db/shop/a1.yaml", CREATE)));
                Trellis trellis = builder()
                        .classLoader(loader)
                        .branch("shop", "classpath:db/shop")
                        .build()) {
            assertEquals(
                    List.of("a1"), trellis.upgrade("heads", UpgradeOptions.NONE).heads());
        }
    }

    @Test
    void scripts_on_the_class_path_in_a_folder_with_their_model() throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("classes/db/shop"));
        Files.writeString(scripts.resolve("a1.yaml"), CREATE);
        Files.writeString(
                scripts.resolve("model.yaml"),
                "tables: {shop_item: {columns: {id: integer, name: string(20)}, primary_key: [id]}}\n");
        try (URLClassLoader loader = loader(folder.resolve("classes"));
                Trellis trellis = builder()
                        .classLoader(loader)
                        .branch("shop", "classpath:/db/shop/")
                        .build()) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            assertEquals(List.of(), differences(trellis));
        }
    }

    @Test
    void a_location_that_the_class_path_does_not_have_is_an_error() {
        TrellisException e = assertThrows(
                TrellisException.class,
                () -> builder().branch("shop", "classpath:db/shpo").build());
        assertEquals(
                "no_scripts: Trellis.builder(): branch 'shop' has no scripts: the class path has no folder 'db/shpo'",
                e.problem().toString().lines().findFirst().orElseThrow());
    }

    @Test
    void a_location_that_two_jars_have_is_an_error_that_names_both() throws IOException {
        try (URLClassLoader loader = loader(
                jar("one.jar", true, Map.of("db/shop/a1.yaml", CREATE)),
                jar("two.jar", true, Map.of("db/shop/b2.yaml", FILL)))) {
            TrellisException e = assertThrows(
                    TrellisException.class,
                    () -> builder()
                            .classLoader(loader)
                            .branch("shop", "classpath:db/shop")
                            .build());
            assertEquals("ambiguous_location", e.name());
            assertTrue(
                    e.problem().message().contains("one.jar and "), e.problem().message());
        }
    }

    // ---- models ----

    @Test
    void a_schema_as_the_model() throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("db"));
        Files.writeString(scripts.resolve("a1.yaml"), CREATE);
        Schema schema = JavaModel.tables(t -> t.table(
                        "shop_item",
                        item -> item.column("id", "integer")
                                .column("name", "string(20)")
                                .column("price", "integer")
                                .primaryKey("id")))
                .read(Naming.DEFAULT, name -> Optional.empty());
        try (Trellis trellis = builder()
                .branch("shop", branch -> branch.scripts(scripts.toString()).model(schema))
                .build()) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            assertEquals(List.of("add column shop_item.price"), differences(trellis));
        }
    }

    @Test
    void the_file_and_the_builder_together_declare_one_branch() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("db")).resolve("a1.yaml"), CREATE);
        Path file = Files.writeString(
                folder.resolve("trellis.yaml"), "branches: {shop: {directory: \"${DIR}\", table_prefix: shop_}}\n");
        try (Trellis trellis = builder()
                .configuration(file)
                .variable("DIR", "db")
                .branch("shop", branch -> branch.model(JavaModel.tables(t -> {})))
                .build()) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            BranchReport shop = trellis.plugins().get(0);
            assertEquals("shop", shop.label());
            assertEquals(1, differences(trellis).size());
        }
    }

    /** Gradle writes resources and classes to different folders. */
    @Test
    void a_plugin_whose_resources_are_in_another_folder_than_its_classes() throws Exception {
        String name = "dev/trellis/embedding/TrellisBuilderTest$SplitPlugin.class";
        Path classes = folder.resolve("build/classes/java/main");
        Path resources = folder.resolve("build/resources/main");
        Files.createDirectories(classes.resolve(name).getParent());
        try (InputStream code = getClass().getClassLoader().getResourceAsStream(name)) {
            Files.copy(code, classes.resolve(name));
        }
        Files.createDirectories(resources.resolve("db/split"));
        Files.writeString(resources.resolve("db/split/a1.yaml"), CREATE);
        Files.writeString(
                resources.resolve("db/split/model.yaml"),
                "tables: {shop_item: {columns: {id: integer, name: string(20)}, primary_key: [id]}}\n");
        URL[] urls = {classes.toUri().toURL(), resources.toUri().toURL()};
        try (URLClassLoader loader = new ChildFirstLoader(urls)) {
            TrellisPlugin plugin = (TrellisPlugin) loader.loadClass(SplitPlugin.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            try (Trellis trellis = builder().classLoader(loader).plugins(plugin).build()) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
                assertEquals(List.of(), differences(trellis));
            }
        }
    }

    /** A plugin that is compiled with the tests and loaded from another folder. */
    public static final class SplitPlugin extends TrellisPlugin {
        @Override
        protected void configure(TrellisBinder trellis) {
            trellis.branch("shop").scripts("db/split").model("db/split/model.yaml");
        }
    }

    /** Loads the plugin's class itself, although its parent has the class, too. */
    private static final class ChildFirstLoader extends URLClassLoader {
        ChildFirstLoader(URL... urls) {
            super(urls, TrellisBuilderTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null && name.endsWith("$SplitPlugin")
                        ? findClass(name)
                        : loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        }
    }

    // ---- plugins and steps ----

    @Test
    void plugins_that_another_class_loader_lists() throws IOException {
        Path jar = jar(
                "plugin.jar",
                true,
                Map.of("META-INF/services/dev.trellis.inject.TrellisPlugin", FillPlugin.class.getName() + "\n"));
        try (URLClassLoader loader = loader(jar);
                Trellis trellis =
                        Trellis.builder().classLoader(loader).findPlugins(true).build()) {
            assertTrue(
                    trellis.plugins().stream().anyMatch(plugin -> plugin.label().equals("fill")));
        }
    }

    @Test
    void plugins_of_the_folder_only() throws IOException {
        String service = "META-INF/services/dev.trellis.inject.TrellisPlugin";
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Files.move(
                jar("fill.jar", true, Map.of(service, FillPlugin.class.getName() + "\n")), plugins.resolve("fill.jar"));
        Path listed = jar("other.jar", true, Map.of(service, "dev.trellis.NoSuchPlugin\n"));
        Path file = Files.writeString(folder.resolve("plugins.yaml"), "plugins: {path: plugins}\n");
        try (URLClassLoader loader = loader(listed);
                Trellis trellis = Trellis.builder()
                        .classLoader(loader)
                        .findPlugins(false)
                        .configuration(file)
                        .build()) {
            assertEquals(
                    List.of("fill"),
                    trellis.plugins().stream().map(BranchReport::label).toList());
        }
    }

    /** A plugin that a class loader lists. */
    public static final class FillPlugin extends TrellisPlugin {
        @Override
        protected void configure(TrellisBinder trellis) {
            trellis.branch("fill").migration(Filling.class);
        }
    }

    /** A revision of that plugin. */
    @Migration(revision = "f1", branchLabels = "fill", message = "fill")
    static final class Filling implements JavaMigration {
        @Override
        public void upgrade(MigrationContext context) {
            context.handle().execute("create table filled (id integer primary key)");
        }
    }

    @Test
    void an_object_as_a_java_step() throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("db"));
        Files.writeString(scripts.resolve("a1.yaml"), CREATE);
        Files.writeString(scripts.resolve("b2.yaml"), FILL);
        Fill fill = new Fill(3);
        try (Trellis trellis = builder()
                .branch("shop", scripts.toString())
                .extension(ExtensionPoint.STEP, "shop.fill", fill)
                .build()) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            trellis.run(
                    "count",
                    context -> assertEquals(
                            3,
                            context.handle()
                                    .createQuery("select count(*) from shop_item")
                                    .mapTo(Integer.class)
                                    .one()));
        }
    }

    @Test
    void a_lambda_as_a_java_step() throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("db"));
        Files.writeString(scripts.resolve("a1.yaml"), CREATE);
        Files.writeString(scripts.resolve("b2.yaml"), FILL);
        boolean[] hasRun = new boolean[1];
        JavaStep step = context -> hasRun[0] = true;
        try (Trellis trellis = builder()
                .branch("shop", scripts.toString())
                .extension(ExtensionPoint.STEP, "shop.fill", step)
                .build()) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            assertTrue(hasRun[0]);
            assertEquals(
                    0, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
        }
    }

    /** A Java step that the application creates. */
    private record Fill(int rows) implements JavaStep {
        @Override
        public void run(MigrationContext context) {
            for (int i = 1; i <= rows; i++) {
                context.handle().execute("insert into shop_item (id) values (?)", i);
            }
        }
    }

    // ---- settings ----

    @Test
    void settings_by_methods() throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("db"));
        Files.writeString(scripts.resolve("a1.yaml"), CREATE);
        try (Trellis trellis = builder()
                .branch("shop", scripts.toString())
                .versionTable("shop_version")
                .historyTable("shop_history")
                .build()) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            trellis.run(
                    "count",
                    context -> assertEquals(
                            1,
                            context.handle()
                                    .createQuery(
                                            "select (select count(*) from shop_version) + 0 * (select count(*) from shop_history)")
                                    .mapTo(Integer.class)
                                    .one()));
        }
    }

    @Test
    void no_database_is_an_error_that_names_the_builder() {
        try (Trellis trellis = Trellis.builder().findPlugins(false).build()) {
            TrellisException e = assertThrows(TrellisException.class, trellis::current);
            assertTrue(
                    e.problem().toString().startsWith("missing_key: Trellis.builder(): "),
                    e.problem().toString());
        }
    }

    private static List<String> differences(Trellis trellis) {
        return trellis.check(null).stream()
                .map(DiffReport::operations)
                .flatMap(List::stream)
                .map(Object::toString)
                .toList();
    }

    private static URLClassLoader loader(Path... places) throws IOException {
        URL[] urls = new URL[places.length];
        for (int i = 0; i < places.length; i++) {
            urls[i] = places[i].toUri().toURL();
        }
        return new URLClassLoader(urls, TrellisBuilderTest.class.getClassLoader());
    }

    private Path jar(String name, boolean hasFolders, Map<String, String> entries) throws IOException {
        Path jar = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            out.write("Manifest-Version: 1.0\n".getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                String[] parts = entry.getKey().split("/");
                StringBuilder path = new StringBuilder();
                for (int i = 0; hasFolders && i < parts.length - 1; i++) {
                    path.append(parts[i]).append('/');
                    if (!path.toString().equals("META-INF/")) {
                        out.putNextEntry(new ZipEntry(path.toString()));
                    }
                }
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
