/** Tests of rules that apply to the whole library. */
@NullMarked
package dev.trellis;

import org.jspecify.annotations.NullMarked;
