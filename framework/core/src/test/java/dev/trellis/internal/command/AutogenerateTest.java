package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.AutogenerateHook;
import dev.trellis.ExtensionPoint;
import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.MergeRequest;
import dev.trellis.RevisionRequest;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.UsageException;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.report.AutogenerateReport;
import dev.trellis.report.RevisionReport;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import dev.trellis.script.DraftBody;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests hooks, {@code post_write} commands, unsupported changes, and merge points with a body. */
class AutogenerateTest {
    @TempDir
    Path folder = Path.of("");

    /** Excludes scratch tables, adds an operation and a note, and discards drafts that mention "secret". */
    public static final class House implements AutogenerateHook {
        @Override
        public boolean includes(TableName table) {
            return !table.name().startsWith("scratch_");
        }

        @Override
        public DraftBody edit(String branch, DraftBody draft) {
            if (draft.upgrade().stream()
                    .anyMatch(operation -> operation.describe().contains("secret"))) {
                return DraftBody.EMPTY;
            }
            List<Operation> more = new ArrayList<>(draft.upgrade());
            more.add(new ExecuteSql(SqlText.of("select " + more.size())));
            return new DraftBody(more, draft.downgrade(), List.of("looked at by the house of " + branch));
        }
    }

    private static Extensions hooked() {
        return Extensions.builder()
                .loader(AutogenerateTest.class.getClassLoader())
                .add(ExtensionPoint.HOOK, House.class)
                .build();
    }

    @Test
    void a_hook_excludes_tables_and_changes_the_draft() throws IOException {
        try (TestProject site = new TestProject(Kind.SQLITE, folder)) {
            site.write(
                    "db/model.yaml",
                    "tables:\n  t: {columns: {id: integer}}\n  scratch_wanted: {columns: {id: integer}}\n");
            site.database().execute("create table scratch_found (id integer)", "create table other (id integer)");
            try (Trellis trellis = site.trellis(hooked(), Listener.NONE)) {
                AutogenerateReport draft =
                        trellis.autogenerate(RevisionRequest.of("begin", "app@head"), rename -> false);
                assertEquals(List.of("create table t"), draft.difference().operations());
                assertEquals(
                        List.of("other"),
                        draft.difference().reported().stream()
                                .map(line -> line.table())
                                .toList());
                String text = Files.readString(Path.of(written(draft).path()));
                assertFalse(text.contains("scratch_"), text);
                assertEquals(
                        List.of("  - execute: select 1"),
                        text.lines().filter(line -> line.contains("execute")).toList());
                assertEquals(
                        List.of("# looked at by the house of app"),
                        text.lines().filter(line -> line.startsWith("#")).toList());
            }
        }
    }

    /** MariaDB cannot convert a uuid to a timestamp. */
    @Test
    void an_unsupported_change_is_noted_in_the_draft_and_rejected_before_anything_runs() throws Exception {
        try (TestProject site = new TestProject(Kind.MARIADB, folder)) {
            site.database().execute("create table t (id int primary key, at uuid)", "create table u (id int)");
            site.write(
                    "db/model.yaml",
                    "tables:\n  t: {columns: {id: integer, at: timestamp}, primary_key: [id]}\n"
                            + "  u: {columns: {id: integer, more: integer}}\n");
            try (Trellis trellis = site.trellis()) {
                AutogenerateReport draft =
                        trellis.autogenerate(RevisionRequest.of("begin", "app@head"), rename -> false);
                String text = Files.readString(Path.of(written(draft).path()));
                assertTrue(text.contains("# cannot be run as it is: mariadb cannot alter column t.at: "), text);
                assertTrue(text.contains("it cannot convert uuid to timestamp"), text);
                assertTrue(text.contains("Drop the column and add it again"), text);
            }
            TrellisException e = assertThrows(TrellisException.class, site::upgrade);
            assertEquals("unsupported", e.name());
            assertEquals(
                    List.of("id"),
                    site.database()
                            .query("select column_name from information_schema.columns where table_schema ="
                                    + " database() and table_name = 'u'"));
        }
    }

    @Test
    void no_script_is_written_when_a_hook_empties_the_draft() throws IOException {
        try (TestProject site = new TestProject(Kind.SQLITE, folder)) {
            site.write("db/model.yaml", "tables:\n  secret: {columns: {id: integer}}\n");
            try (Trellis trellis = site.trellis(hooked(), Listener.NONE)) {
                assertNull(trellis.autogenerate(RevisionRequest.of("begin", "app@head"), rename -> false)
                        .revision());
            }
            try (var files = Files.list(folder.resolve("db"))) {
                assertEquals(
                        List.of("model.yaml"),
                        files.map(file -> file.getFileName().toString()).toList());
            }
        }
    }

    @Test
    void post_write_commands_run_in_order_and_may_change_the_script() throws IOException {
        try (TestProject site = new TestProject(Kind.SQLITE, folder)
                .with("""
                post_write:
                  - 'sed -i "s/^message: .*/message: tidied up/" {file}'
                  - cp {file} copy.txt
                """.replace("copy.txt", folder.resolve("copy.txt").toString()))) {
            site.write("db/model.yaml", "tables:\n  t: {columns: {id: integer}}\n");
            try (Trellis trellis = site.trellis()) {
                RevisionReport written =
                        written(trellis.autogenerate(RevisionRequest.of("begin", "app@head"), rename -> false));
                assertEquals("tidied up", written.message());
                assertEquals(Files.readString(Path.of(written.path())), Files.readString(folder.resolve("copy.txt")));
            }
        }
    }

    @Test
    void a_merge_point_contains_the_difference_and_depends_on_what_it_refers_to() throws IOException {
        try (TestProject site =
                new TestProject(Kind.SQLITE, folder).with("  vendor: {directory: vendor, protected: true}\n")) {
            site.write("vendor/model.yaml", "tables:\n  customer: {columns: {id: integer}, primary_key: [id]}\n");
            site.write("vendor/v1.yaml", """
                    revision: v1
                    down_revision: null
                    branch_labels: [vendor]
                    upgrade:
                      - create_table: {name: customer, columns: {id: integer}, primary_key: [id]}
                    downgrade:
                      - drop_table: customer
                    """);
            site.script("a1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
            site.script("a2", "a1", "upgrade:\n  - add_column: {table: t, name: mine, type: integer}\n");
            site.script("a3", "a1", "upgrade:\n  - add_column: {table: t, name: yours, type: integer}\n");
            site.write("db/model.yaml", """
                    tables:
                      t: {columns: {id: integer, mine: integer, yours: integer, both: integer}}
                      note:
                        columns: {id: integer, customer_id: integer}
                        primary_key: [id]
                        foreign_keys: [{columns: [customer_id], references: customer(id)}]
                    """);
            try (Trellis trellis = site.trellis()) {
                trellis.upgrade("a2", UpgradeOptions.NONE);
                UsageException behind = assertThrows(
                        UsageException.class,
                        () -> trellis.mergeAutogenerate(MergeRequest.of("heads"), rename -> false));
                assertEquals("target_not_up_to_date", behind.name());
            }
            site.upgrade();
            // Differences of the base schema do not belong into this merge point.
            site.database().execute("alter table customer add column tampered integer");
            try (Trellis trellis = site.trellis()) {
                List<RevisionReport> points = trellis.mergeAutogenerate(MergeRequest.of("heads"), rename -> false);
                assertEquals(1, points.size());
                assertEquals(List.of("a2", "a3"), points.get(0).downRevision());
                assertEquals(List.of("v1"), points.get(0).dependsOn());
                String text = Files.readString(Path.of(points.get(0).path()));
                assertEquals(
                        List.of("  - add_column: {table: t, name: both, type: integer}", "  - create_table:"),
                        text.substring(text.indexOf("upgrade:"), text.indexOf("downgrade:"))
                                .lines()
                                .filter(line -> line.startsWith("  - "))
                                .toList());
                assertFalse(text.contains("tampered"), text);
            }
            site.upgrade();
            try (Trellis trellis = site.trellis()) {
                assertFalse(trellis.check("app").get(0).isFinding(false));
            }
        }
    }

    private static RevisionReport written(AutogenerateReport draft) {
        return Objects.requireNonNull(draft.revision());
    }
}
