/** How YAML is read and written, where it is hard. */
@NullMarked
package dev.trellis.yaml;

import org.jspecify.annotations.NullMarked;
