/**
 * The rules of the {@code lint} command, one file per rule, listed in {@link dev.trellis.internal.lint.Rules}. A rule
 * inspects one operation on the schema that the scripts before it produce, so a table that the same revision creates
 * does not count as one with rows. What a dialect's DDL blocks is its {@link dev.trellis.dialect.DdlImpact}; no rule
 * asks for a dialect by name.
 */
@NullMarked
package dev.trellis.internal.lint;

import org.jspecify.annotations.NullMarked;
