package dev.trellis.internal.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.FaultInjection;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Changes of a protected base by computed SQL where no rollback undoes them. They are detected, even if the process is
 * killed after the change and before the check: then the next run detects them.
 */
class ProtectedResumeTest {
    private static final int KILLED = 137;
    private static final String ALTER = "alter table customer add column tier integer";
    private static final String REVERT = "alter table customer drop column tier";

    @TempDir
    Path folder = Path.of("");

    private TestProject site(Kind kind, String name) throws SQLException {
        TestProject site =
                new TestProject(kind, folder.resolve(name)).with("  vendor: {directory: base, protected: true}\n");
        site.write("base/b1.yaml", """
                revision: b1
                branch_labels: [vendor]
                upgrade:
                  - create_table: {name: customer, columns: {id: integer, name: string(20)}, primary_key: [id]}
                  - bulk_insert: {table: customer, rows: [{id: 1, name: Ann}]}
                """);
        site.upgrade();
        return site;
    }

    /** Writes a revision of the app that runs the statements between two harmless ones. */
    private static void attack(TestProject site, List<String> statements) {
        StringBuilder text = new StringBuilder("depends_on: [b1]\nupgrade:\n");
        text.append("  - create_table: {name: app_t, columns: {id: integer}, primary_key: [id]}\n");
        statements.forEach(sql -> text.append("  - execute: \"").append(sql).append("\"\n"));
        text.append("  - execute: insert into app_t values (1)\n");
        site.script("a1", "null", text.toString());
    }

    /** Returns statements that compute and run the given ones; the last of them has the effect. */
    private static List<String> computed(Kind kind, String... statements) {
        return List.of(statements).stream()
                .flatMap(sql -> compute(kind, sql.substring(0, 3), sql.substring(3)))
                .toList();
    }

    private static Stream<String> compute(Kind kind, String first, String second) {
        return switch (kind) {
            case MYSQL -> Stream.of("set @s = '" + first + second + "'", "prepare p from @s", "execute p");
            case MARIADB -> Stream.of("execute immediate concat('" + first + "', '" + second + "')");
            default -> Stream.of("execute immediate '" + first + "' || '" + second + "'");
        };
    }

    private static TrellisException refused(TestProject site) {
        TrellisException e = assertThrows(TrellisException.class, site::upgrade);
        assertEquals("protected_table", e.name(), e.problem().toString());
        assertTrue(e.problem().toString().contains("'customer'"), e.problem().toString());
        return e;
    }

    private static void refused(TestProject site, boolean answer) {
        try (Trellis trellis = site.trellis()) {
            TrellisException e = assertThrows(TrellisException.class, () -> trellis.resume(answer));
            assertEquals("protected_table", e.name(), e.problem().toString());
        }
    }

    private static void resumed(TestProject site) {
        try (Trellis trellis = site.trellis()) {
            assertEquals(List.of("a1", "b1"), trellis.resume(true).heads());
        }
    }

    /** MariaDB is tested with a process that is killed, the others with a simulated death in this process, which is faster. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL", "H2"})
    void the_next_run_detects_a_change_before_a_death(Kind kind) throws Exception {
        List<String> statements = computed(kind, ALTER);
        int call;
        try (TestProject other = site(kind, "counted")) {
            attack(other, statements);
            call = callOf(other, statements.get(statements.size() - 1));
        }
        try (TestProject site = site(kind, "site")) {
            attack(site, statements);
            if (kind == Kind.MARIADB) {
                Process process = site.start(String.valueOf(call + 1));
                assertTrue(process.waitFor(120, TimeUnit.SECONDS), site::output);
                assertEquals(KILLED, process.exitValue(), site::output);
            } else {
                die(site, call + 1);
            }
            assertEquals(List.of("1|Ann|NULL"), site.database().query("select id, name, tier from customer"));

            assertTrue(refused(site).problem().toString().contains("tier"));
            refused(site);
            refused(site, true);
            refused(site, false);
            assertEquals(List.of(), site.database().query("select id from app_t"));

            site.database().execute(REVERT);
            resumed(site);
            assertEquals(List.of("1"), site.database().query("select id from app_t"));
            assertEquals(List.of("upgrade b1", "upgrade a1"), site.applied());
            assertEquals(
                    List.of(),
                    site.database().query("select id from trellis_history where protected_before is not null"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL", "H2"})
    void a_refused_revision_resumes_when_the_base_is_restored(Kind kind) throws Exception {
        try (TestProject site = site(kind, "site")) {
            attack(site, computed(kind, ALTER));
            assertTrue(refused(site).problem().toString().contains("change its structure"));
            assertTrue(refused(site).problem().toString().contains("differs from its state before"));
            refused(site, true);
            site.database().execute(REVERT);
            if (kind == Kind.H2) {
                site.upgrade();
            } else {
                resumed(site);
            }
            assertEquals(List.of("1"), site.database().query("select id from app_t"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void a_table_that_is_dropped_and_recreated_counts_as_changed(Kind kind) throws Exception {
        try (TestProject site = site(kind, "site")) {
            String create = site.database().query("show create table customer").get(0);
            waitForNextSecond(site);
            attack(
                    site,
                    computed(
                            kind,
                            "drop table customer",
                            create.substring(create.indexOf("CREATE")).replace("\n", " ")));
            assertTrue(refused(site).problem().toString().contains("may not alter or recreate it"));
            assertEquals(
                    create, site.database().query("show create table customer").get(0));
            TrellisException again = refused(site);
            assertTrue(
                    again.problem().toString().contains("trellis resume --done"),
                    again.problem().toString());
            site.database().execute("insert into customer values (1, 'Ann')");
            resumed(site);
            assertEquals(List.of("1"), site.database().query("select id from app_t"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL", "H2"})
    void a_revision_that_does_not_change_the_base_runs(Kind kind) throws Exception {
        try (TestProject site = site(kind, "site")) {
            site.script("a1", "null", """
                    depends_on: [b1]
                    upgrade:
                      - create_table:
                          name: app_t
                          columns: {id: integer, customer_id: integer}
                          primary_key: [id]
                          foreign_keys: [{columns: [customer_id], references: customer(id)}]
                      - execute: alter table app_t add column note varchar(20)
                      - execute: drop table app_t
                      - execute: truncate table customer
                      - execute: insert into customer values (2, 'Bea')
                    """);
            if (kind != Kind.H2) {
                waitForNextSecond(site);
                StringBuilder text = new StringBuilder("upgrade:\n");
                computed(kind, "truncate table customer", "insert into customer values (3, 4)")
                        .forEach(sql ->
                                text.append("  - execute: \"").append(sql).append("\"\n"));
                text.append("  - execute: analyze table customer\n  - execute: optimize table customer\n")
                        .append("  - execute: \"set sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT'\"\n")
                        .append("  - execute: \"set foreign_key_checks = 0\"\n")
                        .append("  - execute: \"create table app_q (id integer)\"\n");
                site.script("a2", "a1", text.toString());
                site.script("a3", "a2", """
                        upgrade:
                          - create_table: {name: app_u, columns: {id: integer, text: string(20)}, primary_key: [id]}
                          - bulk_insert: {table: app_u, rows: [{id: 1, text: "a\\\\b"}]}
                          - execute: update app_u set id = @@foreign_key_checks
                        """);
            }
            site.upgrade();
            if (kind != Kind.H2) {
                assertEquals(List.of("3|4"), site.database().query("select * from customer"));
                assertEquals(List.of("1|a\\b"), site.database().query("select * from app_u"));
            }
        }
    }

    /** With transactional DDL, the operations before an autocommit are checked before they are committed. */
    @ParameterizedTest
    @EnumSource(names = "POSTGRESQL")
    void a_violation_before_an_autocommit_is_rolled_back(Kind kind) throws Exception {
        try (TestProject site = site(kind, "site")) {
            String before = site.content();
            site.script(
                    "a1",
                    "null",
                    "depends_on: [b1]\nupgrade:\n  - execute: \"do $$ begin execute '" + ALTER
                            + "'; end $$\"\n  - autocommit: [{execute: vacuum customer}]\n");
            assertTrue(refused(site).problem().toString().contains("tier"));
            assertEquals(before, site.content());
            assertEquals(
                    List.of(),
                    site.database().query("select id from trellis_history where done_operations is not null"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "POSTGRESQL")
    void a_change_outside_of_a_transaction_is_detected_after_a_death(Kind kind) throws Exception {
        String attack = "depends_on: [b1]\nupgrade:\n  - autocommit: [{execute: \"do $$ begin execute '" + ALTER
                + "'; end $$\"}]\n  - execute: create table app_t (id integer)\n";
        int call;
        try (TestProject other = site(kind, "counted")) {
            other.script("a1", "null", attack);
            call = callOf(other, "do");
        }
        try (TestProject site = site(kind, "site")) {
            site.script("a1", "null", attack);
            die(site, call + 1);
            assertTrue(refused(site).problem().toString().contains("tier"));
            refused(site, true);
            site.database().execute(REVERT);
            resumed(site);
            assertEquals(List.of(), site.database().query("select id from app_t"));
        }
    }

    /** The history table of an earlier version has no column for the fingerprint; the first fingerprint adds it. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_history_table_without_the_column_gets_it_when_needed(Kind kind) throws Exception {
        try (TestProject site = site(kind, "site")) {
            site.database().execute("alter table trellis_history drop column protected_before");
            site.script("a1", "null", """
                    depends_on: [b1]
                    upgrade:
                      - create_table: {name: app_t, columns: {id: integer}, primary_key: [id]}
                    """);
            site.upgrade();
            assertThrows(
                    IllegalStateException.class,
                    () -> site.database().query("select protected_before from trellis_history"),
                    "no fingerprint was needed");
            site.script("a2", "a1", "upgrade:\n  - execute: insert into app_t values (1)\n");
            site.upgrade();
            assertEquals(
                    List.of("NULL"),
                    site.database().query("select protected_before from trellis_history where revision = 'a2'"));
        }
    }

    private static void die(TestProject site, int call) {
        FaultInjection.die(call);
        try (Trellis trellis = site.trellis(FaultInjection.EXTENSIONS, Listener.NONE)) {
            assertThrows(FaultInjection.Death.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
        }
    }

    /** Waits because MariaDB and MySQL record the creation time of a table in whole seconds. */
    private static void waitForNextSecond(TestProject site) throws Exception {
        String second = site.database().query("select now()").get(0);
        while (second.equals(site.database().query("select now()").get(0))) {
            Thread.sleep(20);
        }
    }

    /** Returns the number of the driver call that sends the last statement with a given beginning in a complete run. */
    private static int callOf(TestProject site, String beginning) {
        int[] call = {0};
        FaultInjection.at(Integer.MAX_VALUE, () -> {});
        try (Trellis trellis = site.trellis(FaultInjection.EXTENSIONS, new Listener() {
            @Override
            public void statement(String sql) {
                call[0] = sql.startsWith(beginning) ? FaultInjection.counted() + 1 : call[0];
            }
        })) {
            assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
        }
        return call[0];
    }
}
