/**
 * Who brings which revisions, and who owns which tables: branches, as plugins contribute and the configuration declares
 * them, the ownership of tables, and the protection of a base schema. Imports {@code sql}, {@code dialect}, {@code revision}, {@code script},
 * {@code operation}, {@code schema}, {@code model} and {@code error}.
 */
@NullMarked
package dev.trellis.branch;

import org.jspecify.annotations.NullMarked;
