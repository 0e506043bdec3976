package dev.trellis.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.sql.DatabaseObject;
import dev.trellis.sql.SqlSyntax;
import dev.trellis.sql.StatementSummary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
