package dev.trellis.internal.diff;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trellis.testbed.TestDatabase.Kind;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Tests that broken DDL cannot hide among the models that a database rejects. */
class RejectedModelsTest {
    private final RejectedModels rejected = new RejectedModels();

    @Test
    void an_unknown_reason_fails() {
        rejected.rejected(Kind.H2, new SQLException("Syntax error in SQL statement", "42000"));
        assertThrows(AssertionError.class, rejected::requireKnown);
    }

    @Test
    void a_known_reason_fails_when_it_becomes_frequent() {
        SQLException known = new SQLException("You have an error in your SQL syntax", "42000");
        for (int i = 0; i < 20; i++) {
            rejected.tried(Kind.MYSQL);
        }
        rejected.rejected(Kind.MYSQL, known);
        assertDoesNotThrow(rejected::requireKnown);
        for (int i = 0; i < 5; i++) {
            rejected.rejected(Kind.MYSQL, known);
        }
        assertThrows(AssertionError.class, rejected::requireKnown);
    }
}
