/**
 * The extension point of the {@code lint} command. A {@link dev.trellis.lint.LintRule} inspects one operation, with
 * the schema that the scripts before it produce, and returns findings. The rules that Trellis ships are in {@code
 * dev.trellis.internal.lint}.
 */
@NullMarked
package dev.trellis.lint;

import org.jspecify.annotations.NullMarked;
