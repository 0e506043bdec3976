package dev.trellis.hibernate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.Trellis;
import dev.trellis.hibernate.mappings.deviations.Deviations;
import dev.trellis.hibernate.mappings.identities.Identities;
import dev.trellis.hibernate.mappings.jsonembeddables.JsonEmbeddables;
import dev.trellis.hibernate.mappings.namedenumerations.NamedEnumerations;
import dev.trellis.hibernate.mappings.softdeletes.SoftDeletes;
import dev.trellis.schema.Check;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.MappingException;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hibernate creates the tables of each kind of mapping, and {@code check} finds no difference from the same entities. Every
 * other change of such a schema is found.
 */
class HibernateCreatedSchemaTest {
    /** The mappings whose tables Hibernate cannot create in a database, with Hibernate's exception. */
    private static final Map<Class<?>, Map<Kind, Class<? extends Exception>>> NOT_CREATED = Map.of(
            JsonEmbeddables.class,
            Map.of(Kind.SQLITE, UnsupportedOperationException.class),
            SoftDeletes.class,
            Map.of(Kind.SQLITE, SchemaManagementException.class),
            NamedEnumerations.class,
            Map.of(
                    Kind.SQLITE, MappingException.class,
                    Kind.MARIADB, MappingException.class,
                    Kind.MYSQL, MappingException.class));

    /**
     * The differences that remain. On SQLite, Hibernate omits the type {@code integer} of an identity if the name of the
     * table contains the word; SQLite then stores NULL instead of a number.
     */
    private static final Map<Class<?>, Map<Kind, List<String>>> REPORTED =
            Map.of(Identities.class, Map.of(Kind.SQLITE, List.of("alter column by_identity_integer.id: type integer")));

    private static final String MODIFY = "alter table invoice modify column ";
    private static final String ALTER = "alter table invoice alter column ";

    /**
     * A change of the table {@code invoice} that Hibernate has created.
     *
     * @param mysql the SQL for MariaDB and MySQL
     * @param other the SQL for H2 and PostgreSQL
     * @param differences the differences that {@code check} has to report
     */
    private record Change(String name, String mysql, String other, List<String> differences) {
        Change(String name, String sql, String... differences) {
            this(name, sql, sql, List.of(differences));
        }
    }

    private static final List<Change> CHANGES = List.of(
            new Change(
                    "the check of the author is missing",
                    "alter table invoice drop constraint positive_total",
                    "create check constraint positive_total on invoice"),
            new Change(
                    "another check exists",
                    "alter table invoice add constraint only_open check (state in ('OPEN'))",
                    "drop check only_open of invoice"),
            new Change("a column is missing", "alter table invoice drop column note", "add column invoice.note"),
            new Change(
                    "another column exists",
                    "alter table invoice add column other integer",
                    "drop column invoice.other"),
            new Change(
                    "a column has another type",
                    MODIFY + "note varchar(99)",
                    ALTER + "note set data type varchar(99)",
                    List.of("alter column invoice.note: type string(20)")),
            new Change(
                    "a column without a generated value is required",
                    MODIFY + "note varchar(20) not null",
                    ALTER + "note set not null",
                    List.of("alter column invoice.note: nullable")),
            new Change(
                    "a required column is nullable",
                    MODIFY + "total integer null",
                    ALTER + "total drop not null",
                    List.of("alter column invoice.total: not null")),
            new Change(
                    "a generated timestamp is nullable, as in the model",
                    MODIFY + "created datetime(6) null",
                    ALTER + "created drop not null",
                    List.of()),
            new Change(
                    "another unique constraint exists",
                    "alter table invoice add constraint one_note unique (note)",
                    "drop unique one_note of invoice"),
            new Change(
                    "a unique index is missing",
                    "alter table invoice drop index by_letter",
                    "alter table invoice drop constraint by_letter",
                    List.of("create unique index by_letter on invoice")),
            new Change(
                    "a unique index has another name than its author gave it",
                    "alter table invoice rename index by_letter to by_other",
                    "alter table invoice rename constraint by_letter to by_other",
                    List.of("drop unique by_other of invoice", "create unique index by_letter on invoice")));

    @TempDir
    Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> check_of_a_schema_created_by_hibernate_is_clean_and_autogenerate_proposes_nothing() {
        return Stream.concat(MappedApplication.MAPPINGS.stream(), Stream.of(Deviations.class))
                .flatMap(mapping -> Stream.of(Kind.values())
                        .map(kind -> dynamicTest(
                                mapping.getSimpleName() + " " + lower(kind), () -> requireClean(mapping, kind))));
    }

    @TestFactory
    Stream<DynamicTest> check_reports_a_change_of_a_schema_created_by_hibernate() {
        return EnumSet.complementOf(EnumSet.of(Kind.SQLITE)).stream()
                .flatMap(kind -> CHANGES.stream()
                        .map(change -> dynamicTest(
                                lower(kind) + ": " + change.name(),
                                () -> requireReported(
                                        kind,
                                        change.differences(),
                                        (database, trellis) ->
                                                execute(database, isMysql(kind) ? change.mysql() : change.other())))));
    }

    /** The second check of the column, {@code prior in ('OPEN', 'PAID')}, is Hibernate's own. */
    @TestFactory
    Stream<DynamicTest> check_reports_a_missing_check_that_hibernate_has_joined_with_another_one() {
        return EnumSet.complementOf(EnumSet.of(Kind.SQLITE)).stream()
                .map(kind -> dynamicTest(
                        lower(kind),
                        () -> requireReported(
                                kind,
                                List.of("create check constraint ck_invoice_prior on invoice"),
                                (database, trellis) -> dropCheck(database, trellis, "prior"))));
    }

    /** An enumeration has got a value that Hibernate's check in the database does not permit. */
    @TestFactory
    Stream<DynamicTest> check_reports_a_check_of_hibernate_that_permits_other_values_than_the_enumeration() {
        return EnumSet.complementOf(EnumSet.of(Kind.SQLITE)).stream()
                .map(kind -> dynamicTest(
                        lower(kind),
                        () -> requireReported(kind, List.of("drop check own of invoice"), (database, trellis) -> {
                            dropCheck(database, trellis, "state");
                            execute(
                                    database,
                                    "alter table invoice add constraint own check (state in ('OPEN', 'PAID', 'LOST'))");
                        })));
    }

    @TestFactory
    Stream<DynamicTest> check_reports_a_primary_key_in_an_order_that_neither_model_nor_hibernate_has() {
        return EnumSet.complementOf(EnumSet.of(Kind.SQLITE)).stream()
                .map(kind -> dynamicTest(lower(kind), () -> {
                    String name = kind == Kind.POSTGRESQL ? "constraint invoice_pkey" : "primary key";
                    List<String> differences = reported(kind, (database, trellis) -> {
                        execute(database, "alter table invoice drop " + name);
                        execute(database, "alter table invoice add primary key (season, shop, number)");
                    });
                    assertEquals(2, differences.size(), differences::toString);
                    assertEquals("create primary key on invoice(shop, number, season)", differences.get(1));
                }));
    }

    private interface Mutation {
        void apply(TestDatabase database, Trellis trellis) throws SQLException;
    }

    private void requireClean(Class<?> mapping, Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind);
                Trellis trellis = MappedApplication.trellis(mapping, database, folder)) {
            Class<? extends Exception> rejection =
                    NOT_CREATED.getOrDefault(mapping, Map.of()).get(kind);
            if (rejection != null) {
                assertThrows(rejection, () -> MappedApplication.sessions(mapping, database, "create-only"));
                return;
            }
            MappedApplication.sessions(mapping, database, "create-only").close();
            trellis.stamp(List.of("heads"), false);
            List<String> reported = REPORTED.getOrDefault(mapping, Map.of()).getOrDefault(kind, List.of());
            assertEquals(reported, MappedApplication.differences(trellis));
            if (reported.isEmpty()) {
                assertNull(trellis.autogenerate(MappedApplication.request(mapping, "adopt the tables"), rename -> false)
                        .revision());
            }
        }
    }

    private void requireReported(Kind kind, List<String> expected, Mutation mutation) throws Exception {
        assertEquals(Set.copyOf(expected), Set.copyOf(reported(kind, mutation)));
    }

    private List<String> reported(Kind kind, Mutation mutation) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind);
                Trellis trellis = MappedApplication.trellis(Deviations.class, database, folder)) {
            MappedApplication.sessions(Deviations.class, database, "create-only")
                    .close();
            mutation.apply(database, trellis);
            trellis.stamp(List.of("heads"), false);
            return MappedApplication.differences(trellis);
        }
    }

    /** Drops the only check of a column. */
    private static void dropCheck(TestDatabase database, Trellis trellis, String column) throws SQLException {
        List<String> names = new ArrayList<>();
        for (Check check : trellis.inspect().require(TableName.of("invoice")).checks()) {
            if (check.sql().mentions(column)) {
                names.add(check.name());
            }
        }
        assertEquals(1, names.size(), names::toString);
        if (database.kind() == Kind.MARIADB) {
            execute(database, MODIFY + column + " varchar(12)");
        } else {
            String name = database.kind() == Kind.MYSQL ? "`" + names.get(0) + "`" : '"' + names.get(0) + '"';
            execute(database, "alter table invoice drop constraint " + name);
        }
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isMysql(Kind kind) {
        return kind == Kind.MARIADB || kind == Kind.MYSQL;
    }

    private static String lower(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
