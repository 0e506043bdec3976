/**
 * SQL text as dialects see it: {@link dev.trellis.sql.SqlSyntax} declares the lexical rules of a database, and
 * {@link dev.trellis.sql.StatementSummary} states the effect of a statement. The tokenizer and the parser that use the rules
 * are internal.
 */
@NullMarked
package dev.trellis.sql;

import org.jspecify.annotations.NullMarked;
