package dev.trellis.dialect;

import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.sql.EmbeddedSql;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Schema;
import java.util.List;
import java.util.Optional;

/**
 * The check of the SQL in operations and models that becomes a part of a statement, such as a default or a condition.
 * Trellis checks this SQL before anything runs: each text must be one expression, type or operator class, and must not end
 * the statement that contains it.
 */
public final class EmbeddedTexts {
    private EmbeddedTexts() {}

    /**
     * Returns the problem of the first text in an operation that cannot become a part of a statement; empty if there is
     * none.
     */
    public static Optional<Problem> findMalformed(Operation operation, Dialect dialect) {
        return findMalformed(SqlTextCollector.in(operation, dialect.name()), dialect, "");
    }

    /**
     * Returns the problem of the first text that cannot become a part of a statement; empty if there is none.
     *
     * @param place the location of the texts, which the message gives after the name of a text; empty if the caller adds the
     *     location
     */
    private static Optional<Problem> findMalformed(List<SqlTextCollector.Text> texts, Dialect dialect, String place) {
        for (SqlTextCollector.Text text : texts) {
            String problem = EmbeddedSql.problem(text.sql(), text.form(), dialect.syntax());
            if (problem != null) {
                return Optional.of(SqlException.malformed(text.what() + place, text.form(), problem));
            }
        }
        return Optional.empty();
    }

    /**
     * Requires that all SQL texts in the operations can become parts of statements.
     *
     * @throws TrellisException {@code malformed_sql}
     */
    static void require(List<Operation> operations, Dialect dialect) {
        for (Operation operation : operations) {
            findMalformed(operation, dialect).ifPresent(EmbeddedTexts::fail);
        }
    }

    /**
     * Requires that all SQL texts in a schema can become parts of statements.
     *
     * @throws TrellisException {@code malformed_sql}
     */
    public static void require(Schema schema, Dialect dialect) {
        schema.tables()
                .values()
                .forEach(table -> findMalformed(
                                SqlTextCollector.in(table, dialect.name()),
                                dialect,
                                " of table '" + table.name() + "' in the model")
                        .ifPresent(EmbeddedTexts::fail));
    }

    private static void fail(Problem malformed) {
        throw new SqlException(malformed);
    }
}
