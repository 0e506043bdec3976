/** Tests of the plugin together with the branch of the base schema on which it depends. */
@NullMarked
package dev.trellis.loyalty;

import org.jspecify.annotations.NullMarked;
