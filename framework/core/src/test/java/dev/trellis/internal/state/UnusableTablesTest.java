package dev.trellis.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A version or history table that Trellis cannot use: it contains NULL, or it is a table or view of another program. A URL
 * with an option that the driver does not understand. Each is one clear error, and the database stays as it is.
 */
class UnusableTablesTest {
    private static final String SCRIPT =
            "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\ndowngrade:\n  - drop_table: t\n";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void null_in_the_version_table_is_named(Kind kind) {
        try (TestProject project = new TestProject(kind, folder)) {
            project.database()
                    .execute(
                            "create table trellis_version (version_num varchar(32))",
                            "insert into trellis_version values (null)");
            project.script("a1", "null", SCRIPT);
            for (TrellisException e : each(project)) {
                assertEquals("database_error", e.name());
                assertEquals(
                        "the version table 'trellis_version' has a row without a revision (NULL)",
                        e.problem().message());
                assertTrue(String.valueOf(e.problem().advice())
                        .contains("delete from trellis_version where version_num is null"));
            }
            project.database().execute("delete from trellis_version where version_num is null");
            assertEquals(List.of("a1"), project.upgrade().heads());
        }
    }

    /** The statement that creates the other program's table or view. */
    @TestFactory
    Stream<DynamicTest> a_table_or_view_of_another_program_is_named() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (String table : List.of("version", "history")) {
                for (String statement : List.of(
                        "create table trellis_" + table + " (release_name varchar(20))",
                        "create view trellis_" + table + " as select 1 as one")) {
                    tests.add(DynamicTest.dynamicTest(kind + ": " + statement, () -> foreign(kind, table, statement)));
                }
            }
        }
        return tests.stream();
    }

    private void foreign(Kind kind, String table, String statement) throws Exception {
        try (TestProject project = new TestProject(kind, folder.resolve("p" + System.nanoTime()))) {
            project.database().execute(statement);
            project.script("a1", "null", SCRIPT);
            List<TrellisException> errors = new ArrayList<>();
            errors.add(assertThrows(TrellisException.class, project::upgrade));
            try (Trellis trellis = project.trellis()) {
                errors.add(assertThrows(
                        TrellisException.class, table.equals("version") ? trellis::current : trellis::attempts));
            }
            for (TrellisException e : errors) {
                assertEquals("database_error", e.name(), e::toString);
                String message = e.problem().message();
                assertTrue(
                        message.startsWith("the table 'trellis_" + table + "' exists, and Trellis did not create it:"),
                        message);
                assertTrue(String.valueOf(e.problem().advice())
                        .contains("set '" + table + "_table' in the configuration to another name"));
            }
            assertEquals(
                    List.of(),
                    project.database()
                            .query(
                                    kind == Kind.SQLITE
                                            ? "select name from sqlite_master where name = 't'"
                                            : "select table_name from information_schema.tables where lower(table_name) = 't' and "
                                                    + (kind == Kind.H2 || kind == Kind.POSTGRESQL
                                                            ? "lower(table_schema) = 'public'"
                                                            : "table_schema = database()")));
            assertEquals(
                    List.of("a1"),
                    project.with(table + "_table: own_" + table + "\n")
                            .upgrade()
                            .heads());
        }
    }

    /** Returns the errors of an upgrade and of a query. */
    private static List<TrellisException> each(TestProject project) {
        TrellisException upgrade = assertThrows(TrellisException.class, project::upgrade);
        try (Trellis trellis = project.trellis()) {
            return List.of(upgrade, assertThrows(TrellisException.class, trellis::current));
        }
    }

    @TestFactory
    Stream<DynamicTest> an_option_of_the_url_that_the_driver_rejects_is_one_error() {
        return Stream.of(
                        new Option(Kind.SQLITE, "busy_timeout=abc"),
                        new Option(Kind.SQLITE, "open_mode=abc"),
                        new Option(Kind.POSTGRESQL, "connectTimeout=abc"),
                        new Option(Kind.POSTGRESQL, "prepareThreshold=abc"),
                        new Option(Kind.POSTGRESQL, "sslmode=abc"),
                        new Option(Kind.POSTGRESQL, "targetServerType=abc"),
                        new Option(Kind.MARIADB, "connectTimeout=abc"),
                        new Option(Kind.MARIADB, "sslMode=abc"),
                        new Option(Kind.MYSQL, "connectTimeout=abc"),
                        new Option(Kind.MYSQL, "sslMode=abc"),
                        new Option(Kind.H2, "LOCK_TIMEOUT=abc"),
                        new Option(Kind.H2, "NO_SUCH_OPTION=1"),
                        new Option(Kind.H2, "MODE=abc"))
                .map(option -> DynamicTest.dynamicTest(option.toString(), () -> rejected(option)));
    }

    private record Option(Kind kind, String text) {}

    private void rejected(Option option) {
        try (TestProject project = new TestProject(option.kind(), folder.resolve("p" + System.nanoTime()))) {
            String url = project.database().url();
            String separator = option.kind() == Kind.H2 ? ";" : url.contains("?") ? "&" : "?";
            project.script("a1", "null", SCRIPT);
            project.upgrade();
            try (Trellis trellis = project.trellis(url + separator + option.text())) {
                TrellisException e = assertThrows(TrellisException.class, trellis::current);
                assertEquals("cannot_connect", e.name(), e::toString);
                String value = option.text().replaceAll("=.*|.*=(?=abc)", "");
                assertTrue(e.problem().message().contains(value), e.problem().message());
                assertTrue(e.problem().advice() != null);
            }
        }
    }
}
