/** The findings of the lint rules, as cases in {@code lint/cases.yaml}. */
@NullMarked
package dev.trellis.internal.lint;

import org.jspecify.annotations.NullMarked;
