package dev.trellis.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trellis.Trellis;
import dev.trellis.Trellis.UpgradeOptions;
import dev.trellis.error.Location;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.script.LocatedOperation;
import dev.trellis.testbed.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statements that are worked out before their turn are those that would have been worked out in it. */
class PrecompiledStatementsTest {
    /** As many as are read together, and more. */
    private static final int MANY = 40;

    @TempDir
    Path folder = Path.of("");

    /** Each kind of revision in turn: nothing asked, the catalogue asked, raw SQL and rows, something outside. */
    private static String body(int number) {
        String table = "t" + number;
        String create = "upgrade:\n  - create_table: {name: " + table
                + ", columns: {id: integer, n: string(20)}, primary_key: [id]}\n";
        return switch (number % 4) {
            case 0 -> create + "  - create_index: {table: " + table + ", columns: [n]}\n";
            case 1 ->
                create + "  - alter_column: {table: t" + (number - 1)
                        + ", name: n, type: string(50), nullable: true}\n";
            case 2 ->
                create + "  - bulk_insert: {table: " + table + ", rows: [{id: 1, n: one}]}\n"
                        + "  - execute: update " + table + " set n = 'two'\n"
                        + "  - add_column: {table: " + table + ", name: m, type: integer}\n";
            default -> create + "  - autocommit:\n      - create_index: {table: " + table + ", columns: [n]}\n";
        };
    }

    private static void scripts(TestProject site) {
        for (int i = 0; i < MANY; i++) {
            site.script("a" + (100 + i), i == 0 ? "null" : "a" + (99 + i), body(i));
        }
    }

    private static List<String> history(TestProject site) {
        return site.database().query("SELECT revision, outcome, checksum FROM trellis_history ORDER BY id");
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.Kind.class)
    void many_at_once_come_to_the_same_as_one_by_one(TestDatabase.Kind kind) throws Exception {
        try (TestProject together = new TestProject(kind, folder.resolve("together"));
                TestProject alone = new TestProject(kind, folder.resolve("alone"))) {
            scripts(together);
            scripts(alone);
            together.upgrade();
            try (Trellis trellis = alone.trellis()) {
                for (int i = 0; i < MANY; i++) {
                    trellis.upgrade("+1", UpgradeOptions.NONE);
                }
            }
            assertEquals(alone.content(), together.content());
            assertEquals(history(alone), history(together));
        }
    }

    @Test
    void the_one_that_fails_is_told_where_it_stands() {
        try (TestProject site = new TestProject(TestDatabase.Kind.SQLITE, folder)) {
            scripts(site);
            site.script("a900", "a" + (99 + MANY), "upgrade:\n  - drop_table: t0\n  - drop_table: t0\n");
            TrellisException failure = assertThrows(TrellisException.class, site::upgrade);
            assertEquals("statement_failed", failure.name());
            Location at = failure.problem().location();
            assertEquals(6, at == null ? 0 : at.line());
            assertEquals(List.of("1"), site.database().query("SELECT 1 FROM sqlite_master WHERE name = 't0'"));
        }
    }

    @Test
    void what_depends_on_the_database_is_left_for_its_turn() {
        PrecompiledStatements ahead = new PrecompiledStatements(TestProject.dialect(TestDatabase.Kind.SQLITE));
        TableName name = TableName.of("t");
        Column column = Column.of("a", ColumnType.of(Kind.INTEGER));
        List<LocatedOperation> clear = instructions(new CreateTable(Table.of(name, List.of(column))));
        List<LocatedOperation> asking = instructions(new DropColumn(name, "a"));
        List<LocatedOperation> parted =
                instructions(new Autocommit(List.of(new AddColumn(name, column.withName("b"), false))));
        for (List<LocatedOperation> each : List.of(clear, asking, parted)) {
            ahead.compile(each);
        }
        assertNotNull(ahead.of(clear));
        assertNull(ahead.of(asking));
        assertNull(ahead.of(parted));
    }

    private static List<LocatedOperation> instructions(Operation... operations) {
        return List.of(operations).stream()
                .map(operation -> new LocatedOperation(operation, Location.of("test")))
                .toList();
    }
}
