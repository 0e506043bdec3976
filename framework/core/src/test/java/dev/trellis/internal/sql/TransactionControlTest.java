package dev.trellis.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.trellis.sql.SqlSyntax;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionControlTest {

    @ParameterizedTest
    @CsvSource({
        "begin, begin",
        "BEGIN IMMEDIATE, begin",
        "/* now */ Commit work, commit",
        "commit prepared 'x', commit",
        "end transaction, end",
        "abort, abort",
        "start transaction read only, start transaction",
        "rollback, rollback",
        "rollback work, rollback",
        "rollback transaction and chain, rollback",
        "prepare transaction 'x', prepare transaction",
        "set autocommit = 0, set autocommit",
        "xa start 'x', xa"
    })
    void transaction_statements_are_recognized(String sql, String words) {
        assertEquals(words, TransactionControl.in(sql, SqlSyntax.POSTGRESQL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "savepoint a",
                "release savepoint a",
                "rollback to savepoint a",
                "rollback work to a",
                "start slave",
                "begin not atomic select 1; end",
                "prepare p as select 1",
                "set transaction isolation level serializable",
                "insert into commit values (1)",
                "\"commit\"",
                "'commit'",
                "update a set begin = 1",
                ""
            })
    void other_statements_are_not(String sql) {
        assertNull(TransactionControl.in(sql, SqlSyntax.POSTGRESQL));
    }

    @Test
    void a_routine_with_a_body_is_one_statement() {
        String body = "create procedure p() begin delete from t; commit; end";
        assertEquals(List.of(body), SqlSplitter.statements(body, SqlSyntax.MARIADB));
        assertEquals(
                List.of("delete from t", "commit"), SqlSplitter.statements("delete from t; commit;", SqlSyntax.SQLITE));
        assertEquals(
                List.of("create trigger a after insert on t begin delete from t; end"),
                SqlSplitter.statements(
                        "create trigger a after insert on t begin delete from t; end;", SqlSyntax.SQLITE));
    }
}
