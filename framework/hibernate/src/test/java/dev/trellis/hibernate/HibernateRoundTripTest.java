package dev.trellis.hibernate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.RevisionRequest;
import dev.trellis.SeedValues;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.branch.Branch;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.hibernate.mappings.characterdiscriminators.CharacterDiscriminators;
import dev.trellis.hibernate.mappings.columndefinitions.ColumnDefinitions;
import dev.trellis.hibernate.mappings.decimals.Decimals;
import dev.trellis.hibernate.mappings.documents.Documents;
import dev.trellis.hibernate.mappings.embeddables.Embeddables;
import dev.trellis.hibernate.mappings.enumerations.Enumerations;
import dev.trellis.hibernate.mappings.generatedvalues.GeneratedValues;
import dev.trellis.hibernate.mappings.identities.Identities;
import dev.trellis.hibernate.mappings.inheritance.Inheritance;
import dev.trellis.hibernate.mappings.jsonembeddables.JsonEmbeddables;
import dev.trellis.hibernate.mappings.keys.Keys;
import dev.trellis.hibernate.mappings.largeobjects.LargeObjects;
import dev.trellis.hibernate.mappings.longidentities.LongIdentities;
import dev.trellis.hibernate.mappings.longvalues.LongValues;
import dev.trellis.hibernate.mappings.namedenumerations.NamedEnumerations;
import dev.trellis.hibernate.mappings.nationalizedlobs.NationalizedLobs;
import dev.trellis.hibernate.mappings.reported.Reported;
import dev.trellis.hibernate.mappings.sequences.Sequences;
import dev.trellis.hibernate.mappings.softdeletes.SoftDeletes;
import dev.trellis.hibernate.mappings.tablegenerators.TableGenerators;
import dev.trellis.hibernate.mappings.tenants.Tenants;
import dev.trellis.hibernate.mappings.times.Times;
import dev.trellis.hibernate.mappings.uuids.Uuids;
import dev.trellis.report.DiffReport;
import dev.trellis.report.UnmanagedDifference;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.MappingException;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.hibernate.exception.GenericJDBCException;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/**
 * Each kind of mapping on each database: Trellis creates the tables, Hibernate validates them, inserts a row with a value in
 * each column and reads it back, and {@code check} finds no difference.
 */
class HibernateRoundTripTest {
    private static final List<Class<?>> MAPPINGS = List.of(
            dev.trellis.hibernate.mappings.basictypes.BasicTypes.class,
            Decimals.class,
            LongValues.class,
            LargeObjects.class,
            NationalizedLobs.class,
            Documents.class,
            JsonEmbeddables.class,
            dev.trellis.hibernate.mappings.arrays.Arrays.class,
            Enumerations.class,
            NamedEnumerations.class,
            Times.class,
            Uuids.class,
            LongIdentities.class,
            Identities.class,
            TableGenerators.class,
            Sequences.class,
            Inheritance.class,
            CharacterDiscriminators.class,
            dev.trellis.hibernate.mappings.collections.Collections.class,
            dev.trellis.hibernate.mappings.associations.Associations.class,
            Keys.class,
            Embeddables.class,
            SoftDeletes.class,
            Tenants.class,
            GeneratedValues.class,
            ColumnDefinitions.class,
            Reported.class);

    private static final String NAMING = "hibernate.physical_naming_strategy";
    private static final String LOWER_CASE = PhysicalNamingStrategySnakeCaseImpl.class.getName();
    private static final Logger LOGGER = Logger.getLogger("org.hibernate");

    static {
        LOGGER.setLevel(Level.SEVERE);
    }

    /** The mappings whose tables equal the model in a schema that Hibernate has created. */
    private static final List<Class<?>> CREATED_BY_HIBERNATE = List.of(
            Keys.class,
            Documents.class,
            Decimals.class,
            LongValues.class,
            LargeObjects.class,
            dev.trellis.hibernate.mappings.arrays.Arrays.class,
            Times.class,
            Uuids.class,
            Identities.class,
            TableGenerators.class,
            Tenants.class);

    /** An error of Hibernate: its class and a part of its message. */
    private record Rejection(Class<? extends Throwable> type, String message) {
        void require(Executable executable) {
            Throwable error = assertThrowsExactly(type, executable);
            assertTrue(String.valueOf(error.getMessage()).contains(message), error::toString);
        }
    }

    private static final Rejection NO_NAMED_ENUMERATION = new Rejection(
            MappingException.class,
            "Unable to determine SQL type name for column 'size' of table 'shirt' because there is no type mapping for"
                    + " org.hibernate.type.SqlTypes code: 6001 (NAMED_ENUM)");

    /** The mappings for which Hibernate rejects even the tables that it has created itself, or cannot read them. */
    private static final Map<Class<?>, Map<Kind, Rejection>> REJECTED = Map.of(
            JsonEmbeddables.class,
            Map.of(
                    Kind.SQLITE,
                    new Rejection(
                            UnsupportedOperationException.class,
                            "Dialect does not support aggregateComponentAssignmentExpression")),
            LargeObjects.class,
            Map.of(
                    Kind.SQLITE,
                    new Rejection(GenericJDBCException.class, "Could not extract column [2] from JDBC ResultSet")),
            NationalizedLobs.class,
            Map.of(
                    Kind.MYSQL,
                    new Rejection(
                            SchemaManagementException.class,
                            "wrong column type encountered in column [text] in table [national]; found [longtext"
                                    + " (Types#LONGVARCHAR)], but expecting [longtext character set utf8mb4"
                                    + " (Types#NCLOB)]")),
            Decimals.class,
            Map.of(
                    Kind.SQLITE,
                    new Rejection(AssertionFailedError.class, "but was: <{count=999999999999, huge=987654321098765")),
            LongIdentities.class,
            Map.of(
                    Kind.SQLITE,
                    new Rejection(
                            SchemaManagementException.class,
                            "wrong column type encountered in column [id] in table [by_identity]; found [integer"
                                    + " (Types#INTEGER)], but expecting [bigint (Types#BIGINT)]")),
            NamedEnumerations.class,
            Map.of(
                    Kind.SQLITE,
                    NO_NAMED_ENUMERATION,
                    Kind.MARIADB,
                    NO_NAMED_ENUMERATION,
                    Kind.MYSQL,
                    NO_NAMED_ENUMERATION));

    /** The mappings with types that a model cannot contain: on H2, Hibernate creates a domain for a named enumeration. */
    private static final Map<Class<?>, Map<Kind, Rejection>> LIMITS = Map.of(
            NamedEnumerations.class,
            Map.of(
                    Kind.H2,
                    new Rejection(
                            SchemaManagementException.class,
                            "wrong column type encountered in column [size] in table [shirt]; found [enum"
                                    + " (Types#OTHER)], but expecting [size (Types#NAMED_ENUM)]")));

    /** The sequences of {@link Sequences}, which a model cannot contain. */
    private static final String SEQUENCES = """
            revision: aaaaaaaaaaaa
            down_revision: null
            branch_labels: [app]
            message: create the sequences
            db_create: true
            upgrade:
              - execute:
                  mysql: create table if not exists by_sequence_seq (next_val bigint)
                  sqlite: create table if not exists by_sequence_seq (next_val bigint)
                  default: create sequence by_sequence_seq start with 1 increment by 50
              - execute:
                  mysql: create table by_auto_seq (next_val bigint)
                  sqlite: create table by_auto_seq (next_val bigint)
                  default: create sequence by_auto_seq start with 1 increment by 50
              - execute:
                  mysql: create table some_numbers (next_val bigint)
                  sqlite: create table some_numbers (next_val bigint)
                  default: create sequence some_numbers start with 100 increment by 1
              - execute: {mysql: insert into by_sequence_seq values (1), sqlite: insert into by_sequence_seq values (1), default: ""}
              - execute: {mysql: insert into by_auto_seq values (1), sqlite: insert into by_auto_seq values (1), default: ""}
              - execute: {mysql: insert into some_numbers values (100), sqlite: insert into some_numbers values (100), default: ""}
            """;

    @TempDir
    Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> hibernate_validates_inserts_and_reads_after_db_create() {
        return each((mapping, kind) -> {
            try (TestDatabase database = TestDatabase.open(kind);
                    Trellis trellis = trellis(mapping, database)) {
                trellis.createDatabase(existing -> false, SeedValues.NONE);
                requireRoundTrip(mapping, database);
                assertEquals(List.of(), differences(trellis));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> hibernate_validates_inserts_and_reads_after_an_upgrade_with_a_generated_revision() {
        return each((mapping, kind) -> {
            try (TestDatabase database = TestDatabase.open(kind);
                    Trellis trellis = trellis(mapping, database)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
                boolean first = mapping != Sequences.class;
                RevisionRequest request = new RevisionRequest(
                        "create the tables",
                        first ? null : "app@head",
                        false,
                        first ? List.of("app") : List.of(),
                        List.of(),
                        null,
                        null,
                        "yaml",
                        dev.trellis.script.DraftBody.EMPTY);
                trellis.autogenerate(request, rename -> false);
                trellis.reread();
                trellis.upgrade("heads", UpgradeOptions.NONE);
                requireRoundTrip(mapping, database);
                assertEquals(List.of(), differences(trellis));
            }
        });
    }

    /** Without SQLite, where Hibernate creates neither foreign keys nor unique constraints. */
    @TestFactory
    Stream<DynamicTest> check_of_a_schema_created_by_hibernate_is_clean_although_its_constraints_have_other_names() {
        return tests(CREATED_BY_HIBERNATE, EnumSet.complementOf(EnumSet.of(Kind.SQLITE)), (mapping, kind) -> {
            try (TestDatabase database = TestDatabase.open(kind);
                    Trellis trellis = trellis(mapping, database)) {
                sessions(mapping, database, "create-only").close();
                trellis.stamp(List.of("heads"), false);
                assertEquals(List.of(), differences(trellis));
            }
        });
    }

    private interface Check {
        void run(Class<?> mapping, Kind kind) throws Exception;
    }

    private static Stream<DynamicTest> each(Check check) {
        return tests(MAPPINGS, EnumSet.allOf(Kind.class), check);
    }

    private static Stream<DynamicTest> tests(List<Class<?>> mappings, Set<Kind> kinds, Check check) {
        List<DynamicTest> tests = new ArrayList<>();
        Pattern wantedMappings = Pattern.compile(System.getProperty("trellis.mappings", ".*"));
        Pattern wantedKinds = Pattern.compile(System.getProperty("trellis.databases", ".*"), Pattern.CASE_INSENSITIVE);
        for (Class<?> mapping : mappings) {
            for (Kind kind : kinds) {
                if (!wantedMappings.matcher(mapping.getSimpleName()).matches()
                        || !wantedKinds.matcher(kind.name()).matches()) {
                    continue;
                }
                String name = mapping.getSimpleName() + " " + kind.name().toLowerCase(Locale.ROOT);
                Rejection rejection = REJECTED.getOrDefault(mapping, Map.of()).get(kind);
                Rejection limit = LIMITS.getOrDefault(mapping, Map.of()).get(kind);
                tests.add(dynamicTest(name, () -> {
                    if (rejection != null) {
                        requireRejection(rejection, mapping, kind);
                    } else if (limit != null) {
                        limit.require(() -> check.run(mapping, kind));
                    } else {
                        check.run(mapping, kind);
                    }
                }));
            }
        }
        return tests.stream();
    }

    private static void requireRejection(Rejection rejection, Class<?> mapping, Kind kind) {
        try (TestDatabase database = TestDatabase.open(kind)) {
            rejection.require(() -> {
                sessions(mapping, database, "create-only").close();
                requireRoundTrip(mapping, database);
            });
        }
    }

    private static List<Class<?>> entities(Class<?> mapping) {
        return Arrays.stream(mapping.getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(Entity.class))
                .sorted(java.util.Comparator.comparing(Class::getName))
                .<Class<?>>map(type -> type)
                .toList();
    }

    private Trellis trellis(Class<?> mapping, TestDatabase database) throws IOException {
        Path project = Files.createTempDirectory(folder, "project");
        Path scripts = Files.createDirectories(project.resolve("db"));
        if (mapping == Sequences.class) {
            Files.writeString(scripts.resolve("aaaaaaaaaaaa_create_the_sequences.yaml"), SEQUENCES);
        }
        Path file = project.resolve("trellis.yaml");
        Files.writeString(file, "database: {url: \"${URL}\", user: \"${USER:-}\", password: \"${PASSWORD:-}\"}\n");
        Map<String, String> arguments = new HashMap<>(Map.of("URL", database.url()));
        if (database.user() != null) {
            arguments.put("USER", database.user());
        }
        if (database.password() != null) {
            arguments.put("PASSWORD", database.password());
        }
        EntityModel model =
                EntityModel.of(entities(mapping).toArray(Class<?>[]::new)).setting(NAMING, LOWER_CASE);
        Branch branch = Branch.builder("app", "the test")
                .scripts(Branch.ScriptLocation.folder(scripts))
                .model(mapping == Sequences.class ? model.sequencesInScripts() : model)
                .build();
        return new Trellis(
                ConfigurationReader.read(file, null, arguments, name -> null),
                Extensions.builder().branch(branch).build(),
                Listener.NONE);
    }

    /**
     * Returns the differences that {@code check} reports, without those in tables that no branch owns. Hibernate keeps
     * identifiers in such tables.
     */
    private static List<String> differences(Trellis trellis) {
        List<String> differences = new ArrayList<>();
        for (DiffReport report : trellis.check(null)) {
            differences.addAll(report.operations());
            report.reported().stream()
                    .filter(line -> line.why() != UnmanagedDifference.Reason.UNKNOWN)
                    .map(DiffReport.Line::what)
                    .forEach(differences::add);
        }
        return differences;
    }

    private static void requireRoundTrip(Class<?> mapping, TestDatabase database) throws ReflectiveOperationException {
        SampleEntities samples = new SampleEntities(entities(mapping), database.kind() == Kind.SQLITE ? 3 : 6);
        try (SessionFactory sessions = sessions(mapping, database, "validate")) {
            sessions.inTransaction(session -> samples.all().forEach(session::persist));
            for (Object sample : samples.all()) {
                Object id = sessions.getPersistenceUnitUtil().getIdentifier(sample);
                Map<String, Object> expected = samples.attributes(sample);
                Map<String, Object> actual = sessions.fromTransaction(session -> {
                    try {
                        return samples.attributes(session.find(sample.getClass(), id));
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                });
                assertEquals(
                        expected.toString(),
                        actual.toString(),
                        sample.getClass().getName());
            }
        }
    }

    private static SessionFactory sessions(Class<?> mapping, TestDatabase database, String action) {
        StandardServiceRegistryBuilder settings = new StandardServiceRegistryBuilder()
                .applySetting("hibernate.connection.url", database.url())
                .applySetting("hibernate.hbm2ddl.auto", action)
                .applySetting("hibernate.hbm2ddl.halt_on_error", "true")
                .applySetting(NAMING, LOWER_CASE)
                .applySetting("hibernate.tenant_identifier_resolver", new OneTenant());
        if (database.user() != null) {
            settings.applySetting("hibernate.connection.username", database.user());
        }
        if (database.password() != null) {
            settings.applySetting("hibernate.connection.password", database.password());
        }
        StandardServiceRegistry registry = settings.build();
        try {
            MetadataSources sources = new MetadataSources(registry);
            entities(mapping).forEach(sources::addAnnotatedClass);
            return sources.buildMetadata().buildSessionFactory();
        } catch (RuntimeException e) {
            StandardServiceRegistryBuilder.destroy(registry);
            throw e;
        }
    }

    /** The tenant of every session. */
    private static final class OneTenant implements CurrentTenantIdentifierResolver<String> {
        @Override
        public String resolveCurrentTenantIdentifier() {
            return "first";
        }

        @Override
        public boolean validateExistingCurrentSessions() {
            return false;
        }
    }
}
