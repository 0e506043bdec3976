package dev.trellis.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.SqlStatement;
import dev.trellis.testbed.DatabaseShell;
import dev.trellis.testbed.DatabaseShell.Outcome;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Offline scripts with operations on tables that raw SQL has created or changed, so that no operation shows their definition. */
@SuppressWarnings("NullAway.Init")
class UnknownDefinitionTest {
    @TempDir
    Path folder;

    /** Operations that need no definition on any database. */
    private static final String PRINTABLE = """
              - add_column: {table: raw, name: b, type: string(20)}
              - add_column: {table: raw, name: c, type: integer, nullable: false, default: 1}
              - add_column: {table: raw, name: e, type: integer}
              - drop_column: {table: raw, name: e}
              - alter_column: {table: raw, name: b, rename: d}
              - create_index: {name: ix_raw_d, table: raw, columns: [d]}
              - create_index: {name: ix_raw_c, table: raw, columns: [c]}
              - drop_index: {name: ix_raw_c, table: raw}
              - bulk_insert: {table: raw, rows: [{id: 1, a: x, d: y}]}
              - create_table: {name: child, columns: {id: integer, raw_id: integer}, primary_key: [id], foreign_keys: [{name: fk_child, columns: [raw_id], references: "raw(id)"}]}
              - rename_table: {table: raw, to: raw2}
              - add_column: {table: raw2, name: f, type: integer}
            """;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void an_operation_on_a_table_created_by_raw_sql_is_printed_without_the_definition(Kind kind) throws Exception {
        String create = "upgrade:\n  - execute: create table raw (id integer not null primary key, a varchar(20))\n";
        assertOfflineEqualsOnline(kind, create, "upgrade:\n" + PRINTABLE.indent(0));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void an_object_that_raw_sql_adds_to_a_known_table_is_dropped_and_renamed_without_the_definition(Kind kind)
            throws Exception {
        assertOfflineEqualsOnline(
                kind,
                "upgrade:\n  - create_table: {name: t, columns: {id: integer, a: integer}, primary_key: [id]}\n"
                        + "  - execute: alter table t add column x integer\n  - execute: alter table t add column y integer\n"
                        + "  - execute: create index ix_raw on t (a)\n",
                "upgrade:\n  - drop_column: {table: t, name: x}\n"
                        + "  - alter_column: {table: t, name: y, rename: z}\n"
                        + "  - drop_index: {name: ix_raw, table: t}\n  - add_column: {table: t, name: b, type: integer}\n");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_table_that_raw_sql_drops_is_created_again(Kind kind) throws Exception {
        assertOfflineEqualsOnline(
                kind,
                "upgrade:\n  - create_table: {name: t, columns: {id: integer, a: integer}, primary_key: [id]}\n"
                        + "  - execute: drop table t\n",
                "upgrade:\n  - create_table: {name: t, columns: {id: integer, b: integer}, primary_key: [id]}\n"
                        + "  - alter_column: {table: t, name: b, type: bigint}\n");
    }

    /** SQLite would lose the index when it rebuilds the table; other databases do not rebuild tables. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SQLITE", "MARIADB", "MYSQL"})
    void what_needs_the_definition_is_refused_before_the_first_line(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script(
                    "a1",
                    "null",
                    "upgrade:\n  - execute: create table raw (id integer not null primary key, a varchar(20))\n");
            project.script(
                    "a2",
                    "a1",
                    "upgrade:\n  - alter_column: {table: raw, name: a, type: string(30), nullable: false}\n");
            assertRefused(project, "raw");
            project.script(
                    "a1",
                    "null",
                    "upgrade:\n  - create_table: {name: raw, columns: {id: integer, a: string(20)}}\n"
                            + "  - execute: alter table raw rename column a to a2\n"
                            + "  - execute: alter table raw rename column a2 to a\n");
            assertRefused(project, "raw");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_table_that_nothing_can_have_created_is_an_error_before_the_first_line(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script("a1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
            project.script("a2", "a1", "upgrade:\n  - add_column: {table: typo, name: a, type: integer}\n");
            assertRefused(project, "typo");
        }
    }

    private static void assertRefused(TestProject project, String table) {
        List<String> lines = new ArrayList<>();
        try (Trellis trellis = project.trellis()) {
            TrellisException e = assertThrows(TrellisException.class, () -> trellis.upgradeSql("heads", lines::add));
            assertTrue(e.problem().message().contains("'" + table + "'"), e::getMessage);
            assertNotNull(e.problem().location(), e::getMessage);
        }
        assertEquals(List.of(), lines);
    }

    private void assertOfflineEqualsOnline(Kind kind, String first, String second) throws Exception {
        try (TestProject online = new TestProject(kind, folder.resolve("online"));
                TestProject offline = new TestProject(kind, folder.resolve("offline"))) {
            for (TestProject project : List.of(online, offline)) {
                project.script("a1", "null", first);
                project.script("a2", "a1", second);
            }
            try (Trellis trellis = online.trellis()) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            List<String> lines = new ArrayList<>();
            try (Trellis trellis = offline.trellis()) {
                trellis.upgradeSql("heads", lines::add);
            }
            Outcome outcome = new DatabaseShell(
                            offline.database(),
                            text ->
                                    SqlSplitter.split(
                                                    text,
                                                    TestProject.dialect(kind).syntax(),
                                                    "script.sql",
                                                    1)
                                            .stream()
                                            .map(SqlStatement::text)
                                            .toList())
                    .run(String.join("\n", lines) + "\n");
            assertNull(outcome.failure(), () -> outcome.failure() + "\n" + String.join("\n", lines));
            assertEquals(online.content(), offline.content());
        }
    }
}
