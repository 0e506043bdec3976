package dev.trellis.hibernate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CreateTableChecksTest {

    @Test
    void checks_of_columns_and_of_the_table_are_found() {
        assertEquals(
                List.of("(state in ('a','b'))", "total > 0", "kind <> 'x' or (size is not null)"),
                CreateTableChecks.of("create table t (state varchar(1) check ((state in ('a','b'))), size integer,"
                        + " constraint c check (total > 0), check (kind <> 'x' or (size is not null)))"));
    }

    @Test
    void words_and_parentheses_in_strings_and_quoted_names_are_no_checks() {
        assertEquals(
                List.of("\"a)\" <> 'it''s (' and `b(` > 0"),
                CreateTableChecks.of("create table t (\"check (1)\" integer default 'check (2)',"
                        + " check (\"a)\" <> 'it''s (' and `b(` > 0), \"check\" varchar(5))"));
    }

    @Test
    void a_conjunction_of_parts_in_parentheses_is_divided() {
        assertEquals(
                List.of("a > 0", "b in ('x) and (y')"),
                CreateTableChecks.conjuncts("(a > 0) and (b in ('x) and (y'))"));
        assertEquals(List.of("a > 0"), CreateTableChecks.conjuncts("(a > 0)"));
    }

    @Test
    void any_other_condition_is_not_divided() {
        for (String condition : List.of("a > 0 and (b > 0)", "(a > 0) or (b > 0)", "(a) and", "a > 0", "(a) and b")) {
            assertEquals(List.of(condition), CreateTableChecks.conjuncts(condition));
        }
    }
}
