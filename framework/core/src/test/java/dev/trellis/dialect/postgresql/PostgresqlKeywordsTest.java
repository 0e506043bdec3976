package dev.trellis.dialect.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.testbed.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests which names are quoted. */
final class PostgresqlKeywordsTest {
    /** The words for which the server's own function adds quotes, of all the words that the server knows. */
    private static final String QUOTED =
            "select word from pg_get_keywords() where quote_ident(word) <> word order by word collate \"C\"";

    @Test
    void every_word_that_the_server_quotes_is_quoted() {
        try (TestDatabase database = TestDatabase.open(TestDatabase.Kind.POSTGRESQL)) {
            List<String> quoted = database.query(QUOTED);
            assertTrue(quoted.size() > 100, quoted.toString());
            assertEquals(
                    List.of(),
                    quoted.stream()
                            .filter(word -> !PostgresqlKeywords.needsQuotes(word))
                            .toList());
        }
    }

    @Test
    void other_names_are_quoted_as_the_server_does() {
        try (TestDatabase database = TestDatabase.open(TestDatabase.Kind.POSTGRESQL)) {
            for (String name : List.of("a", "_a", "a1", "1a", "A", "a b", "a$", "ä", "name", "data", "version")) {
                assertEquals(
                        database.query("select quote_ident('" + name + "') <> '" + name + "'"),
                        List.of(PostgresqlKeywords.needsQuotes(name) ? "t" : "f"),
                        name);
            }
        }
    }
}
