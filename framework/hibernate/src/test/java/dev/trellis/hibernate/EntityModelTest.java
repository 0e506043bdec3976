package dev.trellis.hibernate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.error.TrellisException;
import dev.trellis.hibernate.entities.base.Customer;
import dev.trellis.hibernate.entities.base.Region;
import dev.trellis.hibernate.entities.broken.Fine;
import dev.trellis.hibernate.entities.broken.NoKey;
import dev.trellis.hibernate.entities.check.Checked;
import dev.trellis.hibernate.entities.forgotten.Forgotten;
import dev.trellis.hibernate.entities.forgotten.Known;
import dev.trellis.hibernate.entities.options.Compressed;
import dev.trellis.hibernate.entities.plain.Plain;
import dev.trellis.hibernate.entities.sequence.Counted;
import dev.trellis.hibernate.entities.shop.Box;
import dev.trellis.hibernate.entities.shop.Shelf;
import dev.trellis.hibernate.entities.subclass.Wholesaler;
import dev.trellis.hibernate.entities.view.Viewed;
import dev.trellis.model.ModelSource;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntityModelTest {

    private static Schema read(ModelSource model) {
        return model.read(Naming.DEFAULT, name -> Optional.empty());
    }

    private static String error(ModelSource model) {
        return String.valueOf(
                assertThrows(TrellisException.class, () -> read(model)).getMessage());
    }

    private static Set<String> tables(Schema schema) {
        return schema.tables().keySet().stream()
                .map(TableName::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void contains_only_the_branchs_tables_and_may_reference_others() {
        Schema schema = read(EntityModel.of(Known.class, Forgotten.class));

        assertEquals(Set.of("known", "forgotten"), tables(schema));
        ForeignKey key = schema.require(TableName.of("known")).foreignKeys().get(0);
        assertEquals("fk_known_customer_id_customer", key.name());
        assertEquals("customer(id)", key.references());
    }

    @Test
    void an_unregistered_entity_is_named() {
        assertEquals("""
                unregistered_entity: dev.trellis.hibernate.entities.forgotten.Forgotten is an entity, and the model of \
                its package does not name it
                  Add Forgotten.class to EntityModel.of(...), or to referringTo(...) if another branch owns its table.""", error(EntityModel.of(Known.class)));
    }

    @Test
    void an_entity_of_the_same_package_can_belong_to_another_branch() {
        assertEquals(Set.of("known"), tables(read(EntityModel.of(Known.class).referringTo(Forgotten.class))));
    }

    @Test
    void finds_unregistered_entities_in_a_jar(@TempDir Path folder) throws Exception {
        Path jar = folder.resolve("model.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> type : List.of(Known.class, Forgotten.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                zip.putNextEntry(new ZipEntry(name));
                try (InputStream bytes =
                        Objects.requireNonNull(type.getClassLoader().getResourceAsStream(name))) {
                    bytes.transferTo(zip);
                }
            }
        }
        try (URLClassLoader loader = new JarFirst(jar.toUri().toURL())) {
            Class<?> known = loader.loadClass(Known.class.getName());

            assertTrue(error(EntityModel.of(known)).startsWith("unregistered_entity: " + Forgotten.class.getName()));
            assertEquals(Set.of("known", "forgotten"), tables(read(EntityModel.inPackagesOf(known))));
            assertEquals(
                    Set.of(jar),
                    EntityScanner.entitiesInPackagesOf(List.of(known)).stream()
                            .map(EntityModelTest::origin)
                            .collect(Collectors.toSet()));
        }
    }

    private static Path origin(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    /** Loads the classes of its jar from the jar, although the class path contains them, too. */
    private static final class JarFirst extends URLClassLoader {
        JarFirst(URL jar) {
            super(new URL[] {jar}, EntityModelTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.trellis.hibernate.entities.forgotten.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }

        @Override
        public @Nullable URL getResource(String name) {
            URL resource = findResource(name);
            return resource == null ? super.getResource(name) : resource;
        }
    }

    @Test
    void reads_a_persistence_unit() {
        assertEquals(Set.of("box", "shelf"), tables(read(EntityModel.ofUnit(Shelf.class, "shop"))));
        assertTrue(error(EntityModel.ofUnit(Shelf.class, "shap"))
                .startsWith("no_such_unit: there is no persistence unit 'shap' in"));
    }

    @Test
    void uses_the_applications_naming_strategy() {
        Schema schema = read(EntityModel.of(Shelf.class, Box.class)
                .setting("hibernate.physical_naming_strategy", PhysicalNamingStrategySnakeCaseImpl.class.getName()));

        assertEquals(
                List.of("id", "first_name"),
                schema.require(TableName.of("shelf")).columnNames());
    }

    @Test
    void an_older_hibernate_is_refused_with_the_required_version() {
        TrellisException e = assertThrows(TrellisException.class, () -> HibernateVersion.require("6.6.13.Final"));
        assertEquals(
                "bad_entity: entity classes cannot be read with Hibernate 6.6.13.Final: version 7 or later is required",
                e.problem().advice(null).toString());
        HibernateVersion.require("7.0.0.Final");
        HibernateVersion.require("10.1");
        HibernateVersion.require("[WORKING]");
    }

    @Test
    void names_the_class_whose_mapping_is_broken() {
        assertEquals(
                "bad_entity: " + NoKey.class.getName() + " cannot be mapped: Entity '" + NoKey.class.getName()
                        + "' has no identifier (every '@Entity' class must declare or inherit at least one '@Id' or"
                        + " '@EmbeddedId' property)\n  Correct the mapping of the class.",
                error(EntityModel.of(Fine.class, NoKey.class)));
        assertTrue(error(EntityModel.of(Plain.class)).startsWith("bad_entity: " + Plain.class.getName()));
        assertTrue(error(EntityModel.inPackagesOf(Plain.class)).startsWith("no_entities: "));
    }

    @Test
    void rejects_mappings_that_a_model_cannot_contain() {
        assertEquals(
                "unknown_generator: " + Counted.class.getName()
                        + ".id is generated by a sequence, which a model cannot contain\n"
                        + "  Use GenerationType.IDENTITY or UUID. Or create a sequence in a script and declare it:"
                        + " EntityModel.of(...).sequencesInScripts()",
                error(EntityModel.of(Counted.class)));
        assertEquals(
                Set.of("counted"), tables(read(EntityModel.of(Counted.class).sequencesInScripts())));
        assertTrue(error(EntityModel.of(Checked.class))
                .startsWith("unnamed_check: table 'checked': the check 'id > 0' has no name"));
        assertTrue(error(EntityModel.of(Viewed.class))
                .startsWith("unknown_view: " + Viewed.class.getName() + " is mapped to the view 'viewed'"));
        assertTrue(error(EntityModel.of(Compressed.class))
                .startsWith(
                        "unknown_options: column compressed.text: the options 'compression lz4' are not understood"));
    }

    @Test
    void rejects_a_subclass_in_the_table_of_another_branch() {
        assertEquals(
                "two_owners: " + Wholesaler.class.getName()
                        + " is mapped to the table 'customer', which belongs to " + Customer.class.getName()
                        + "\n  Map the entity to a table of its own that has the same key: @OneToOne @MapsId",
                error(EntityModel.of(Wholesaler.class).referringTo(Region.class)));
    }

    @Test
    void logs_nothing_and_restores_the_log_level() {
        Logger hibernate = Logger.getLogger("org.hibernate");
        List<String> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        hibernate.addHandler(handler);
        Level before = hibernate.getLevel();
        hibernate.setLevel(null);
        try {
            read(EntityModel.of(Shelf.class, Box.class));
            error(EntityModel.of(Fine.class, NoKey.class));
            assertNull(hibernate.getLevel());
        } finally {
            hibernate.removeHandler(handler);
            hibernate.setLevel(before);
        }
        assertEquals(List.of(), logged);
    }

    /** A plugin can name its entities in a JVM without Hibernate if no command reads the model. */
    @Test
    void loads_no_hibernate_class_before_the_model_is_read() throws Exception {
        URL[] locations = Stream.of(EntityModel.class, ModelSource.class, Nullable.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
        try (URLClassLoader isolated = new URLClassLoader(locations, ClassLoader.getPlatformClassLoader())) {
            Class<?> model = isolated.loadClass(EntityModel.class.getName());
            Object instance = model.getMethod("of", Class[].class).invoke(null, (Object) new Class<?>[] {String.class});

            assertEquals("java.lang.String", model.getMethod("display").invoke(instance));
            assertThrows(ClassNotFoundException.class, () -> isolated.loadClass("org.hibernate.boot.MetadataSources"));
        }
    }
}
