package dev.trellis.internal.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.io.TempDir;

/** Statements that contain a change of the base, or drop the schema around it, do not run. */
class HiddenStatementTest {
    private static final Map<Kind, List<String>> STATEMENTS = Map.of(
            Kind.MARIADB,
                    List.of(
                            "set statement lock_wait_timeout = 1 for alter table customer drop column name",
                            "/*!50001 set statement lock_wait_timeout = 1 for alter table customer drop column name */",
                            "execute immediate \"alter table customer drop column name\"",
                            "prepare p from 'alter table customer drop column name'",
                            "begin not atomic alter table customer drop column name; end",
                            "create procedure p() alter table customer drop column name",
                            "create procedure p() begin alter table customer drop column name; end",
                            "drop database SCHEMA",
                            "drop schema if exists `SCHEMA`",
                            "/*!50001 drop database SCHEMA */",
                            "/*!999999 ' */ alter table customer drop column name /*!999999 ' */",
                            "/*!50700 ' */ alter table customer drop column name /*!50700 ' */",
                            "/*!999999 select 1 from t where */ alter table customer drop column name",
                            "/*!50000 alter table /* '*/ customer /* ' */ drop column name */",
                            "/*!50000 alter */ /*!999999 view */ table customer drop column name",
                            "/*!999999 select 1 */ commit",
                            "alter -- x\r'\n table customer drop column name -- '",
                            "execute immediate 'alter\\ntable\\tcustomer drop column name'",
                            "set sql_mode = 'NO_BACKSLASH_ESCAPES'",
                            "set sql_mode = 'ANSI_QUOTES'//\ndrop table if exists \"\\\", customer, x -- \"",
                            "alter table app_t convert table customer to partition p1 values less than (9)"),
            Kind.MYSQL,
                    List.of(
                            "/*!999999 ' */ alter table customer drop column name /*!999999 ' */",
                            "/*M! select 1 from t where */ alter table customer drop column name",
                            "/*!50000 alter table /* '*/ customer /* ' */ drop column name */",
                            "alter -- x\r'\n table customer drop column name -- '",
                            "alter table app_t exchange partition p0 with table customer",
                            "prepare p from 'alter table customer drop column name'",
                            "create procedure p() begin if 1 then alter table customer drop column name; end if; end",
                            "drop database SCHEMA",
                            "drop schema if exists `SCHEMA`"),
            Kind.H2,
                    List.of(
                            "execute immediate 'alter table customer drop column name'",
                            "execute immediate $$alter table customer drop column name$$",
                            "alter\u00a0table\u2003customer drop column name",
                            "alter table U&\"cust!006fmer\" uescape '!' drop column name",
                            "alter schema SCHEMA rename to app_s",
                            "drop schema SCHEMA cascade",
                            "drop all objects",
                            "drop all objects delete files"),
            Kind.POSTGRESQL,
                    List.of(
                            "drop schema SCHEMA cascade",
                            "alter schema SCHEMA rename to app_s",
                            "do $$ begin drop table customer; end $$",
                            "create function f() returns void language plpgsql as $$ begin drop table customer; end $$"),
            Kind.SQLITE,
                    List.of(
                            "pragma writable_schema = on",
                            "pragma main.writable_schema(1)",
                            "pragma /* x */ \"writable_schema\" = 1",
                            "pragma schema_version = 7",
                            "pragma journal_mode = off",
                            "pragma main.journal_mode('memory')",
                            "\ufeffdrop table customer",
                            "drop -- x\r'\n table customer -- '"));

    @TempDir
    Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> a_hidden_change_of_the_base_does_not_run() {
        return STATEMENTS.entrySet().stream()
                .flatMap(each -> each.getValue().stream()
                        .map(sql -> DynamicTest.dynamicTest(
                                each.getKey() + ": " + sql, () -> refused(each.getKey(), sql))));
    }

    /** After SET SCHEMA, a name without a schema may mean a table of the base in another schema. */
    @Test
    void a_drop_behind_a_change_of_the_schema_does_not_run() {
        try (TestProject site =
                new TestProject(Kind.H2, folder).with("  vendor: {directory: base, protected: true}\n")) {
            site.write("base/b1.sql", """
                    -- revision: b1
                    -- branch_labels: vendor

                    -- upgrade
                    create schema base_s;
                    create table base_s.stock (id integer primary key);
                    """);
            site.upgrade();
            site.script("a1", "null", """
                    depends_on: [b1]
                    upgrade:
                      - execute: set schema base_s
                      - execute: drop table stock
                    """);
            assertEquals(
                    "protected_table",
                    assertThrows(TrellisException.class, site::upgrade).name());
            assertEquals(List.of(), site.database().query("select * from base_s.stock"));
        }
    }

    private void refused(Kind kind, String sql) {
        try (TestProject site = new TestProject(kind, folder.resolve("p" + System.nanoTime()))
                .with("  vendor: {directory: base, protected: true}\n")) {
            site.write("base/b1.yaml", """
                    revision: b1
                    branch_labels: [vendor]
                    upgrade:
                      - create_table: {name: customer, columns: {id: integer, name: string(20)}, primary_key: [id]}
                      - bulk_insert: {table: customer, rows: [{id: 1, name: Ann}]}
                    """);
            site.upgrade();
            String schema = kind == Kind.MARIADB || kind == Kind.MYSQL
                    ? site.database().query("select database()").get(0)
                    : "public";
            site.write(
                    "db/a1.sql",
                    "-- revision: a1\n-- branch_labels: app\n-- depends_on: b1\n\n-- upgrade\n"
                            + "create table app_t (id integer);\n"
                            + (kind == Kind.MARIADB || kind == Kind.MYSQL ? "delimiter //\n" : "")
                            + sql.replace("SCHEMA", schema)
                            + (kind == Kind.MARIADB || kind == Kind.MYSQL ? "\n//\n" : ";\n"));
            TrellisException e = assertThrows(TrellisException.class, site::upgrade);
            assertTrue(
                    List.of("protected_table", "refused_sql", "transaction_control")
                            .contains(e.name()),
                    e.problem().toString());
            assertEquals(List.of("1|Ann"), site.database().query("select * from customer"));
            assertThrows(IllegalStateException.class, () -> site.database().query("select * from app_t"));
        }
    }
}
