package dev.trellis.internal.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A revision that failed resumes with the state that its session had, or is refused with the reason. */
class ResumedSessionTest {
    private static final List<Kind> MYSQL_BASE = List.of(Kind.MARIADB, Kind.MYSQL);

    @TempDir
    Path folder = Path.of("");

    /** The statement before the failure, and an expression that shows its effect after the resumption. */
    private static final Map<String, String> RESTORED = Map.of(
            "set @owner = 7", "@owner",
            "set time_zone = '+09:00', @owner = 7", "concat(@@session.time_zone, @owner)",
            "/*!40101 set @old = @@sql_mode, sql_mode = 'NO_AUTO_VALUE_ON_ZERO' */",
                    "concat(@@session.sql_mode, @old <> '')",
            "set sql_mode = replace(@@sql_mode, 'STRICT_TRANS_TABLES', '')", "@@session.sql_mode not like '%STRICT%'",
            "set foreign_key_checks = 0", "@@session.foreign_key_checks",
            "set session group_concat_max_len = 77", "@@session.group_concat_max_len",
            "set global max_connections = 150", "1",
            "use information_schema", "database()",
            "set @s = concat('select', ' 1'); prepare p from @s; execute p; deallocate prepare p", "1",
            "lock tables t write", "1");

    @TestFactory
    Stream<DynamicTest> settings_are_restored_before_a_script_resumes() {
        return Stream.concat(
                MYSQL_BASE.stream()
                        .flatMap(kind -> RESTORED.entrySet().stream()
                                .map(each -> test(
                                        kind, each.getKey(), () -> restored(kind, each.getKey(), each.getValue())))),
                Stream.of(
                        test(Kind.H2, "set @owner = 7", () -> restored(Kind.H2, "set @owner = 7", "@owner")),
                        test(
                                Kind.H2,
                                "set schema information_schema",
                                () -> restored(Kind.H2, "set schema information_schema", "schema()"))));
    }

    private void restored(Kind kind, String statement, String probe) {
        String undisturbed = run(kind, statement, probe, false);
        assertEquals(undisturbed, run(kind, statement, probe, true));
    }

    /** Returns what the probe shows after the statement, with or without a failure between the two. */
    private String run(Kind kind, String statement, String probe, boolean fails) {
        try (TestProject project = new TestProject(kind, folder.resolve("p" + System.nanoTime()))) {
            String schema = kind == Kind.H2
                    ? "public."
                    : project.database().query("select database()").get(0) + ".";
            String start = "create table t (id varchar(200));\n" + statement + ";\n";
            String probing = "insert into " + schema + "t select " + probe + ";\n";
            if (fails) {
                write(project, start + "insert into " + schema + "nowhere values (1);\n" + probing);
                assertThrows(TrellisException.class, project::upgrade);
            }
            write(project, start + probing);
            project.upgrade();
            assertEquals(List.of("a1"), project.database().query("select version_num from trellis_version"));
            return project.database().query("select id from t").get(0);
        }
    }

    private static void write(TestProject project, String sql) {
        project.write("db/a1.sql", "-- revision: a1\n-- branch_labels: app\n\n-- upgrade\n" + sql);
    }

    /** Statements whose effect is lost with the session, each with a statement that needs the effect. */
    private static final Map<String, String> LOST = Map.of(
            "set @owner = (select max(id) from t)", "insert into t select @owner",
            "select 7 into @owner", "insert into t select @owner",
            "create temporary table scratch (id integer)", "insert into scratch values (1)",
            "create /* x */ temporary table if not exists `scratch` (id integer)",
                    "insert into t select id from scratch",
            "prepare p from 'select 1'", "execute p",
            "insert into t values (5)", "insert into t values (last_insert_id())");

    @TestFactory
    Stream<DynamicTest> a_script_whose_session_is_lost_is_refused_until_a_person_has_confirmed() {
        return Stream.concat(
                MYSQL_BASE.stream()
                        .flatMap(kind -> LOST.entrySet().stream()
                                .map(each -> test(
                                        kind, each.getKey(), () -> refused(kind, each.getKey(), each.getValue())))),
                Stream.of(test(
                        Kind.H2,
                        "temporary table",
                        () -> refused(
                                Kind.H2,
                                "create local temporary table scratch (id integer)",
                                "insert into scratch values (1)"))));
    }

    private void refused(Kind kind, String statement, String needs) {
        try (TestProject project = new TestProject(kind, folder.resolve("p" + System.nanoTime()))) {
            String start = "create table t (id integer);\n" + statement + ";\n";
            write(project, start + "insert into nowhere values (1);\n" + needs + ";\n");
            assertThrows(TrellisException.class, project::upgrade);
            write(project, start + needs + ";\n");
            TrellisException e = assertThrows(TrellisException.class, project::upgrade);
            assertEquals("lost_session", e.name(), e.problem().toString());
            assertTrue(
                    e.problem().toString().contains("resume --again"),
                    e.problem().toString());

            String repeated = statement.startsWith("insert") ? "select 1" : statement;
            write(project, start + repeated + ";\n" + needs + ";\n");
            try (Trellis trellis = project.trellis()) {
                assertEquals(List.of("a1"), trellis.resume(false).heads());
            }
        }
    }

    /** The statements in an {@code autocommit} are outside the transaction that is rolled back. */
    @Test
    void settings_before_an_autocommit_are_restored_on_postgresql() {
        try (TestProject project = new TestProject(Kind.POSTGRESQL, folder)) {
            String start = "upgrade:\n  - create_table: {name: t, columns: {id: string(60)}}\n"
                    + "  - execute: set timezone = 'Asia/Tokyo'\n"
                    + "  - execute: select set_config('app.user', 'seven', false)\n";
            String rest = "  - execute: insert into t select concat(current_setting('TimeZone'),"
                    + " current_setting('app.user'))\n";
            project.script(
                    "a1",
                    "null",
                    start + "  - autocommit: [{execute: create index concurrently i on nowhere (id)}]\n" + rest);
            assertThrows(TrellisException.class, project::upgrade);
            project.script(
                    "a1",
                    "null",
                    start + "  - autocommit: [{execute: create index concurrently i on t (id)}]\n" + rest);
            project.upgrade();
            assertEquals(List.of("Asia/Tokyoseven"), project.database().query("select id from t"));
        }
    }

    private static DynamicTest test(Kind kind, String name, Executable test) {
        return DynamicTest.dynamicTest(kind + ": " + name, test);
    }
}
