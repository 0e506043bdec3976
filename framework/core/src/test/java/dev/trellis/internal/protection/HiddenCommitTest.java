package dev.trellis.internal.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.script.JavaStep;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of the base that a rollback does not undo: through a hidden COMMIT, another connection, or a deferred trigger. */
class HiddenCommitTest {
    private static final String COLUMNS =
            "select column_name from information_schema.columns where table_name = 'customer' order by 1";

    @TempDir
    Path folder = Path.of("");

    private TestProject site(Kind kind) {
        TestProject site = new TestProject(kind, folder).with("  vendor: {directory: base, protected: true}\n");
        site.write("base/b1.yaml", """
                revision: b1
                branch_labels: [vendor]
                upgrade:
                  - create_table: {name: customer, columns: {id: integer, name: string(20)}, primary_key: [id]}
                """);
        site.upgrade();
        return site;
    }

    private static void attack(TestProject site, String sql) {
        site.write("db/a1.sql", "-- revision: a1\n-- branch_labels: app\n-- depends_on: b1\n\n-- upgrade\n" + sql);
    }

    private static String refused(TestProject site) {
        return assertThrows(TrellisException.class, site::upgrade).problem().toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set standard_conforming_strings = off",
                "set session standard_conforming_strings to false",
                "set local standard_conforming_strings = 'off'"
            })
    void standard_conforming_strings_cannot_be_switched_off(String set) {
        try (TestProject site = site(Kind.POSTGRESQL)) {
            attack(site, set + ";\nselect '\\''; alter table customer add column tier integer; commit; --';\n");
            String error = refused(site);
            assertTrue(error.contains("refused_sql"), error);
            assertEquals(List.of("id", "name"), site.database().query(COLUMNS));
        }
    }

    /** The setting is computed, so that the text does not show it. */
    @Test
    void a_hidden_commit_is_not_reported_as_rolled_back_and_refused_until_the_base_is_restored() {
        try (TestProject site = site(Kind.POSTGRESQL)) {
            attack(
                    site,
                    "select set_config('standard_conforming' || '_strings', 'off', false);\n"
                            + "select '\\''; alter table customer add column tier integer; commit; --';\n"
                            + "create table app_t (id integer);\n");
            String error = refused(site);
            assertEquals(List.of("id", "name", "tier"), site.database().query(COLUMNS));
            assertFalse(error.contains("rolled back completely"), error);
            assertTrue(error.contains("protected_table"), error);
            assertTrue(refused(site).contains("differs from its state before"), refused(site));
            site.database().execute("alter table customer drop column tier");
            site.write(
                    "db/a1.sql",
                    "-- revision: a1\n-- branch_labels: app\n-- depends_on: b1\n\n-- upgrade\n"
                            + "create table app_t (id integer);\n");
            site.upgrade();
            assertEquals(List.of(), site.database().query("select id from app_t"));
        }
    }

    @Test
    void neither_removing_the_script_nor_stamping_the_database_ends_the_refusal() throws IOException {
        try (TestProject site = site(Kind.POSTGRESQL)) {
            attack(
                    site,
                    "select set_config('standard_conforming' || '_strings', 'off', false);\n"
                            + "select '\\''; alter table customer add column tier integer; commit; --';\n");
            assertTrue(refused(site).contains("protected_table"));
            for (boolean purge : List.of(true, false)) {
                try (Trellis trellis = site.trellis()) {
                    TrellisException e =
                            assertThrows(TrellisException.class, () -> trellis.stamp(List.of("heads"), purge));
                    assertTrue(e.problem().toString().contains("differs from its state before"));
                }
            }
            Files.delete(site.folder().resolve("db/a1.sql"));
            requireRestored(site, "b1");
        }
    }

    @Test
    void a_hidden_commit_without_a_protected_table_is_reported() {
        try (TestProject site = site(Kind.POSTGRESQL)) {
            attack(
                    site,
                    "create table app_t (id integer);\n"
                            + "select set_config('standard_conforming' || '_strings', 'off', false);\n"
                            + "select '\\''; commit; --';\nselect 1;\n");
            String error = refused(site);
            assertTrue(error.contains("transaction_control") && error.contains("ended its transaction"), error);
            assertFalse(error.contains("rolled back completely"), error);
            assertEquals(List.of(), site.database().query("select id from app_t"));
        }
    }

    @Test
    void a_failure_after_a_hidden_commit_is_not_reported_as_rolled_back() {
        try (TestProject site = site(Kind.POSTGRESQL)) {
            attack(
                    site,
                    "create table app_t (id integer);\n"
                            + "select set_config('standard_conforming' || '_strings', 'off', false);\n"
                            + "select '\\''; commit; --';\nselect 1 / 0;\n");
            String error = refused(site);
            assertTrue(error.contains("ended its transaction"), error);
            assertFalse(error.contains("rolled back completely"), error);
        }
    }

    /** SQLite lets no other connection write while the revision does. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL", "H2"})
    void a_change_by_a_second_connection_of_a_java_step_is_refused_until_it_is_undone(Kind kind) {
        try (TestProject site = site(kind)) {
            site.script("a1", "null", "depends_on: [b1]\nupgrade:\n  - run: step\n");
            JavaStep step = context -> {
                try (Connection other = site.database().connect();
                        Statement statement = other.createStatement()) {
                    statement.execute("alter table customer add column tier integer");
                }
            };
            String error = refused(site, step);
            assertTrue(error.contains("protected_table"), error);
            assertFalse(error.contains("rolled back completely"), error);
            String again = refused(site, context -> {});
            assertTrue(again.contains("differs from its state before"), again);
            site.database().execute("alter table customer drop column tier");
            try (Trellis trellis = site.trellis(context -> {})) {
                if (kind == Kind.POSTGRESQL || kind == Kind.H2) {
                    trellis.upgrade("heads", UpgradeOptions.NONE);
                } else {
                    trellis.resume(false);
                }
            }
            assertEquals(List.of("a1"), site.database().query("select version_num from trellis_version"));
        }
    }

    private static String refused(TestProject site, JavaStep step) {
        try (Trellis trellis = site.trellis(step)) {
            return assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE))
                    .problem()
                    .toString();
        }
    }

    private static final String DEFERRED = """
            create table app_t (id integer);
            create table app_u (id integer);
            create function app_f() returns trigger language plpgsql as $$ begin
              %s
              return null; end $$;
            create constraint trigger app_tr after insert on app_t deferrable initially deferred
              for each row execute function app_f();
            """;

    private static final String ALTER = "execute 'alter table cust' || 'omer add column tier integer';";

    /** A trigger that fires another one, which alters the base at the commit. */
    private static final String DEFERRED_AGAIN =
            DEFERRED.formatted("set constraints all deferred; insert into app_u values (1);") + """
            create function app_g() returns trigger language plpgsql as $$ begin
              %s
              return null; end $$;
            create constraint trigger app_tr2 after insert on app_u deferrable initially deferred
              for each row execute function app_g();
            insert into app_t values (1);
            """.formatted(ALTER);

    /** Requires that upgrades are refused until the column that the attack has added is dropped, and then upgrades. */
    private static void requireRestored(TestProject site, String head) {
        assertTrue(refused(site).contains("differs from its state before"));
        site.database().execute("alter table customer drop column tier");
        site.upgrade();
        assertEquals(List.of(head), site.database().query("select version_num from trellis_version"));
    }

    @Test
    void a_deferred_trigger_that_alters_the_base_runs_before_the_check() {
        try (TestProject site = site(Kind.POSTGRESQL)) {
            attack(site, DEFERRED.formatted(ALTER) + "insert into app_t values (1);\n");
            String error = refused(site);
            assertTrue(error.contains("protected_table") && error.contains("rolled back completely"), error);
            assertEquals(List.of("id", "name"), site.database().query(COLUMNS));
        }
    }

    @Test
    void a_trigger_that_is_deferred_again_is_detected_after_the_commit() {
        try (TestProject site = site(Kind.POSTGRESQL)) {
            attack(site, DEFERRED_AGAIN);
            String error = refused(site);
            assertTrue(error.contains("protected_table"), error);
            assertFalse(error.contains("rolled back completely"), error);
            requireRestored(site, "a1");
            assertEquals(List.of("1"), site.database().query("select id from app_u"));
        }
    }

    /** The revision that fires the trigger contains no SQL. */
    @Test
    void a_deferred_trigger_that_rows_of_a_later_revision_fire_is_detected_after_the_commit() {
        try (TestProject site = site(Kind.POSTGRESQL)) {
            attack(site, DEFERRED.formatted(ALTER));
            site.upgrade();
            site.write(
                    "db/a2.yaml",
                    "revision: a2\ndown_revision: a1\nupgrade:\n  - bulk_insert: {table: app_t, rows: [{id: 1}]}\n");
            String error = refused(site);
            assertTrue(error.contains("protected_table"), error);
            assertFalse(error.contains("rolled back completely"), error);
            requireRestored(site, "a2");
        }
    }

    /** The trigger fires at the commit of the last revision, which is harmless. */
    @Test
    void a_deferred_trigger_is_detected_when_all_revisions_are_one_transaction() {
        try (TestProject site = site(Kind.POSTGRESQL)) {
            site.with("  vendor: {directory: base, protected: true}\ntransactions: all\n");
            attack(site, DEFERRED_AGAIN);
            site.write(
                    "db/a2.yaml",
                    "revision: a2\ndown_revision: a1\nupgrade:\n  - create_table: {name: app_v, columns: {id: integer}}\n");
            String error = refused(site);
            assertTrue(error.contains("protected_table"), error);
            assertFalse(error.contains("rolled back"), error);
            assertTrue(error.contains("Done before it: a1."), error);
            requireRestored(site, "a2");
        }
    }

    @Test
    void a_deferred_trigger_that_does_not_change_the_base_runs() {
        try (TestProject site = site(Kind.POSTGRESQL)) {
            attack(site, DEFERRED.formatted("insert into app_u values (1);") + "insert into app_t values (1);\n");
            site.upgrade();
            assertEquals(List.of("1"), site.database().query("select id from app_u"));
            assertEquals(List.of("upgrade b1", "upgrade a1"), site.applied());
        }
    }
}
