package dev.trellis.internal.script;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.model.ColumnReader;
import dev.trellis.schema.Naming;
import java.util.Set;

/**
 * The settings for parsing the body of a script.
 *
 * @param dialect the dialect whose sections of SQL scripts are read; the rules of its database's shell split the sections
 *     into statements
 * @param dialects the dialects that sections may name
 * @param operations the reader of operations, with the naming convention and the database's limit for identifiers
 */
public record ParseContext(Dialect dialect, Set<String> dialects, OperationReader operations) {
    /**
     * Returns a context whose generated names respect the database's limit for identifiers.
     *
     * @param dialects the dialects that sections may name
     * @param naming the naming convention; its own limit is replaced
     */
    public static ParseContext of(Dialect dialect, Set<String> dialects, Naming naming) {
        return new ParseContext(
                dialect,
                dialects,
                new OperationReader(
                        naming.withLimit(dialect.capabilities().identifierLimit()), new ColumnReader(dialects)));
    }
}
