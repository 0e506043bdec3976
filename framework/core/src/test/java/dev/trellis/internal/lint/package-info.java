/** What the rules find, case by case in {@code lint/cases.yaml}. */
@NullMarked
package dev.trellis.internal.lint;

import org.jspecify.annotations.NullMarked;
