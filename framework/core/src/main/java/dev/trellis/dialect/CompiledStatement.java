package dev.trellis.dialect;

import dev.trellis.operation.Operation;

/**
 * One statement for the database.
 *
 * @param sql as it is sent, without a closing semicolon
 * @param origin the operation it comes from; where several were folded into one, the first of them
 */
public record CompiledStatement(String sql, Operation origin) {}
