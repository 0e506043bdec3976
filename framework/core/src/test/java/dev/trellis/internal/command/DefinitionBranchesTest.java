package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.RevisionRequest;
import dev.trellis.SeedValues;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.AutogenerateReport;
import dev.trellis.report.DiffReport;
import dev.trellis.report.RevisionReport;
import dev.trellis.report.UnmanagedDifference;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests definitions of several branches: ownership, protection, dependencies, and a branch without a model. */
class DefinitionBranchesTest {
    private static final String VENDOR = "  vendor: {directory: vendor, protected: true}\n";
    private static final String OTHER = "  other: {directory: other}\n";

    @TempDir
    Path folder = Path.of("");

    private TestProject site(Kind kind, String branches) {
        TestProject site = new TestProject(kind, folder).with(branches);
        String directory = branches.equals(VENDOR) ? "vendor" : "other";
        site.write(directory + "/v1.yaml", """
                revision: v1
                down_revision: null
                branch_labels: [%s]
                message: begin
                upgrade:
                  - create_table: {name: customer, columns: {id: integer, name: string(20)}, primary_key: [id]}
                  - create_view: {name: known, sql: "select id, name from customer"}
                downgrade:
                  - drop_view: known
                  - drop_table: customer
                """.formatted(directory));
        site.write(directory + "/model.yaml", """
                tables:
                  customer: {columns: {id: integer, name: string(20)}, primary_key: [id]}
                """);
        site.write(directory + "/definitions/known.sql", "create view known as select id, name from customer;\n");
        return site;
    }

    private static TrellisException refused(TestProject site) {
        return assertThrows(TrellisException.class, site::upgrade);
    }

    /** Requires that the upgrade is refused with {@code protected_table} and a message that contains the text. */
    private static void requireProtected(TestProject site, String text) {
        TrellisException e = refused(site);
        assertEquals("protected_table", e.name(), e.problem().message());
        assertTrue(e.problem().message().contains(text), e.problem().message());
    }

    private static String revision(String id, String parent, String label, String operations) {
        return "revision: " + id + "\ndown_revision: " + parent + "\n"
                + (parent.equals("null") ? "branch_labels: [" + label + "]\ndepends_on: [v1]\n" : "") + "message: m\n"
                + "upgrade:\n" + operations;
    }

    @ParameterizedTest
    @EnumSource
    void a_branch_without_a_model_has_definitions_and_leaves_its_tables_alone(Kind kind) throws Exception {
        try (TestProject site = new TestProject(kind, folder)) {
            site.script("a1", "null", "upgrade:\n  - execute: create table note (id int, text varchar(20))\n");
            site.write("db/definitions/texts.sql", "create view texts as select text from note");
            site.upgrade();
            try (Trellis trellis = site.trellis()) {
                assertEquals(
                        List.of("create view texts"), trellis.check(null).get(0).operations());
                trellis.autogenerate(RevisionRequest.of("texts", "app@head"), rename -> false);
                trellis.upgrade("heads", UpgradeOptions.NONE);
                assertEquals(List.of(), trellis.check(null).get(0).operations());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_view_of_a_protected_table_depends_on_the_revision_that_created_it(Kind kind) throws Exception {
        try (TestProject site = site(kind, VENDOR)) {
            site.write("db/definitions/mine.sql", "create view mine as select name from known");
            site.upgrade();
            try (Trellis trellis = site.trellis()) {
                AutogenerateReport draft =
                        trellis.autogenerate(RevisionRequest.of("mine", "app@head"), rename -> false);
                assertEquals(List.of("create view mine"), draft.difference().operations());
                RevisionReport written = draft.revision();
                assertNotNull(written);
                assertEquals(List.of("v1"), written.dependsOn());
                trellis.upgrade("heads", UpgradeOptions.NONE);
                assertEquals(List.of(), trellis.check("app").get(0).operations());
                assertEquals(List.of(), trellis.check("vendor").get(0).operations());
            }
        }
    }

    /** The text of the block does not show which function it replaces. */
    @Test
    void a_protected_function_is_not_replaced_by_dynamic_sql() {
        try (TestProject site = site(Kind.POSTGRESQL, VENDOR)) {
            site.write("vendor/v2.yaml", """
                    revision: v2
                    down_revision: v1
                    message: rate
                    upgrade:
                      - create_function: {name: rate, arguments: "", sql: "() returns integer language sql as 'select 1'"}
                      - create_domain: {name: positive, sql: as integer check (value > 0)}
                    """);
            site.upgrade();
            for (String change : List.of(
                    "create or replace function ra' || 'te() returns integer language sql as ''select 2''",
                    "alter domain posi' || 'tive drop constraint positive_check")) {
                site.write(
                        "db/a1.yaml",
                        revision(
                                "a1",
                                "null",
                                "app",
                                "  - execute: |\n      do $$ begin execute '" + change + "'; end $$\n"));
                requireProtected(site, "belongs to the protected branch 'vendor'");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_protected_view_is_neither_replaced_nor_dropped(Kind kind) {
        try (TestProject site = site(kind, VENDOR)) {
            site.upgrade();
            for (String operation : List.of(
                    "replace_view: {name: known, sql: select id from customer}",
                    "drop_view: known",
                    "create_view: {name: customer, sql: select 1 as one}")) {
                site.write("db/a1.yaml", revision("a1", "null", "app", "  - " + operation + "\n"));
                requireProtected(site, "belongs to the protected branch 'vendor'");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_trigger_on_a_protected_table_is_refused(Kind kind) {
        try (TestProject site = site(kind, VENDOR)) {
            site.upgrade();
            site.write(
                    "db/a1.yaml",
                    revision(
                            "a1",
                            "null",
                            "app",
                            "  - create_trigger: {name: spy, table: customer, sql: after insert on customer for each row"
                                    + " select 1}\n"));
            requireProtected(site, "create trigger spy on customer: table 'customer'");
        }
    }

    @ParameterizedTest
    @EnumSource
    void two_branches_cannot_own_the_same_view(Kind kind) {
        try (TestProject site = site(kind, OTHER)) {
            site.upgrade();
            site.write("db/definitions/known.sql", "create view known as select name from customer");
            try (Trellis trellis = site.trellis()) {
                TrellisException e = assertThrows(TrellisException.class, () -> trellis.check("app"));
                assertEquals("two_owners", e.name());
                assertTrue(
                        e.problem().message().contains("view 'known' is claimed by two branches"),
                        e.problem().message());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_columns_below_a_view_of_another_branch_stay(Kind kind) throws Exception {
        try (TestProject site = site(kind, OTHER)) {
            site.write(
                    "db/a1.yaml",
                    revision("a1", "null", "app", "  - create_view: {name: mine, sql: select name from customer}\n"));
            site.upgrade();
            String before = site.content();
            for (String operation : List.of(
                    "alter_column: {table: customer, name: name, type: string(40)}",
                    "alter_column: {table: customer, name: name, rename: title}",
                    "drop_column: {table: customer, name: name}",
                    "rename_table: {table: customer, to: person}")) {
                site.write("other/v2.yaml", revision("v2", "v1", "other", "  - " + operation + "\n"));
                TrellisException e = refused(site);
                assertEquals("dependent_definitions", e.name(), operation);
                assertTrue(
                        e.problem().message().contains("view mine of branch 'app'"),
                        e.problem().message());
                assertEquals(before, site.content());
            }
            site.write(
                    "other/v2.yaml",
                    revision("v2", "v1", "other", "  - add_column: {table: customer, name: age, type: integer}\n"));
            site.upgrade();
        }
    }

    @ParameterizedTest
    @EnumSource
    void objects_without_an_owner_are_counted_and_stay(Kind kind) {
        try (TestProject site = site(kind, OTHER)) {
            site.upgrade();
            site.database()
                    .execute(
                            "create view stranger as select id from customer",
                            "create view visitor as select 1 as one");
            try (Trellis trellis = site.trellis()) {
                DiffReport report = trellis.check("other").get(0);
                assertEquals(List.of(), report.operations());
                assertEquals(
                        List.of("2 views have no owner: stranger, visitor"),
                        report.reported().stream()
                                .filter(line -> line.why() == UnmanagedDifference.Reason.UNKNOWN)
                                .map(line -> line.what().toLowerCase(Locale.ROOT))
                                .toList());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_database_is_created_with_definitions_and_again_over_existing_ones(Kind kind) throws Exception {
        try (TestProject site = site(kind, OTHER)) {
            site.write("db/definitions/mine.sql", "create view mine as select name from known");
            try (Trellis trellis = site.trellis()) {
                trellis.createDatabase(consent -> true, SeedValues.NONE);
                assertEquals(List.of(), trellis.check("other").get(0).operations());
                assertEquals(List.of(), trellis.check("app").get(0).operations());
                trellis.createDatabase(consent -> true, SeedValues.NONE);
                assertEquals(List.of(), trellis.check("app").get(0).operations());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_draft_contains_the_text_that_the_scripts_contain(Kind kind) throws Exception {
        try (TestProject site = new TestProject(kind, folder)) {
            site.write("db/model.yaml", "tables:\n  note: {columns: {id: integer, text: string(20)}}\n");
            site.write("db/definitions/texts.sql", "create view texts as\n\tselect text -- the text\n\tfrom note  \n");
            try (Trellis trellis = site.trellis()) {
                trellis.autogenerate(RevisionRequest.of("first", "app@head"), rename -> false);
                trellis.upgrade("heads", UpgradeOptions.NONE);
                site.write(
                        "db/definitions/texts.sql", "create view texts as\n\tselect text \n\tfrom note where id > 0");
                RevisionReport written = trellis.autogenerate(RevisionRequest.of("second", "app@head"), rename -> false)
                        .revision();
                assertNotNull(written);
                String text = Files.readString(Path.of(written.path()));
                assertTrue(text.contains("""
                        upgrade:
                          - replace_view:
                              name: texts
                              sql: |-
                                create view texts as
                                \tselect text\s
                                \tfrom note where id > 0

                        downgrade:
                          - replace_view:
                              name: texts
                              sql: |-
                                create view texts as
                                \tselect text -- the text
                                \tfrom note
                        """), text);
                trellis.upgrade("heads", UpgradeOptions.NONE);
                assertEquals(List.of(), trellis.check("app").get(0).operations());
            }
        }
    }
}
