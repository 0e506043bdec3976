package dev.trellis.adopt.liquibase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import liquibase.ContextExpression;
import liquibase.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeFilterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "test | test",
                "test | prod",
                "!test | prod",
                "not test | test",
                "test, prod | prod",
                "test or prod | prod",
                "test and prod | prod",
                "test and prod | prod,test",
                "(a or b) and !c | a",
                "(a or b) and !c | a,c",
                "a and (b or c) | a,c",
                "TEST | test",
                "not (a or b) | c",
                "@a | a"
            })
    void contexts_match_as_in_liquibase(String expression, String contexts) {
        Set<String> names = Arrays.stream(contexts.split(",")).collect(Collectors.toSet());
        boolean expected = new ContextExpression(expression).matches(new Contexts(contexts));
        assertEquals(expected, new ChangeFilter("h2", names, null).runsIn(expression), expression + " in " + contexts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "h2 | true",
                "mysql | false",
                "mysql, h2 | true",
                "!h2 | false",
                "!mysql | true",
                "!mysql, !h2 | false",
                "all | true",
                "none | false",
                "H2 | true"
            })
    void databases_match(String databases, boolean expected) {
        assertEquals(expected, new ChangeFilter("h2", Set.of(), null).runsOn(databases));
    }

    @Test
    void change_sets_of_every_context_run_without_contexts() {
        assertEquals(true, new ChangeFilter("h2", Set.of(), null).runsIn("test"));
        assertEquals(false, new ChangeFilter("h2", Set.of(), null).runsIn("@test"));
    }
}
