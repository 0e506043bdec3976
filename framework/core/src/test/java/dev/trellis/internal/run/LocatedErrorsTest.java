package dev.trellis.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** An operation that cannot be compiled for the database as it is fails with its place in the script. */
class LocatedErrorsTest {
    private static final String BEFORE =
            "upgrade:\n  - create_table: {name: t, columns: {id: integer, a: integer}, primary_key: [id]}\n"
                    + "  - create_table: {name: u, columns: {id: integer}, primary_key: [id]}\n";

    /** An error, and an operation that causes it on every database. */
    private record Case(String name, String operation) {}

    private static final List<Case> CASES = List.of(
            new Case("no_such_table", "alter_column: {table: nope, name: a, nullable: false}"),
            new Case("no_such_column", "alter_column: {table: t, name: nope, nullable: false}"));

    @TempDir
    Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> no_such_table_or_column_has_file_and_line() {
        return Stream.of(Kind.SQLITE, Kind.MARIADB, Kind.MYSQL)
                .flatMap(kind -> CASES.stream()
                        .map(each -> DynamicTest.dynamicTest(
                                kind + ": " + each.name(), () -> located(kind, each.name(), each.operation()))));
    }

    private void located(Kind kind, String error, String operation) {
        try (TestProject project = new TestProject(kind, folder.resolve(kind + error))) {
            project.script("a1", "null", BEFORE + "  - " + operation + "\n");
            TrellisException e = assertThrows(TrellisException.class, project::upgrade);
            assertTrue(e.name().equals(error) || e.name().equals("unsupported"), e.getMessage());
            assertEquals(
                    8,
                    e.problem().location() == null ? 0 : e.problem().location().line(),
                    e.getMessage());
        }
    }

    @Test
    void sqlite_refuses_a_table_rebuild_in_autocommit_and_leaves_no_temporary_table() {
        try (TestProject project = new TestProject(Kind.SQLITE, folder)) {
            project.script(
                    "a1",
                    "null",
                    BEFORE + "  - autocommit:\n      - alter_column: {table: t, name: a, nullable: false}\n");
            TrellisException e = assertThrows(TrellisException.class, project::upgrade);
            assertEquals("unsupported", e.name());
            assertTrue(e.toString().contains("a1.yaml:8:"), e.getMessage());
            assertTrue(e.toString().contains("Move the operation out of 'autocommit'"), e.getMessage());
            assertFalse(project.database().query("select name from sqlite_master").stream()
                    .anyMatch(name -> name.startsWith("trellis_new") || name.equals("t")));
        }
    }
}
