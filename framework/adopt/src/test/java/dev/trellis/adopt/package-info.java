@NullMarked
package dev.trellis.adopt;

import org.jspecify.annotations.NullMarked;
