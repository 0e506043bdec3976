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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Tests tables and definitions of one branch in several schemas, and the operations that create and drop schemas. */
class SchemasTest {
    private static final String VENDOR = "  vendor: {directory: vendor, protected: true}\n";

    /** On MariaDB and MySQL a schema is a database, so that its name must be unique on the server. */
    private final String crm =
            "crm_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    @TempDir
    Path folder = Path.of("");

    private final class SchemaProject implements AutoCloseable {
        final TestProject project;

        SchemaProject(Kind kind, String branches) {
            project = new TestProject(kind, folder).with(branches);
        }

        /** Runs a revision of the vendor that creates the schema, followed by further operations. */
        void upgradeVendor(String further) {
            project.write("vendor/v1.yaml", """
                    revision: v1
                    down_revision: null
                    branch_labels: [vendor]
                    message: begin
                    upgrade:
                      - create_schema: %1$s
                    %2$sdowngrade:
                      - drop_schema: %1$s
                    """.formatted(crm, further));
            project.upgrade();
        }

        List<String> schemas() {
            return project.database()
                    .query("select lower(schema_name) from information_schema.schemata where lower(schema_name) = '"
                            + crm + "'");
        }

        /** Writes a model whose objects lie in the default schema and in another one. */
        void model() {
            boolean hasSequences = project.database().kind() != Kind.MYSQL;
            project.write(
                    "db/model.yaml",
                    """
                    tables:
                      %1$s.article:
                        columns: {number: {type: bigint, nullable: false}, state: "enum(%1$s.state: new, old)"}
                        primary_key: [number]
                        indexes: [{columns: [state]}]
                      price:
                        columns: {article: {type: bigint, nullable: false}, amount: "numeric(10,2)"}
                        primary_key: [article]
                        foreign_keys: [{columns: [article], references: %1$s.article(number)}]
                      note:
                        schema: %1$s
                        columns: {id: {type: bigint, nullable: false}, price: bigint}
                        primary_key: [id]
                        foreign_keys: [{columns: [price], references: price(article)}]
                    views:
                      news: {schema: %1$s, sql: "select number from %1$s.article"}
                      expensive: {sql: "select article from price where amount > 5"}
                    """.formatted(crm)
                            + (hasSequences ? "sequences:\n  ticket: {schema: " + crm + ", sql: start with 5}\n" : ""));
        }

        @Override
        public void close() {
            if (project.database().kind() == Kind.MARIADB || project.database().kind() == Kind.MYSQL) {
                project.database().execute("set foreign_key_checks = 0", "drop database if exists " + crm);
            }
            project.close();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = Mode.EXCLUDE)
    void a_model_in_several_schemas_is_created_checked_and_dropped(Kind kind) throws Exception {
        try (SchemaProject given = new SchemaProject(kind, "")) {
            given.model();
            try (Trellis trellis = given.project.trellis()) {
                assertEquals(
                        "create schema " + crm,
                        trellis.check("app").get(0).operations().get(0));
                AutogenerateReport draft =
                        trellis.autogenerate(RevisionRequest.of("first", "app@head"), rename -> false);
                assertEquals(
                        "create schema " + crm, draft.difference().operations().get(0));
                RevisionReport written = draft.revision();
                assertNotNull(written);
                String text = Files.readString(Path.of(written.path()));
                assertTrue(text.contains("upgrade:\n  - create_schema: " + crm + "\n"), text);
                assertTrue(text.endsWith("  - drop_schema: " + crm + "\n"), text);
                trellis.upgrade("heads", UpgradeOptions.NONE);
                assertEquals(List.of(), trellis.check("app").get(0).operations());
                assertEquals(List.of(), reported(trellis.check("app").get(0)));
                trellis.downgrade("base", revisions -> true);
                assertEquals(List.of(), given.schemas());
                trellis.upgrade("heads", UpgradeOptions.NONE);
                assertEquals(List.of(), trellis.check("app").get(0).operations());
                assertEquals(List.of(crm), given.schemas());
            }
        }
    }

    private static List<String> reported(DiffReport report) {
        return report.reported().stream().map(DiffReport.Line::what).toList();
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = Mode.EXCLUDE)
    void only_the_schemas_that_models_and_scripts_name_are_inspected(Kind kind) {
        try (SchemaProject given = new SchemaProject(kind, "")) {
            given.project.script(
                    "a1",
                    "null",
                    "upgrade:\n  - create_schema: " + crm + "\n  - create_table: {name: left, schema: " + crm
                            + ", columns: {id: integer}, primary_key: [id]}\n");
            given.project.write("db/model.yaml", "tables: {}\n");
            given.project.upgrade();
            String other = crm + "_other";
            given.project
                    .database()
                    .execute(
                            "create table " + crm + ".stray (id integer)",
                            "create schema " + other,
                            "create table " + other + ".far (id integer)");
            try (Trellis trellis = given.project.trellis()) {
                DiffReport report = trellis.check("app").get(0);
                // The model no longer has the table, and the schema stays.
                assertEquals(List.of("drop table " + crm + ".left"), report.operations());
                assertEquals(
                        List.of("table " + crm + ".stray has no owner"),
                        report.reported().stream()
                                .filter(line -> line.why() == UnmanagedDifference.Reason.UNKNOWN)
                                .map(DiffReport.Line::what)
                                .toList());
            } finally {
                given.project.database().execute("drop table " + other + ".far", "drop schema " + other);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "H2"})
    void verify_creates_the_schemas_of_the_scripts_in_its_throwaway_database(Kind kind) throws Exception {
        try (SchemaProject given = new SchemaProject(kind, "")) {
            given.model();
            try (Trellis trellis = given.project.trellis()) {
                trellis.autogenerate(RevisionRequest.of("first", "app@head"), rename -> false);
                assertEquals(List.of(), trellis.verify().findings());
            }
            assertEquals(List.of(), given.schemas());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "H2"})
    void verify_finds_a_schema_that_the_downgrade_leaves_behind(Kind kind) {
        try (SchemaProject given = new SchemaProject(kind, "")) {
            given.project.script("a1", "null", "upgrade:\n  - create_schema: " + crm + "\ndowngrade: []\n");
            try (Trellis trellis = given.project.trellis()) {
                List<String> details = new ArrayList<>();
                trellis.verify().findings().forEach(finding -> details.addAll(finding.differences()));
                assertTrue(details.contains("schema " + crm + " is left over"), details.toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MARIADB", "MYSQL"})
    void verify_needs_a_server_whose_databases_contain_schemas(Kind kind) {
        try (SchemaProject given = new SchemaProject(kind, "")) {
            given.project.script(
                    "a1",
                    "null",
                    "upgrade:\n  - create_schema: " + crm + "\ndowngrade:\n  - drop_schema: " + crm + "\n");
            try (Trellis trellis = given.project.trellis()) {
                TrellisException e = assertThrows(TrellisException.class, trellis::verify);
                assertEquals("no_throwaway", e.name());
                assertTrue(e.problem().message().contains(crm), e.problem().message());
            }
            assertEquals(List.of(), given.schemas());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = Mode.EXCLUDE)
    void db_create_creates_the_schemas_of_models_and_scripts(Kind kind) throws Exception {
        try (SchemaProject given = new SchemaProject(kind, "")) {
            given.model();
            try (Trellis trellis = given.project.trellis()) {
                trellis.autogenerate(RevisionRequest.of("first", "app@head"), rename -> false);
                trellis.createDatabase(consent -> true, SeedValues.NONE);
                assertEquals(List.of(), trellis.check("app").get(0).operations());
                trellis.createDatabase(consent -> true, SeedValues.NONE);
                assertEquals(List.of(), trellis.check("app").get(0).operations());
                trellis.downgrade("base", revisions -> true);
                assertEquals(List.of(), given.schemas());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = Mode.EXCLUDE)
    void a_schema_with_contents_is_not_dropped(Kind kind) {
        try (SchemaProject given = new SchemaProject(kind, "")) {
            given.project.script("a1", "null", "upgrade:\n  - create_schema: " + crm + "\ndowngrade: []\n");
            given.project.upgrade();
            given.project.database().execute("create table " + crm + ".stray (id integer)");
            given.project.script("a2", "a1", "upgrade:\n  - drop_schema: " + crm + "\n");
            TrellisException e = assertThrows(TrellisException.class, given.project::upgrade);
            boolean hasRule = kind == Kind.POSTGRESQL || kind == Kind.H2;
            assertTrue(
                    String.valueOf(e.getMessage()).contains(hasRule ? "depend" : "the schema is not empty"),
                    e.getMessage());
            assertEquals(List.of("0"), given.project.database().query("select count(*) from " + crm + ".stray"));
            given.project.database().execute("drop table " + crm + ".stray");
            try (Trellis trellis = given.project.trellis()) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            assertEquals(List.of(), given.schemas());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = Mode.EXCLUDE)
    void scripts_that_drop_a_schema_with_known_contents_are_refused_at_once(Kind kind) {
        try (SchemaProject given = new SchemaProject(kind, "")) {
            given.project.script(
                    "a1",
                    "null",
                    "upgrade:\n  - create_schema: " + crm + "\n  - create_table: {name: t, schema: " + crm
                            + ", columns: {id: integer}}\n  - drop_schema: " + crm + "\n");
            try (Trellis trellis = given.project.trellis()) {
                TrellisException e =
                        assertThrows(TrellisException.class, () -> trellis.upgradeSql("base:heads", line -> {}));
                assertEquals("schema_not_empty", e.name());
                assertTrue(
                        e.problem().message().contains("table " + crm + ".t"),
                        e.problem().message());
                assertNotNull(e.problem().location());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = Mode.EXCLUDE)
    void a_schema_of_a_protected_branch_is_dropped_by_no_other_branch(Kind kind) {
        try (SchemaProject given = new SchemaProject(kind, VENDOR)) {
            given.upgradeVendor("");
            for (String operation : List.of(
                    "drop_schema: " + crm, "autocommit: [drop_schema: " + crm + "]", "execute: drop schema " + crm)) {
                given.project.script("a1", "null", "depends_on: [v1]\nupgrade:\n  - " + operation + "\n");
                TrellisException e = assertThrows(TrellisException.class, given.project::upgrade);
                assertEquals("protected_table", e.name(), operation);
                assertTrue(
                        e.problem().message().contains("schema '" + crm + "' belongs to the protected branch 'vendor'"),
                        e.problem().message());
                assertEquals(List.of(crm), given.schemas());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = Mode.EXCLUDE)
    void a_protected_table_in_another_schema_is_not_changed_by_sql(Kind kind) {
        try (SchemaProject given = new SchemaProject(kind, VENDOR)) {
            given.upgradeVendor("  - create_table: {name: customer, schema: " + crm
                    + ", columns: {id: integer, name: string(20)}}\n");
            for (String operation : List.of(
                    "drop_column: {table: customer, schema: " + crm + ", name: name}",
                    "execute: alter table " + crm + ".customer add column age integer",
                    "drop_schema: " + crm)) {
                given.project.script("a1", "null", "depends_on: [v1]\nupgrade:\n  - " + operation + "\n");
                TrellisException e = assertThrows(TrellisException.class, given.project::upgrade);
                assertEquals("protected_table", e.name(), operation);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = Mode.EXCLUDE)
    void a_table_in_the_schema_of_another_branch_depends_on_its_revision(Kind kind) throws Exception {
        try (SchemaProject given = new SchemaProject(kind, VENDOR)) {
            given.upgradeVendor("");
            given.project.write(
                    "db/model.yaml", "tables:\n  " + crm + ".mine: {columns: {id: integer}, primary_key: [id]}\n");
            try (Trellis trellis = given.project.trellis()) {
                AutogenerateReport draft =
                        trellis.autogenerate(RevisionRequest.of("mine", "app@head"), rename -> false);
                assertEquals(
                        List.of("create table " + crm + ".mine"),
                        draft.difference().operations());
                RevisionReport written = draft.revision();
                assertNotNull(written);
                assertEquals(List.of("v1"), written.dependsOn());
                trellis.upgrade("heads", UpgradeOptions.NONE);
                assertEquals(List.of(), trellis.check("app").get(0).operations());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = Mode.EXCLUDE)
    void an_existing_schema_is_accepted_if_the_script_says_so(Kind kind) {
        try (SchemaProject given = new SchemaProject(kind, "")) {
            given.project.database().execute("create schema " + crm);
            given.project.script("a1", "null", "upgrade:\n  - create_schema: " + crm + "\n");
            assertThrows(TrellisException.class, given.project::upgrade);
            given.project.script(
                    "a1", "null", "upgrade:\n  - create_schema: {name: " + crm + ", if_not_exists: true}\n");
            given.project.upgrade();
            assertEquals(List.of("upgrade a1"), given.project.applied());
            if (kind == Kind.H2) {
                given.project.database().execute("drop schema " + crm);
            }
        }
    }

    @Test
    void a_database_without_schemas_is_an_error_and_stays_unchanged() {
        try (SchemaProject given = new SchemaProject(Kind.SQLITE, "")) {
            given.project.script("a1", "null", "upgrade:\n  - create_schema: crm\n");
            TrellisException e = assertThrows(TrellisException.class, given.project::upgrade);
            assertEquals("unsupported", e.name());
            assertTrue(
                    e.problem().message().contains("sqlite cannot create schema crm: it has no schemas"),
                    e.problem().message());
            assertEquals(
                    List.of(),
                    given.project
                            .database()
                            .query("select name from sqlite_master where type = 'table' and name not like 'trellis%'"));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = Mode.EXCLUDE)
    void the_scripts_know_which_schemas_they_have_created(Kind kind) {
        try (SchemaProject given = new SchemaProject(kind, "")) {
            given.project.script(
                    "a1", "null", "upgrade:\n  - create_schema: " + crm + "\n  - create_schema: " + crm + "\n");
            try (Trellis trellis = given.project.trellis()) {
                TrellisException e = assertThrows(TrellisException.class, () -> trellis.schema("heads"));
                assertEquals("already_exists", e.name());
                assertTrue(
                        e.problem().message().contains("schema '" + crm + "'"),
                        e.problem().message());
            }
            assertEquals(List.of(), given.schemas());
        }
    }
}
