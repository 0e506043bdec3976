package dev.trellis.internal.script;

import dev.trellis.dialect.Dialect;
import dev.trellis.schema.Naming;
import java.util.Set;

/**
 * What the reading of a body depends on.
 *
 * @param dialect whose sections of an SQL script are read, and how its shell splits them
 * @param dialects the names that sections may be for
 * @param operations reads operations, with the naming convention and the database's limit for names
 */
public record ParseContext(Dialect dialect, Set<String> dialects, OperationReader operations) {
    /**
     * A context whose names fit into the database.
     *
     * @param dialects the names that sections may be for
     * @param naming the convention, whatever its limit
     */
    public static ParseContext of(Dialect dialect, Set<String> dialects, Naming naming) {
        return new ParseContext(
                dialect,
                dialects,
                new OperationReader(naming.withLimit(dialect.capabilities().identifierLimit())));
    }
}
