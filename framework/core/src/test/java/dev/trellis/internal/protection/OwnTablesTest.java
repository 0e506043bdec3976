package dev.trellis.internal.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.script.JavaStep;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The version table and the history table, without a protected branch. Attacks on them are in the cases of AttackTest. */
class OwnTablesTest {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_script_may_read_them(Kind kind) throws Exception {
        try (TestProject site = new TestProject(kind, folder)) {
            site.script("a1", "null", """
                    upgrade:
                      - create_table: {name: app_t, columns: {id: string(32)}, primary_key: [id]}
                    """);
            site.upgrade();
            site.script("a2", "a1", """
                    upgrade:
                      - execute: insert into app_t select version_num from trellis_version
                      - execute: insert into app_t select distinct 'x' from app_t a join trellis_version v on a.id = v.version_num
                    """);
            site.upgrade();
            assertEquals(List.of("a1", "x"), site.database().query("select id from app_t order by id"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_script_of_an_unprotected_branch_does_not_change_them_either(Kind kind) throws Exception {
        try (TestProject site = new TestProject(kind, folder)) {
            site.script("a1", "null", "upgrade: []\n");
            site.upgrade();
            String before = site.content();
            site.script("a2", "a1", "upgrade:\n  - execute: delete from trellis_version\n");
            assertEquals(
                    "protected_table",
                    assertThrows(TrellisException.class, site::upgrade).name());
            site.script("a2", "a1", "upgrade:\n  - create_index: {name: ix, table: trellis_history, columns: [id]}\n");
            assertEquals(
                    "protected_table",
                    assertThrows(TrellisException.class, site::upgrade).name());
            assertEquals(before, site.content());
        }
    }

    /** LOCK TABLES of a Java step would keep Trellis from writing to the history. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void a_java_step_may_lock_tables(Kind kind) throws Exception {
        try (TestProject site = new TestProject(kind, folder)) {
            site.script("a1", "null", """
                    upgrade:
                      - create_table: {name: app_t, columns: {id: integer}, primary_key: [id]}
                      - run: step
                      - execute: insert into app_t values (2)
                    """);
            JavaStep step = context -> {
                context.handle().execute("lock tables app_t write");
                context.handle().execute("insert into app_t values (1)");
            };
            try (Trellis trellis = site.trellis(step)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            assertEquals(List.of("1", "2"), site.database().query("select id from app_t order by id"));
            assertEquals(List.of("upgrade a1"), site.applied());
        }
    }

    /**
     * Dynamic SQL hides the name of the table, so Trellis detects the change only afterwards. A rollback, or Trellis
     * itself, then restores the rows.
     */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL", "H2"})
    void rows_that_dynamic_sql_changes_are_restored(Kind kind) throws Exception {
        String sql = "insert into trellis_vers";
        String rest = "ion values (''x'')";
        String attack = switch (kind) {
            case POSTGRESQL -> "  - execute: \"do $$ begin execute '" + sql + "' || '" + rest + "'; end $$\"\n";
            case MYSQL ->
                "  - execute: \"set @s = concat('" + sql + "', '" + rest
                        + "')\"\n  - execute: prepare p from @s\n  - execute: execute p\n";
            case MARIADB -> "  - execute: \"execute immediate concat('" + sql + "', '" + rest + "')\"\n";
            default -> "  - execute: \"execute immediate '" + sql + "' || '" + rest + "'\"\n";
        };
        try (TestProject site = new TestProject(kind, folder)) {
            site.script("a1", "null", "upgrade: []\n");
            site.upgrade();
            site.script("a2", "a1", "upgrade:\n" + attack);
            TrellisException e = assertThrows(TrellisException.class, site::upgrade);
            assertEquals("protected_table", e.name(), e.problem().toString());
            assertEquals(List.of("a1"), site.database().query("select version_num from trellis_version"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_configuration_cannot_make_a_protected_table_the_history_table(Kind kind) throws Exception {
        try (TestProject site = new TestProject(kind, folder).with("  vendor: {directory: base, protected: true}\n")) {
            site.write("base/b1.yaml", """
                    revision: b1
                    branch_labels: [vendor]
                    upgrade:
                      - create_table: {name: customer, columns: {id: integer}, primary_key: [id]}
                    """);
            site.upgrade();
            String before = site.content();
            site.with("  vendor: {directory: base, protected: true}\nhistory_table: customer\n");
            site.script("a1", "null", "upgrade:\n  - execute: select 1\n");
            assertThrows(TrellisException.class, site::upgrade);
            assertEquals(before, site.content());
        }
    }
}
