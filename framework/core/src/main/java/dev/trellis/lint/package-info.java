/**
 * What would lose data, keep others waiting, or break a rule, found before it runs (DESIGN section 7, {@code lint}). One
 * file per rule; {@link dev.trellis.lint.Rules} lists them. Rules look at one operation on the schema that the scripts
 * before it give, so that a table which the same revision creates is not one that has rows. What a dialect makes others
 * wait for is its {@link dev.trellis.dialect.Locking}; no rule asks for a dialect by name.
 *
 * <p>Pure: scripts go in and findings come out. Imports {@code schema}, {@code operation}, {@code script},
 * {@code branch}, {@code revision}, {@code dialect}, {@code sql}, {@code yaml}, {@code error}, and of {@code diff} what narrows a type.
 */
@NullMarked
package dev.trellis.lint;

import org.jspecify.annotations.NullMarked;
