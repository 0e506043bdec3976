package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Extensions;
import dev.trellis.SquashRequest;
import dev.trellis.SquashRequest.Underived;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.NoteCollector;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.RunReport.AppliedStep;
import dev.trellis.report.SquashReport;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code squash} on a real database of each kind, and databases below, at and above the baseline. */
class SquashTest {
    private static final String EMPTY = "upgrade: []\ndowngrade: []\n";

    @TempDir
    Path folder = Path.of("");

    private static List<String> upgrade(TestProject project, String target) {
        try (Trellis trellis = project.trellis()) {
            return trellis.upgrade(target, UpgradeOptions.NONE).steps().stream()
                    .map(AppliedStep::revision)
                    .toList();
        }
    }

    private static SquashReport squash(TestProject project, SquashRequest request) {
        try (Trellis trellis = project.trellis()) {
            return trellis.squash(request);
        }
    }

    private static TrellisException refusal(TestProject project, SquashRequest request) {
        return assertThrows(TrellisException.class, () -> squash(project, request));
    }

    private List<String> files(String name) {
        try (Stream<Path> files = Files.walk(folder.resolve(name))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.resolve(name).relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(TestProject project) {
        project.script("a1", "null", """
                upgrade:
                  - create_table:
                      name: author
                      columns: {id: {type: bigint, identity: true}, name: string(40), born: date}
                      primary_key: [id]
                  - create_table:
                      name: book
                      columns:
                        id: bigint
                        author: bigint
                        title: {type: string(80), nullable: false, default: none}
                        state: "enum(book_state: draft, printed)"
                      primary_key: [id]
                      foreign_keys: [{columns: [author], references: author(id)}]
                      checks: [{name: title_given, sql: title <> 'x'}]
                  - create_index: {table: book, columns: [title]}
                downgrade:
                  - drop_table: book
                  - drop_table: author
                """);
        project.script("a2", "a1", """
                upgrade:
                  - add_column: {table: author, name: best, type: bigint}
                  - create_foreign_key: {table: author, columns: [best], references: book(id)}
                  - drop_column: {table: author, name: born}
                  - rename_table: {table: book, to: publication}
                  - create_view: {name: printed, sql: "select id, title from publication"}
                downgrade: []
                """);
        project.script("a3", "a2", """
                upgrade:
                  - alter_column: {table: author, name: name, type: string(60), nullable: false, rename: full_name}
                  - create_table: {name: gone, columns: {id: integer}, primary_key: [id]}
                  - drop_table: gone
                  - create_unique_constraint: {table: author, columns: [full_name]}
                downgrade: []
                """);
        project.script("a4", "a3", """
                upgrade:
                  - add_column: {table: publication, name: pages, type: integer}
                  - drop_constraint: {table: author, name: uq_author_full_name, type: unique}
                downgrade:
                  - create_unique_constraint: {table: author, columns: [full_name]}
                  - drop_column: {table: publication, name: pages}
                """);
        project.script("a5", "a4", """
                upgrade:
                  - create_index: {table: publication, columns: [pages]}
                downgrade:
                  - drop_index: {table: publication, name: ix_publication_pages}
                """);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void databases_at_or_above_the_baseline_continue_and_others_are_refused(Kind kind) throws Exception {
        try (TestProject newest = new TestProject(kind, folder);
                TestProject atBaseline = new TestProject(TestDatabase.open(kind), folder);
                TestProject below = new TestProject(TestDatabase.open(kind), folder);
                TestProject fresh = new TestProject(TestDatabase.open(kind), folder)) {
            write(newest);
            upgrade(newest, "heads");
            upgrade(atBaseline, "a3");
            upgrade(below, "a2");
            String content = newest.content();
            String contentBelow = below.content();

            SquashReport report =
                    squash(newest, SquashRequest.of("app@a3").withRelease("2.4").withArchive(folder.resolve("old")));
            assertEquals(List.of(), report.differences());
            assertEquals(List.of("a1", "a2", "a3"), report.replaced());
            assertEquals(List.of("a3_baseline_of_app.yaml", "a4.yaml", "a5.yaml"), files("db"));
            assertEquals(List.of("a1.yaml", "a2.yaml", "a3.yaml"), files("old"));
            assertFalse(report.text().contains("gone"), report.text());

            assertEquals(List.of(), upgrade(newest, "heads"));
            assertEquals(content, newest.content());
            assertEquals(List.of("a4", "a5"), upgrade(atBaseline, "heads"));
            assertEquals(content, atBaseline.content());
            assertEquals(List.of("a3", "a4", "a5"), upgrade(fresh, "heads"));
            assertEquals(content, fresh.content());

            TrellisException refused = assertThrows(TrellisException.class, () -> upgrade(below, "heads"));
            assertEquals("below_baseline", refused.name());
            assertTrue(String.valueOf(refused.problem().advice()).contains("with release 2.4"), refused.toString());
            assertEquals(contentBelow, below.content());
            try (Trellis trellis = below.trellis()) {
                assertEquals(
                        "below_baseline",
                        assertThrows(TrellisException.class, trellis::current).name());
                assertEquals(
                        "below_baseline",
                        assertThrows(TrellisException.class, () -> trellis.downgrade("base", others -> true))
                                .name());
            }
            assertEquals(contentBelow, below.content());

            try (Trellis trellis = fresh.trellis()) {
                assertEquals(List.of(), trellis.verify().findings());
                assertEquals(
                        "irreversible",
                        assertThrows(TrellisException.class, () -> trellis.downgrade("-3", others -> true))
                                .name());
                trellis.downgrade("app@base", others -> true);
            }
            assertEquals(List.of("a3", "a4", "a5"), upgrade(fresh, "heads"));
            assertEquals(content, fresh.content());
        }
    }

    @Test
    void the_offline_script_of_the_baseline_is_the_upgrade_from_nothing() {
        try (TestProject project = new TestProject(Kind.SQLITE, folder)) {
            write(project);
            squash(project, SquashRequest.of("a3"));
            try (Trellis trellis = project.trellis()) {
                StringBuilder all = new StringBuilder();
                trellis.upgradeSql("heads", all::append);
                assertTrue(all.toString().contains("CREATE TABLE author"), all.toString());
                StringBuilder rest = new StringBuilder();
                trellis.upgradeSql("a3:heads", rest::append);
                assertFalse(rest.toString().contains("CREATE TABLE author"), rest.toString());
                assertEquals(
                        "replaced_revision",
                        assertThrows(TrellisException.class, () -> trellis.upgradeSql("a2:heads", rest::append))
                                .name());
            }
        }
    }

    private static TestProject twoBranches(TestDatabase database, Path folder) {
        TestProject project = new TestProject(database, folder)
                .with("  retail: {directory: retail, protected: true, maintain: true}\n");
        project.write("retail/r1.yaml", """
                revision: r1
                down_revision: null
                branch_labels: [retail]
                upgrade:
                  - create_table: {name: store, columns: {id: bigint}, primary_key: [id]}
                downgrade: [{drop_table: store}]
                """);
        project.write("retail/r2.yaml", """
                revision: r2
                down_revision: r1
                upgrade:
                  - create_table: {name: customer, columns: {id: bigint}, primary_key: [id]}
                downgrade: [{drop_table: customer}]
                """);
        project.write("retail/r3.yaml", """
                revision: r3
                down_revision: r2
                upgrade:
                  - add_column: {table: customer, name: name, type: string(40)}
                downgrade: [{drop_column: {table: customer, name: name}}]
                """);
        project.script("a1", "null", """
                depends_on: [retail]
                upgrade:
                  - create_table: {name: visit, columns: {id: bigint}, primary_key: [id]}
                downgrade: [{drop_table: visit}]
                """);
        project.script("a2", "a1", """
                depends_on: [r2]
                upgrade:
                  - add_column: {table: visit, name: customer, type: bigint}
                  - create_foreign_key: {table: visit, columns: [customer], references: customer(id)}
                downgrade: [{drop_column: {table: visit, name: customer}}]
                """);
        return project;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void other_branches_may_depend_on_replaced_revisions(Kind kind) throws Exception {
        try (TestProject complete = twoBranches(TestDatabase.open(kind), folder);
                TestProject partial = twoBranches(TestDatabase.open(kind), folder);
                TestProject fresh = twoBranches(TestDatabase.open(kind), folder)) {
            upgrade(complete, "heads");
            upgrade(partial, "a2");
            String content = complete.content();
            String contentPartial = partial.content();
            assertEquals(List.of("a2"), partial.database().query("select version_num from trellis_version"));

            assertEquals(
                    "below_baseline",
                    refusal(partial, SquashRequest.of("retail@r3")).name());
            SquashReport ofBase = squash(complete, SquashRequest.of("retail@r3"));
            assertEquals(List.of(), ofBase.differences());
            assertEquals(2, ofBase.notes().size(), ofBase.notes().toString());
            SquashReport ofApp = squash(complete, SquashRequest.of("app@head"));
            assertEquals(List.of(), ofApp.differences());
            assertTrue(ofApp.text().contains("depends_on: [retail, r2]"), ofApp.text());

            assertEquals(List.of(), upgrade(complete, "heads"));
            assertEquals(content, complete.content());
            assertEquals(
                    "below_baseline",
                    assertThrows(TrellisException.class, () -> upgrade(partial, "heads"))
                            .name());
            assertEquals(contentPartial, partial.content());
            assertEquals(List.of("r3", "a2"), upgrade(fresh, "heads"));
            assertEquals(content, fresh.content());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void operations_that_cannot_be_derived_are_kept_or_left_out(Kind kind) throws Exception {
        try (TestProject old = new TestProject(kind, folder);
                TestProject fresh = new TestProject(TestDatabase.open(kind), folder)) {
            String table = """
                    upgrade:
                      - create_table: {name: role, columns: {id: integer, name: string(20)}, primary_key: [id]}
                    downgrade: [{drop_table: role}]
                    """;
            old.script("a1", "null", table);
            old.script("a2", "a1", """
                    db_create: true
                    upgrade:
                      - bulk_insert: {table: role, rows: [{id: 1, name: guest}, {id: 2, name: clerk}]}
                      - autocommit: [{execute: insert into role (id) values (3)}]
                    downgrade: []
                    """);
            old.script("a3", "a2", """
                    db_create: false
                    upgrade: [{execute: delete from role where id > 7}]
                    downgrade: []
                    """);
            old.script("a4", "a3", """
                    upgrade: [{execute: "update role set name = 'visitor' where id = 1"}]
                    downgrade: []
                    """);
            upgrade(old, "heads");
            TrellisException undecided = refusal(old, SquashRequest.of("a4"));
            assertEquals("needs_consent", undecided.name());
            assertTrue(undecided.problem().message().contains("a4.yaml:"), undecided.toString());
            assertFalse(undecided.problem().message().contains("a3.yaml"), undecided.toString());

            SquashReport report = squash(old, SquashRequest.of("a4").with(Underived.KEEP));
            assertEquals(List.of(), report.differences());
            assertEquals(3, report.kept().size());
            assertEquals(1, report.omitted().size());
            assertTrue(report.text().contains("db_create: true"), report.text());
            assertEquals(List.of(), upgrade(old, "heads"));
            assertEquals(List.of("a4"), upgrade(fresh, "heads"));
            assertEquals(old.content(), fresh.content());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_difference_changes_no_file(Kind kind) {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script("a1", "null", """
                    upgrade:
                      - create_table: {name: t, columns: {id: integer, n: integer}, primary_key: [id]}
                      - execute: create index by_n on t (n)
                    downgrade: [{drop_table: t}]
                    """);
            project.script("a2", "a1", """
                    upgrade: [{add_column: {table: t, name: m, type: integer}}]
                    downgrade: [{drop_column: {table: t, name: m}}]
                    """);
            List<String> before = files("db");
            SquashReport report = squash(project, SquashRequest.of("a2").with(Underived.OMIT));
            assertEquals(List.of("at a2: index of t by_n is missing"), report.differences());
            assertEquals(before, files("db"));

            SquashReport kept = squash(project, SquashRequest.of("a2").with(Underived.KEEP));
            assertEquals(List.of(), kept.differences());
            assertFalse(kept.text().contains("downgrade:"), kept.text());
        }
    }

    @Test
    void a_baseline_is_squashed_again_and_names_both_releases() {
        try (TestProject project = new TestProject(Kind.SQLITE, folder);
                TestProject below = new TestProject(TestDatabase.open(Kind.SQLITE), folder)) {
            write(project);
            upgrade(below, "a1");
            squash(project, SquashRequest.of("a2").withRelease("1"));
            SquashReport report = squash(project, SquashRequest.of("a4").withRelease("2"));
            assertEquals(List.of("a2", "a3", "a4"), report.replaced());
            TrellisException refused = assertThrows(TrellisException.class, () -> upgrade(below, "heads"));
            assertTrue(
                    String.valueOf(refused.problem().advice()).contains("with release 1, then with release 2"),
                    refused.toString());
        }
    }

    @Test
    void a_range_without_a_place_in_the_graph_is_refused() {
        try (TestProject project = twoBranches(TestDatabase.open(Kind.SQLITE), folder)) {
            project.script("a3", "a1", EMPTY);
            assertRefused(project, "app@a2", "cannot_squash", "a3 begins at a1");
            assertRefused(project, "a1", "cannot_squash", "a1 has no ancestor");
            assertRefused(project, "retail@a2", "not_in_branch", "branch 'retail'");
            assertRefused(project, "app@base", "no_such_revision", "");
            project.script("a4", "[a2, a3]", EMPTY);
            assertEquals(List.of(), squash(project, SquashRequest.of("app@a4")).differences());

            project.write("retail/r4.yaml", "revision: r4\ndown_revision: r3\ndepends_on: [a4]\n" + EMPTY);
            project.write("retail/r5.yaml", "revision: r5\ndown_revision: r4\n" + EMPTY);
            project.script("a5", "a4", "depends_on: [r5]\n" + EMPTY);
            assertRefused(project, "app@a5", "cannot_squash", "r4 of branch 'retail' runs between");
            project.with("  retail: {directory: retail, protected: true}\n");
            assertRefused(project, "retail@r3", "protected_branch", "");
        }
    }

    private static void assertRefused(TestProject project, String revision, String name, String part) {
        TrellisException refused = refusal(project, SquashRequest.of(revision));
        assertEquals(name, refused.name(), refused.toString());
        assertTrue(refused.problem().message().contains(part), refused.toString());
    }

    @Test
    void an_archive_that_a_branch_reads_is_refused() {
        try (TestProject project = new TestProject(Kind.SQLITE, folder)) {
            write(project);
            TrellisException refused = refusal(project, SquashRequest.of("a3").withArchive(folder.resolve("db/old")));
            assertEquals("cannot_squash", refused.name());
            project.write("old/a2.yaml", "mine");
            assertEquals(
                    "file_exists",
                    refusal(project, SquashRequest.of("a3").withArchive(folder.resolve("old")))
                            .name());
            assertEquals(5, files("db").size());
        }
    }

    @Test
    void an_archive_that_cannot_be_written_is_refused_before_a_database_is_built() {
        try (TestProject project = new TestProject(Kind.SQLITE, folder)) {
            write(project);
            Path file = project.write("old", "mine");
            for (Path archive : List.of(file, file.resolve("below"))) {
                NoteCollector collector = new NoteCollector();
                SquashRequest request = SquashRequest.of("a3").withArchive(archive);
                try (Trellis trellis = project.trellis(Extensions.NONE, collector)) {
                    TrellisException refused = assertThrows(TrellisException.class, () -> trellis.squash(request));
                    assertEquals("cannot_write", refused.name());
                    assertTrue(
                            refused.problem().message().endsWith(": it is a file, not a folder"), refused.toString());
                }
                assertEquals(List.of(), collector.notes());
            }
            assertEquals(5, files("db").size());
        }
    }

    @Test
    void a_copied_section_keeps_its_databases() {
        try (TestProject project = new TestProject(Kind.SQLITE, folder)) {
            project.script("a1", "null", """
                    upgrade: [{create_table: {name: t, columns: {id: integer}, primary_key: [id]}}]
                    downgrade: [{drop_table: t}]
                    """);
            project.write("db/a2.sql", """
                    -- revision: a2
                    -- down_revision: a1
                    --
                    -- upgrade
                    insert into t values (1);
                    -- upgrade postgresql
                    insert into t values (2);
                    """);
            SquashReport report = squash(project, SquashRequest.of("a2").with(Underived.KEEP));
            assertEquals(List.of(), report.differences());
            assertTrue(report.text().contains("postgresql: insert into t values (2)"), report.text());
            assertTrue(report.text().contains("sqlite: insert into t values (1)"), report.text());
            assertFalse(report.text().contains("default: insert"), report.text());
            assertEquals(List.of("a2"), upgrade(project, "heads"));
            assertEquals(List.of("1"), project.database().query("select id from t"));
        }
    }

    @Test
    void a_revision_that_was_interrupted_is_not_resumed_with_the_baseline() throws Exception {
        try (TestProject interrupted = new TestProject(Kind.MARIADB, folder);
                TestProject other = new TestProject(TestDatabase.open(Kind.MARIADB), folder)) {
            String table = """
                    upgrade:
                      - create_table: {name: %s, columns: {id: integer}, primary_key: [id]}
                    """;
            interrupted.script("a1", "null", table.formatted("t") + "downgrade: []\n");
            interrupted.script(
                    "a2", "a1", table.formatted("u") + "  - execute: insert into nowhere values (1)\ndowngrade: []\n");
            assertThrows(TrellisException.class, () -> upgrade(interrupted, "heads"));
            String content = interrupted.content();
            other.script("a2", "a1", table.formatted("u") + "downgrade: []\n");
            assertEquals(List.of(), squash(other, SquashRequest.of("a2")).differences());

            assertEquals(
                    "below_baseline",
                    assertThrows(TrellisException.class, () -> upgrade(interrupted, "heads"))
                            .name());
            try (Trellis trellis = interrupted.trellis()) {
                TrellisException refused = assertThrows(TrellisException.class, () -> trellis.resume(true));
                assertEquals("unexplained_revision", refused.name(), refused.toString());
            }
            assertEquals(content, interrupted.content());
        }
    }

    /** The baseline of a branch with SQL scripts only is the sequence of their statements. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void sql_scripts_are_joined(Kind kind) {
        try (TestProject project = new TestProject(kind, folder)) {
            project.write("db/a1.sql", """
                    -- revision: a1
                    -- branch_labels: [app]
                    --
                    -- upgrade
                    create table t (id integer not null primary key);
                    """);
            project.write("db/a2.sql", """
                    -- revision: a2
                    -- down_revision: a1
                    --
                    -- upgrade
                    alter table t add n integer;
                    insert into t (id, n) values (1, 2);
                    """);
            upgrade(project, "heads");
            SquashReport report = squash(project, SquashRequest.of("a2").with(Underived.KEEP));
            assertEquals(List.of(), report.differences());
            assertEquals(3, report.kept().size());
            assertEquals(List.of(), upgrade(project, "heads"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_copied_operation_that_does_not_run_is_a_difference(Kind kind) {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script("a1", "null", """
                    upgrade:
                      - create_table: {name: t, columns: {id: integer, old: integer}, primary_key: [id]}
                      - execute: update t set old = 1
                    downgrade: [{drop_table: t}]
                    """);
            project.script("a2", "a1", """
                    upgrade: [{drop_column: {table: t, name: old}}]
                    downgrade: [{add_column: {table: t, name: old, type: integer}}]
                    """);
            List<String> before = files("db");
            SquashReport kept = squash(project, SquashRequest.of("a2").with(Underived.KEEP));
            assertTrue(
                    kept.differences().get(0).startsWith("statement_failed: "),
                    kept.differences().toString());
            assertEquals(before, files("db"));
            assertEquals(
                    List.of(),
                    squash(project, SquashRequest.of("a2").with(Underived.OMIT)).differences());
        }
    }

    @Test
    void a_failure_puts_all_files_back() {
        try (TestProject project = new TestProject(Kind.SQLITE, folder)) {
            write(project);
            List<String> before = files("db");
            project.with("post_write: [\"test ! -f {file}\"]\n");
            assertRefused(project, "a3", "post_write_failed", "");
            assertEquals(before, files("db"));
            project.with("");
            project.write("db/a3_baseline_of_app.yaml", "revision: a6\ndown_revision: a5\n" + EMPTY);
            assertRefused(project, "a3", "file_exists", "");
            assertEquals(6, files("db").size());
            try (Stream<Path> left = Files.list(folder.resolve("db"))) {
                assertEquals(
                        List.of(),
                        left.filter(each -> each.getFileName().toString().startsWith("."))
                                .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
