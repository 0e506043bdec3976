package dev.trellis.script;

import dev.trellis.dialect.Dialect;
import dev.trellis.schema.Naming;

/**
 * What the reading of a body depends on.
 *
 * @param dialect whose sections of an SQL script are read, and how its shell splits them
 * @param operations reads operations, with the naming convention and the database's limit for names
 */
public record ReadingContext(Dialect dialect, OperationReader operations) {
    public static ReadingContext of(Dialect dialect, Naming naming) {
        return new ReadingContext(
                dialect,
                new OperationReader(naming.withLimit(dialect.capabilities().identifierLimit())));
    }
}
