/**
 * Reads SQL text without knowing a schema or a connection.
 *
 * <p>There is one tokenizer, {@code SqlLexer}, which follows the rules of a {@link dev.trellis.sql.SqlSyntax}.
 * {@link dev.trellis.internal.sql.SqlSplitter} uses it to split scripts into statements as each database's own shell does.
 * {@link dev.trellis.internal.sql.StatementParser} determines the effect of a statement.
 * {@link dev.trellis.internal.sql.SqlFragment} splits expressions and definitions into tokens and decides whether they refer
 * to a column.
 */
@NullMarked
package dev.trellis.internal.sql;

import org.jspecify.annotations.NullMarked;
