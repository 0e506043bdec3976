package dev.trellis.dialect;

import dev.trellis.operation.Operation;

/**
 * One SQL statement of a compiled operation.
 *
 * @param sql the statement without a final semicolon
 * @param origin the operation that the statement performs; if it performs several, the first of them
 */
public record CompiledStatement(String sql, Operation origin) {}
