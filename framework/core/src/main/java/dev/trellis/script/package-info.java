/**
 * Files to revisions and back: the formats that scripts come in (YAML, SQL, Java), their strict reading, and the writing
 * of new ones. A script is read in two steps: its header, which is all that the graph needs, and its body only when it is
 * run. Imports {@code revision}, {@code operation}, {@code schema}, {@code model} (tables in scripts are written as in
 * models), {@code sql}, {@code dialect}, {@code yaml} and {@code error}.
 */
@NullMarked
package dev.trellis.script;

import org.jspecify.annotations.NullMarked;
