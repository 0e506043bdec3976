package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.RevisionRequest;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.RevisionReport;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Tests the variables in the names of schemas, with which the same scripts apply to the schema of each tenant. */
class TenantSchemasTest {
    private static final String SETTINGS = """
            environments:
              tenants:
                database: {schema: "${tenant}"}
                variables: {archive: "${tenant}_archive"}
            """;

    private final String unique = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final List<String> tenants = List.of("acme_" + unique, "bell_" + unique);

    @TempDir
    Path folder = Path.of("");

    private final class TenantProject implements AutoCloseable {
        final TestProject project;

        TenantProject(Kind kind) {
            project = new TestProject(kind, folder).with(SETTINGS);
            tenants.forEach(tenant -> project.database().execute("create schema " + tenant));
        }

        Trellis trellis(Map<String, String> arguments) {
            return new Trellis(
                    ConfigurationReader.read(project.configuration(), "tenants", arguments, name -> null),
                    Extensions.NONE,
                    Listener.NONE);
        }

        Trellis trellis(String tenant) {
            return trellis(Map.of("tenant", tenant));
        }

        List<String> tables(String schema) {
            return project.database()
                    .query("select lower(table_name) from information_schema.tables where lower(table_schema) = '"
                            + schema + "' order by 1");
        }

        @Override
        public void close() {
            if (project.database().kind() == Kind.MARIADB || project.database().kind() == Kind.MYSQL) {
                for (String tenant : tenants) {
                    project.database()
                            .execute(
                                    "set foreign_key_checks = 0",
                                    "drop database if exists " + tenant,
                                    "drop database if exists " + tenant + "_archive");
                }
            }
            project.close();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = Mode.EXCLUDE)
    void the_same_scripts_apply_to_the_schema_of_each_tenant(Kind kind) throws Exception {
        try (TenantProject given = new TenantProject(kind)) {
            given.project.write("db/model.yaml", """
                    tables:
                      order:
                        schema: "${tenant}"
                        columns: {id: {type: integer, nullable: false}}
                        primary_key: [id]
                      old_order:
                        schema: "${archive}"
                        columns: {id: {type: integer, nullable: false}, next: integer}
                        primary_key: [id]
                        foreign_keys: [{columns: [next], references: order(id)}]
                    views:
                      open_order: {schema: "${tenant}", sql: {mariadb: "select `id` from `order`", mysql: "select `id` from `order`", default: 'select "id" from "order"'}}
                    """);
            String first = tenants.get(0);
            String text;
            try (Trellis trellis = given.trellis(first)) {
                RevisionReport written = trellis.autogenerate(RevisionRequest.of("first", "app@head"), rename -> false)
                        .revision();
                assertNotNull(written);
                text = Files.readString(Path.of(written.path()));
                assertFalse(text.contains(unique), text);
                assertFalse(text.contains("cannot be run"), text);
                assertTrue(text.contains("create_schema: ${archive}"), text);
                trellis.upgrade("heads", UpgradeOptions.NONE);
                assertEquals(List.of(), trellis.check("app").get(0).operations());
            }
            try (Trellis trellis = given.trellis(tenants.get(1))) {
                assertEquals(List.of(), trellis.current());
                trellis.upgrade("heads", UpgradeOptions.NONE);
                assertEquals(List.of(), trellis.check("app").get(0).operations());
            }
            List<String> checksums = new ArrayList<>();
            for (String tenant : tenants) {
                assertEquals(
                        List.of("open_order", "order", "trellis_history", "trellis_version"), given.tables(tenant));
                assertEquals(List.of("old_order"), given.tables(tenant + "_archive"));
                try (Trellis trellis = given.trellis(tenant)) {
                    HistoryEntry entry = trellis.attempts().get(0);
                    checksums.add(String.valueOf(entry.checksum()));
                }
            }
            assertEquals(checksums.get(0), checksums.get(1));
            try (Trellis trellis = given.trellis(first)) {
                trellis.downgrade("base", revisions -> true);
            }
            assertEquals(List.of("trellis_history", "trellis_version"), given.tables(first));
            assertEquals(
                    List.of("open_order", "order", "trellis_history", "trellis_version"), given.tables(tenants.get(1)));
        }
    }

    @Test
    void a_partition_may_belong_to_a_table_in_the_schema_of_the_tenant() {
        try (TenantProject given = new TenantProject(Kind.POSTGRESQL)) {
            given.project.write("db/model.yaml", """
                    tables:
                      event: {schema: "${archive}", columns: {id: integer}, partition_by: {range: [id]}}
                      event_first:
                        partition_of: {table: event, schema: "${archive}", from: 1, to: 100}
                    """);
            try (Trellis trellis = given.trellis(tenants.get(0))) {
                trellis.autogenerate(RevisionRequest.of("first", "app@head"), rename -> false);
                trellis.upgrade("heads", UpgradeOptions.NONE);
                assertEquals(List.of(), trellis.check("app").get(0).operations());
            }
            assertTrue(given.tables(tenants.get(0)).contains("event_first"));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = Mode.EXCLUDE)
    void a_script_stays_unchanged_although_the_value_changes(Kind kind) throws Exception {
        try (TenantProject given = new TenantProject(kind)) {
            Path script = given.project.script(
                    "a1",
                    "null",
                    "upgrade:\n  - create_schema: ${archive}\n  - create_table: {name: t, schema: \"${archive}\", columns: {id: integer}}\n");
            try (Trellis trellis = given.trellis(tenants.get(0))) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            Files.writeString(script, Files.readString(script) + "# a comment\n");
            Map<String, String> renamed = Map.of("tenant", tenants.get(0), "archive", "another");
            try (Trellis trellis = given.trellis(renamed)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            Files.writeString(script, Files.readString(script).replace("${archive}", "${attic}"));
            Map<String, String> attic = Map.of("tenant", tenants.get(0), "attic", tenants.get(0) + "_archive");
            try (Trellis trellis = given.trellis(attic)) {
                TrellisException e =
                        assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
                assertEquals("changed_script", e.name());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_missing_value_is_one_error_with_its_place(Kind kind) {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script(
                    "a1",
                    "null",
                    "upgrade:\n  - create_table: {name: t, schema: \"${attic}\", columns: {id: integer}}\n");
            TrellisException e = assertThrows(TrellisException.class, project::upgrade);
            assertEquals(1, e.problems().size());
            assertEquals("unset_variable", e.name());
            assertTrue(String.valueOf(e.getMessage()).contains("a1.yaml:6:"), e.getMessage());
            assertTrue(
                    String.valueOf(e.problem().advice()).contains("-x attic=..."),
                    e.problem().advice());
            assertEquals(List.of(), project.attempts());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = Mode.EXCLUDE)
    void a_hostile_value_is_only_a_name(Kind kind) {
        try (TenantProject given = new TenantProject(kind)) {
            given.project.script("a1", "null", "upgrade:\n  - create_table: {name: kept, columns: {id: integer}}\n");
            try (Trellis trellis = given.trellis(tenants.get(0))) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            given.project.script(
                    "a2",
                    "a1",
                    "upgrade:\n  - create_table: {name: t, schema: \"${archive}\", columns: {id: integer}}\n");
            for (String hostile :
                    List.of("x; drop table kept; --", "x\"; drop table kept; --", "x`; drop table kept; --")) {
                try (Trellis trellis = given.trellis(Map.of("tenant", tenants.get(0), "archive", hostile))) {
                    assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE), hostile);
                }
                assertTrue(given.tables(tenants.get(0)).contains("kept"), hostile);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = Mode.EXCLUDE)
    void an_offline_script_contains_the_value(Kind kind) {
        try (TenantProject given = new TenantProject(kind)) {
            given.project.script(
                    "a1",
                    "null",
                    "upgrade:\n  - create_schema: ${archive}\n  - create_table: {name: t, schema: \"${archive}\", columns: {id: integer}}\n");
            List<String> lines = new ArrayList<>();
            try (Trellis trellis = given.trellis(tenants.get(0))) {
                trellis.upgradeSql("base:heads", lines::add);
            }
            String text = String.join("\n", lines);
            assertTrue(text.contains(tenants.get(0) + "_archive"), text);
            assertFalse(text.contains("CREATE SCHEMA ${"), text);
        }
    }
}
