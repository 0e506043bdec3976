/**
 * {@code trellis.yaml} as a value (DESIGN section 3): environments merged in, variables filled in, paths made absolute,
 * secrets marked as such. Imports {@code schema}, {@code yaml} and {@code error}.
 */
@NullMarked
package dev.trellis.config;

import org.jspecify.annotations.NullMarked;
