package dev.trellis.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.sql.DatabaseObject;
import dev.trellis.sql.SqlSyntax;
import dev.trellis.sql.StatementSummary;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The object that a statement defines, whether it may run twice, and the tables that it changes. */
class StatementParserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create table if not exists a.`b c` (id int)           | a.`b c` | false",
                "create unique index concurrently i on only t (a)      | i       | false",
                "rename table a to b                                   | a       | false",
                "rename table a to x, b to a, x to b                   |         | false",
                "alter table a add column b int, add c int             | a       | false",
                "alter table a exchange partition p with table b       |         | false",
                "drop table a, b                                       |         | false",
                "truncate table a                                      |         | false",
                "comment on table a is 'b'                             |         | true",
                "set lock_timeout = 1                                  |         | true",
                "update t set a = a + 1                                |         | false",
                "create or replace definer = a@b sql security invoker view v as select 1 | v | false",
            })
    void defined_object_and_repeatability(String sql, String name, boolean repeatable) {
        StatementSummary summary = StatementParser.parse(sql, SqlSyntax.MARIADB);
        DatabaseObject object = summary.definedObject();
        assertEquals(name, object == null ? null : object.name());
        assertEquals(repeatable, summary.isRepeatable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin not atomic alter table a add b int; end",
                "begin not atomic if 1 then alter table a add b int; end if; end",
                "create procedure p() alter table a add b int",
                "create procedure p() begin alter table a add b int; end",
                "create procedure p() begin while 1 do alter table a add b int; end while; end",
                "create procedure p() begin select 1; x: begin alter table a add b int; end; end",
                "if 1 then select 1; else alter table a add b int; end if"
            })
    void statements_in_blocks_and_bodies_are_read(String sql) {
        assertTrue(
                StatementParser.parseAll(sql, SqlSyntax.MARIADB).stream()
                        .anyMatch(summary -> summary.changedTables().equals(List.of("a"))),
                sql);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "mariadb    | create table a (id int)                              | none",
                "mariadb    | create or replace table a (id int)                   | a",
                "mariadb    | alter /* x */ table /* y */ a add b int              | a",
                "mariadb    | /*!50001 alter table a add b int */                  | a",
                "mariadb    | alter /*M!100100 table */ a add b int                | a",
                "mariadb    | drop tables a, b                                     | a b",
                "mariadb    | rename tables a to b                                 | a",
                "mariadb    | rename table a to x, b to a                          | a b",
                "mariadb    | execute immediate 'alter table a add b int'          | a",
                "mariadb    | execute immediate \"alter table a add b int\"        | a",
                "mariadb    | execute immediate 'alter ' 'table a add b int'       | a",
                "mariadb    | prepare p from 'alter table a add b int'             | a",
                "mariadb    | set statement lock_wait_timeout = 1 for alter table a add b int | a",
                "mariadb    | set statement x = (select 1 for update), y = 2 for drop table a | a",
                "mariadb    | /*M! set statement x = 1 for */ execute immediate 'drop table a' | a",
                "mariadb    | create definer = user@host view v as select 1        | v",
                "postgresql | alter table U&\"\\0061\" add b int                   | \"a\"",
                "postgresql | comment on table a is 'x'                            | a",
                "postgresql | comment on column s.a.b is 'x'                       | s.a",
                "postgresql | comment on constraint k on a is 'x'                  | none",
                "postgresql | create publication p for table a                     | none",
                "postgresql | create rule r as on delete to a do instead update table | none",
            })
    void changed_tables(String syntax, String sql, String tables) {
        SqlSyntax sqlSyntax = syntax.equals("mariadb") ? SqlSyntax.MARIADB : SqlSyntax.POSTGRESQL;
        assertEquals(
                tables == null ? "" : tables,
                String.join(" ", StatementParser.parse(sql, sqlSyntax).changedTables()));
    }
}
