package dev.trellis.hibernate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.SeedValues;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.hibernate.mappings.decimals.Decimals;
import dev.trellis.hibernate.mappings.jsonembeddables.JsonEmbeddables;
import dev.trellis.hibernate.mappings.largeobjects.LargeObjects;
import dev.trellis.hibernate.mappings.longidentities.LongIdentities;
import dev.trellis.hibernate.mappings.namedenumerations.NamedEnumerations;
import dev.trellis.hibernate.mappings.nationalizedlobs.NationalizedLobs;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.MappingException;
import org.hibernate.SessionFactory;
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

    @TempDir
    Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> hibernate_validates_inserts_and_reads_after_db_create() {
        return each((mapping, kind) -> {
            try (TestDatabase database = TestDatabase.open(kind);
                    Trellis trellis = MappedApplication.trellis(mapping, database, folder)) {
                trellis.createDatabase(existing -> false, SeedValues.NONE);
                requireRoundTrip(mapping, database);
                assertEquals(List.of(), MappedApplication.differences(trellis));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> hibernate_validates_inserts_and_reads_after_an_upgrade_with_a_generated_revision() {
        return each((mapping, kind) -> {
            try (TestDatabase database = TestDatabase.open(kind);
                    Trellis trellis = MappedApplication.trellis(mapping, database, folder)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
                trellis.autogenerate(MappedApplication.request(mapping, "create the tables"), rename -> false);
                trellis.reread();
                trellis.upgrade("heads", UpgradeOptions.NONE);
                requireRoundTrip(mapping, database);
                assertEquals(List.of(), MappedApplication.differences(trellis));
            }
        });
    }

    private interface Check {
        void run(Class<?> mapping, Kind kind) throws Exception;
    }

    private static Stream<DynamicTest> each(Check check) {
        return tests(MappedApplication.MAPPINGS, EnumSet.allOf(Kind.class), check);
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
                MappedApplication.sessions(mapping, database, "create-only").close();
                requireRoundTrip(mapping, database);
            });
        }
    }

    private static void requireRoundTrip(Class<?> mapping, TestDatabase database) throws ReflectiveOperationException {
        SampleEntities samples =
                new SampleEntities(MappedApplication.entities(mapping), database.kind() == Kind.SQLITE ? 3 : 6);
        try (SessionFactory sessions = MappedApplication.sessions(mapping, database, "validate")) {
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
}
