/** How YAML is read and written, where it is hard. */
@NullMarked
package dev.trellis.internal.yaml;

import org.jspecify.annotations.NullMarked;
