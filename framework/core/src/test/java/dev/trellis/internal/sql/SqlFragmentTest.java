package dev.trellis.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.sql.SqlSyntax;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens of expressions, and the columns that the expressions refer to. */
class SqlFragmentTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "sqlite     ~ a>=.5e-3||x'0f'   ~ WORD a, SYMBOL >=, NUMBER .5e-3, SYMBOL ||, WORD x'0f'",
                "sqlite     ~ [a b] -- [c]      ~ NAME [a b]",
                "sqlite     ~ 'it''s' \"n\"     ~ STRING 'it''s', NAME \"n\"",
                "sqlite     ~ 'never closed     ~ STRING 'never closed",
                "postgresql ~ E'\\'' $t$;$t$ $1 ~ STRING E'\\'', STRING $t$;$t$, WORD $1",
                "mariadb    ~ \"a\\\"b\" `c` #d ~ STRING \"a\\\"b\", NAME `c`",
            })
    void tokens(String syntax, String sql, String expected) {
        String tokens = String.join(
                ", ",
                SqlFragment.tokens(sql, syntax(syntax)).stream()
                        .map(token -> token.kind() + " " + sql.substring(token.start(), token.end()))
                        .toList());
        assertEquals(expected, tokens);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "lower > 0               | true",
                "t.LOWER > 0             | true",
                "\"lower\" > 0           | true",
                "lower (a) > 0           | false",
                "a = 'lower'             | false",
                "a = 'it''s lower'       | false",
                "\"it's\" > 0 and lower  | true",
                "a collate lower > 'b'   | false",
                "lower_bound > $lower    | false",
                "a > 0 /* lower */       | false",
            })
    void references(String sql, boolean expected) {
        assertEquals(expected, SqlFragment.of(sql, SqlSyntax.PORTABLE).mentions("lower"));
    }

    private static SqlSyntax syntax(String name) {
        return switch (name) {
            case "sqlite" -> SqlSyntax.SQLITE;
            case "postgresql" -> SqlSyntax.POSTGRESQL;
            default -> SqlSyntax.MARIADB;
        };
    }
}
