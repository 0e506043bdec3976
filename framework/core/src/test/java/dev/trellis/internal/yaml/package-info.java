/** Tests of the YAML reader where it differs from its library. */
@NullMarked
package dev.trellis.internal.yaml;

import org.jspecify.annotations.NullMarked;
