/**
 * The extension point of the {@code lint} command. A {@link dev.trellis.lint.LintRule} checks one operation together with
 * the schema that the scripts before it produce ({@link dev.trellis.lint.OperationContext}), or a revision as a whole
 * ({@link dev.trellis.lint.RevisionContext}), and returns findings. Questions about other branches are answered by
 * {@link dev.trellis.lint.OtherBranches}. The rules that Trellis ships are in {@code dev.trellis.internal.lint}.
 */
@NullMarked
package dev.trellis.lint;

import org.jspecify.annotations.NullMarked;
